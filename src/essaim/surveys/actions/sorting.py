"""Sort open answers into themes, name and merge themes, hide what names somebody; and take it back.

Each act returns what it changed as a `Before`, from which `take_back` puts things as they were.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypedDict

from django.db import transaction
from django.db.models import Max

from essaim.people.models import Person

from ..models import OpenAnswer, Question, Theme
from .reports import sort_again


class Before(TypedDict, total=False):
    """`answers`: [key, its theme or None, whether it was hidden]; `made`: the theme that the act made;
    `gone` and `named`: [key, name, position] of a theme that went or was renamed."""

    question: int
    answers: list[tuple[int, int | None, bool]]
    made: int
    gone: tuple[int, str, int]
    named: tuple[int, str, int]


@transaction.atomic
def sort_answers(
    *, actor: Person, question: Question, answers: Collection[OpenAnswer], theme: Theme | str
) -> tuple[Theme, Before]:
    """Put answers into a theme of the question, or into that of a name, made if nobody has yet."""
    before = _before(question, answers)
    if isinstance(theme, str):
        theme, made = _theme_of(question, theme)
        if made:
            before["made"] = theme.pk
    OpenAnswer.objects.filter(pk__in=[one.pk for one in answers]).update(theme=theme)
    sort_again(question=question)
    return theme, before


def _theme_of(question: Question, name: str) -> tuple[Theme, bool]:
    last = question.themes.aggregate(last=Max("position"))["last"] or 0
    defaults = {"position": min(last + 1, 32767)}
    return Theme.objects.get_or_create(question=question, name=name, defaults=defaults)


@transaction.atomic
def rename_theme(*, actor: Person, theme: Theme, name: str) -> Before:
    """Raises IntegrityError when another theme of the question has the name: the form asks first."""
    before = Before(question=theme.question_id, answers=[], named=(theme.pk, theme.name, theme.position))
    theme.name = name
    theme.save(update_fields=["name"])
    sort_again(question=theme.question)
    return before


@transaction.atomic
def merge_themes(*, actor: Person, theme: Theme, into: Theme) -> Before:
    """Everything of one theme goes into the other, and the first is no more."""
    before = _before(theme.question, theme.open_answers.all())
    before["gone"] = (theme.pk, theme.name, theme.position)
    theme.open_answers.update(theme=into)
    theme.delete()
    sort_again(question=into.question)
    return before


@transaction.atomic
def hide_answer(*, actor: Person, answer: OpenAnswer, hidden: bool) -> Before:
    """Keep an answer out of what is quoted, or let it show again; it is counted either way."""
    before = _before(answer.question, [answer])
    answer.hidden = hidden
    answer.save(update_fields=["hidden"])
    sort_again(question=answer.question)
    return before


@transaction.atomic
def take_back(*, actor: Person, question: Question, before: Before) -> None:
    """Put things as they were; what others did to other answers meanwhile stays."""
    if "gone" in before:
        key, name, position = before["gone"]
        Theme.objects.get_or_create(question=question, name=name, defaults={"pk": key, "position": position})
    if "named" in before:
        key, name, _ = before["named"]
        if not question.themes.filter(name=name).exists():
            question.themes.filter(pk=key).update(name=name)
    there = set(question.themes.values_list("pk", flat=True))
    changed = {key: (theme if theme in there else None, hidden) for key, theme, hidden in before["answers"]}
    answers = list(OpenAnswer.objects.filter(question=question, pk__in=changed))
    for one in answers:
        one.theme_id, one.hidden = changed[one.pk]
    OpenAnswer.objects.bulk_update(answers, ["theme", "hidden"], batch_size=500)
    question.themes.filter(pk=before.get("made", 0), open_answers__isnull=True).delete()
    sort_again(question=question)


def _before(question: Question, answers: Collection[OpenAnswer]) -> Before:
    return Before(question=question.pk, answers=[(one.pk, one.theme_id, one.hidden) for one in answers])
