"""Building a survey: its questions, their order, their conditions, and mending words once it is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import pgettext

from essaim.journal.facts import announce
from essaim.people.models import Person

from ...kinds import Kind
from ...models import Correction, Question, Statement, Survey
from ...queries.asking import has_answers, questions_of
from .holding import held
from .refusals import Refused

Texts = Mapping[str, str]
WORDED = ("texts", "helps", "choices", "rows", "options")
MOST_QUESTIONS = 100


@transaction.atomic
def add_question(*, actor: Person, survey: Survey, kind: str, **fields: Any) -> Question:
    """Add a question at the end."""
    _must_be_free(survey)
    asked = questions_of(survey)
    if len(asked) >= MOST_QUESTIONS:
        raise Refused(pgettext("surveys", "A survey holds 100 questions at most: remove one first."))
    statements = fields.pop("statements", None)
    question = Question.objects.create(
        survey=survey, kind=kind, key=_free_key(asked), position=len(asked), **fields
    )
    _keep_statements(question, statements)
    _announce("question.added", actor, question)
    return question


@transaction.atomic
def change_question(*, actor: Person, question: Question, **fields: Any) -> Question:
    """Change anything but its kind and its key. A condition on an answer that is gone loses that answer."""
    _must_be_free(question.survey)
    statements = fields.pop("statements", None)
    for name, value in fields.items():
        setattr(question, name, value)
    question.save(update_fields=list(fields))
    _keep_statements(question, statements)
    _mend_conditions(question)
    _announce("question.changed", actor, question)
    return question


@transaction.atomic
def set_condition(
    *, actor: Person, question: Question, on: Question | None, any_of: Sequence[Any]
) -> Question:
    """Ask only those who gave one of these answers to an earlier question; everybody without `on`."""
    _must_be_free(question.survey)
    if on and (on.survey_id != question.survey_id or on.position >= question.position):
        raise Refused(
            pgettext("surveys", "A condition looks at an earlier question: move that one up first.")
        )
    question.condition = {"question": on.key, "any": list(any_of)} if on and any_of else {}
    question.save(update_fields=["condition"])
    _announce("question.condition-set", actor, question)
    return question


@transaction.atomic
def move_question(*, actor: Person, question: Question, to: int) -> list[Question]:
    """Put a question at this place, 0 the first. Conditions on what then comes later are dropped.

    Returns the questions that lost theirs.
    """
    _must_be_free(question.survey)
    asked = questions_of(question.survey)
    moved = next((one for one in asked if one.pk == question.pk), None)
    if moved is None:
        return []
    asked.remove(moved)
    asked.insert(max(0, min(to, len(asked))), moved)
    freed = _drop_late_conditions(asked)
    _put_in_order(asked)
    _announce("question.moved", actor, question)
    return freed


@transaction.atomic
def remove_question(*, actor: Person, question: Question) -> dict[str, Any]:
    """Take a question out. Returns what `put_back` needs: the row, and the conditions that looked at it."""
    survey = question.survey
    _must_be_free(survey)
    asked = questions_of(survey)
    depending = [one for one in asked if one.condition.get("question") == question.key]
    kept: dict[str, Any] = {
        "question": {name: getattr(question, name) for name in (*WORDED, *KEPT_TOO)},
        "conditions": {one.key: one.condition for one in depending},
        "statements": list(_accepted(question).values_list("text", "language")),
    }
    for one in depending:
        one.condition = {}
    Question.objects.bulk_update(depending, ["condition"])
    _announce("question.removed", actor, question)
    question.delete()
    _put_in_order([one for one in asked if one.pk is not None and one.key != kept["question"]["key"]])
    return kept


KEPT_TOO = ("key", "kind", "position", "condition", "required", "groups")


@transaction.atomic
def put_back(*, actor: Person, survey: Survey, kept: Mapping[str, Any]) -> Question:
    """The question that was removed, at its place, as it was. Twice changes nothing."""
    _must_be_free(survey)
    fields = dict(kept["question"])
    known = Question.objects.filter(survey=survey, key=fields["key"]).first()
    if known:
        return known
    asked = questions_of(survey)
    question = Question.objects.create(survey=survey, **fields)
    Statement.objects.bulk_create(
        Statement(question=question, text=text, language=language, state=Statement.State.ACCEPTED)
        for text, language in kept["statements"]
    )
    asked.insert(min(question.position, len(asked)), question)
    for one in asked:
        one.condition = kept["conditions"].get(one.key, one.condition)
    _drop_late_conditions(asked)
    _put_in_order(asked)
    _announce("question.put-back", actor, question)
    return question


@transaction.atomic
def mend_wording(*, actor: Person, question: Question, **fields: Any) -> Correction | None:
    """Say the same thing in better words, once people have answered: what was before stays beside it.

    `fields` are those of `WORDED`, with the keys they had. None where nothing changed. Raises Refused once
    the survey is closed.
    """
    _must_be_open(held(question.survey))
    question = Question.objects.select_for_update().select_related("survey__community").get(pk=question.pk)
    before = {name: getattr(question, name) for name in fields}
    if not set(fields) <= set(WORDED) or _bones(before) != _bones(fields):
        raise Refused(
            pgettext("surveys", "Only words can be mended here: anything else makes a new version.")
        )
    changed = {name: value for name, value in fields.items() if value != before[name]}
    if not changed:
        return None
    for name, value in changed.items():
        setattr(question, name, value)
    question.save(update_fields=list(changed))
    traced = Correction.objects.create(
        question=question, by=actor, before={name: before[name] for name in changed}, after=changed
    )
    _announce("question.mended", actor, question)
    return traced


def _bones(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What is left of them without their words: it must stay as it was."""
    return {
        name: [one["key"] for one in value]
        if name in ("choices", "rows")
        else {key: kept for key, kept in value.items() if key != "ends"}
        for name, value in fields.items()
        if name not in ("texts", "helps")
    }


def _must_be_free(survey: Survey) -> None:
    """Raises Refused from the first answer on, and once the survey is closed. No answer comes meanwhile."""
    survey = held(survey)
    _must_be_open(survey)
    if has_answers(survey):
        raise Refused(
            pgettext(
                "surveys",
                "People have answered: their questions stay. Mend the words, or make a new version.",
            )
        )


def _must_be_open(survey: Survey) -> None:
    if survey.is_closed:
        raise Refused(pgettext("surveys", "This survey is closed: copy it, the copy can be changed freely."))


def _put_in_order(asked: Sequence[Question]) -> None:
    for position, question in enumerate(asked):
        question.position = position
    Question.objects.bulk_update(asked, ["position", "condition"])


def _drop_late_conditions(asked: Sequence[Question]) -> list[Question]:
    """Without the conditions that would look at a later question: those that lost theirs."""
    seen: set[str] = set()
    freed = []
    for question in asked:
        if question.condition and question.condition.get("question") not in seen:
            question.condition = {}
            freed.append(question)
        seen.add(question.key)
    return freed


def _mend_conditions(question: Question) -> None:
    """Choices that were taken away leave the conditions that waited for them."""
    if question.kind not in (Kind.SINGLE, Kind.MULTIPLE):
        return
    there = {one["key"] for one in question.choices} | ({"other"} if question.options.get("other") else set())
    for one in Question.objects.filter(survey=question.survey_id):
        if one.condition.get("question") == question.key:
            left = [answer for answer in one.condition["any"] if answer in there]
            one.condition = {**one.condition, "any": left} if left else {}
            one.save(update_fields=["condition"])


def _accepted(question: Question) -> Any:
    return Statement.objects.filter(question=question, state=Statement.State.ACCEPTED).order_by("pk")


def _keep_statements(question: Question, texts: Sequence[str] | None) -> None:
    """The sentences the pilots begin with, in the first language: those kept keep their row."""
    if texts is None:
        return
    mine = Statement.objects.filter(question=question, membership__isnull=True)
    known = set(mine.filter(text__in=texts).values_list("text", flat=True))
    mine.exclude(text__in=texts).delete()
    language = next(iter(question.survey.community.languages), "")
    Statement.objects.bulk_create(
        Statement(question=question, text=text, language=language, state=Statement.State.ACCEPTED)
        for text in dict.fromkeys(texts)
        if text not in known
    )


def _free_key(asked: Sequence[Question]) -> str:
    """ "q7": one more than the highest so far, so that a removed one can come back under its own."""
    numbers = [int(one.key[1:]) for one in asked if one.key[:1] == "q" and one.key[1:].isdigit()]
    return f"q{max([len(asked), *numbers]) + 1}"


def _announce(verb: str, actor: Person, question: Question) -> None:
    survey = question.survey
    announce(verb, actor=actor, subject=question, scope=survey.community, survey=survey.pk, key=question.key)
