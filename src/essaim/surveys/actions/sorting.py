"""Sort open answers into themes, name and merge themes, hide what names somebody; and take it back.

Each act returns what it changed as a `Before`, from which `take_back` puts things as they were. Of two acts
at once on a question, the second sees what the first did; what is past doing raises ValidationError.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import pgettext_lazy

from essaim.communities.queries.lists import in_chunks
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import OpenAnswer, Question, Theme
from .reports import sort_again

GONE = pgettext_lazy("surveys", "This theme is no longer there: choose another one.")
TAKEN = pgettext_lazy("surveys", "Another theme has this name: merge the two, or choose another name.")


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
    _hold(question)
    before = _before(question, answers)
    if isinstance(theme, str):
        theme, made = _theme_of(question, theme)
        if made:
            before["made"] = theme.pk
    theme = _still(theme)
    OpenAnswer.objects.filter(pk__in=[one.pk for one in answers]).update(theme=theme)
    _say("answers.sorted", actor, question, count=len(answers), theme=theme.pk)
    return theme, before


def _theme_of(question: Question, name: str) -> tuple[Theme, bool]:
    last = question.themes.aggregate(last=Max("position"))["last"] or 0
    defaults = {"position": min(last + 1, 32767)}
    return Theme.objects.get_or_create(question=question, name=name, defaults=defaults)


@transaction.atomic
def rename_theme(*, actor: Person, theme: Theme, name: str) -> Before:
    _hold(theme.question)
    theme = _still(theme)
    if theme.question.themes.filter(name=name).exclude(pk=theme.pk).exists():
        raise ValidationError(str(TAKEN))
    before = Before(question=theme.question_id, answers=[], named=(theme.pk, theme.name, theme.position))
    theme.name = name
    theme.save(update_fields=["name"])
    _say("theme.renamed", actor, theme.question, theme=theme.pk)
    return before


@transaction.atomic
def merge_themes(*, actor: Person, theme: Theme, into: Theme) -> Before:
    """Everything of one theme goes into the other, and the first is no more."""
    _hold(theme.question)
    theme, into = _still(theme), _still(into)
    before = _before(theme.question, theme.open_answers.all())
    before["gone"] = (theme.pk, theme.name, theme.position)
    theme.open_answers.update(theme=into)
    theme.delete()
    _say("themes.merged", actor, into.question, count=len(before["answers"]), theme=into.pk)
    return before


@transaction.atomic
def hide_answer(*, actor: Person, answer: OpenAnswer, hidden: bool) -> Before:
    """Keep an answer out of what is quoted, or let it show again; it is counted either way."""
    _hold(answer.question)
    before = _before(answer.question, [answer])
    answer.hidden = hidden
    OpenAnswer.objects.filter(pk=answer.pk).update(hidden=hidden)
    _say("answer.hidden" if hidden else "answer.shown", actor, answer.question, count=1)
    return before


@transaction.atomic
def take_back(*, actor: Person, question: Question, before: Before) -> None:
    """Put things as they were; what others did to other answers meanwhile stays."""
    _hold(question)
    if "gone" in before:
        key, name, position = before["gone"]
        Theme.objects.get_or_create(question=question, name=name, defaults={"pk": key, "position": position})
    if "named" in before:
        key, name, _ = before["named"]
        if not question.themes.filter(name=name).exists():
            question.themes.filter(pk=key).update(name=name)
    there = set(question.themes.values_list("pk", flat=True))
    changed: dict[tuple[int | None, bool], list[int]] = {}
    for key, theme, hidden in before["answers"]:
        changed.setdefault((theme if theme in there else None, hidden), []).append(key)
    mine = OpenAnswer.objects.filter(question=question)
    count = sum(
        mine.filter(pk__in=some).update(theme=theme, hidden=hidden)
        for (theme, hidden), keys in changed.items()
        for some in in_chunks(keys)
    )
    question.themes.filter(pk=before.get("made", 0), open_answers__isnull=True).delete()
    _say("sorting.taken-back", actor, question, count=count)


def _hold(question: Question) -> None:
    Question.objects.select_for_update().get(pk=question.pk)


def _still(theme: Theme) -> Theme:
    """The theme as it is now. Raises ValidationError once it is merged into another one."""
    found = Theme.objects.select_related("question__survey__community").filter(pk=theme.pk).first()
    if found is None:
        raise ValidationError(str(GONE))
    return found


def _say(verb: str, actor: Person, question: Question, **numbers: int) -> None:
    """Counts and keys for the journal, no words of anybody; and the findings follow."""
    announce(verb, actor=actor, subject=question, scope=question.survey.community, **numbers)
    sort_again(question=question)


def _before(question: Question, answers: Collection[OpenAnswer]) -> Before:
    return Before(question=question.pk, answers=[(one.pk, one.theme_id, one.hidden) for one in answers])
