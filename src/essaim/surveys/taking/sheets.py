"""The sheets of a survey by name: a line a person, a column a question or a row of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import pgettext

from essaim.core.words import slot_words
from essaim.core.workbooks import Cell

from ..kinds import ASKED_NOTHING, OPEN, WITH_OTHER, WITH_ROWS, Kind
from ..models import OpenAnswer, Question, Sheet, Statement, Survey
from ..words import said
from .cells import Line, sure
from .counts import WAYS

Words = Mapping[str, str]


class Column(NamedTuple):
    """A name, and the cell it gives of a sheet's answer to its question; or, `words`, of what was written."""

    question: Question
    name: str
    cell: Callable[[Any], Cell]
    words: bool = False


def columns_of(survey: Survey, default: str = "") -> list[Column]:
    slots = {str(slot.pk): slot_words(slot) for slot in survey.community.slots.all()}
    return [
        column
        for question in survey.questions.all()
        if question.kind not in ASKED_NOTHING
        for column in _columns(question, default, slots)
    ]


def head(columns: Sequence[Column]) -> list[str]:
    return [
        pgettext("surveys", "name"),
        pgettext("surveys", "address"),
        *(str(sure([column.name])[0]) for column in columns),
    ]


def lines(survey: Survey, columns: Sequence[Column]) -> Iterator[Line]:
    """Sheets with a name, in the order of names. Raises ValueError for a survey that is not by name."""
    if survey.mode != Survey.Mode.NAMED:
        raise ValueError(survey.mode)
    sheets = Sheet.objects.filter(survey=survey, membership__isnull=False)
    written = _written(survey)
    for sheet in sheets.select_related("membership__person").order_by("membership__person__name", "pk"):
        person = sheet.membership.person  # type: ignore[union-attr]
        said_by = written[sheet.membership_id]
        cells = [
            " / ".join(said_by[column.question.pk])
            if column.words
            else column.cell(sheet.answers.get(column.question.key))
            for column in columns
        ]
        yield sure([str(person), person.email, *cells])


def _written(survey: Survey) -> dict[int | None, dict[int, list[str]]]:
    found: dict[int | None, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    answers = OpenAnswer.objects.filter(question__survey=survey, membership__isnull=False).order_by("pk")
    for membership, question, text in answers.values_list("membership_id", "question_id", "text"):
        found[membership][question].append(text)
    return found


def _columns(question: Question, default: str, slots: Words) -> Iterator[Column]:
    title = said(question.texts, default)
    choices = {one["key"]: said(one["texts"], default) for one in question.choices}
    rows = {one["key"]: said(one["texts"], default) for one in question.rows}
    if question.kind == Kind.STATEMENTS:
        kept = Statement.objects.filter(question=question, state=Statement.State.ACCEPTED).order_by("pk")
        rows = {str(one.pk): one.text for one in kept}
    if question.kind == Kind.NEEDS:
        for key, words in rows.items():
            for at, half in enumerate(
                (pgettext("surveys", "Importance"), pgettext("surveys", "Satisfaction"))
            ):
                yield Column(question, f"{title} – {words} – {half}", _half(key, at))
    elif question.kind in WITH_ROWS or question.kind == Kind.STATEMENTS:
        for key, words in rows.items():
            yield Column(question, f"{title} – {words}", _row(key))
    elif question.kind == Kind.AVAILABILITY:
        yield Column(question, title, _times(slots))
    else:
        yield Column(question, title, _whole(choices), question.kind in OPEN)
    if question.kind in WITH_OTHER and question.takes_words:
        yield Column(question, f"{title} – {pgettext('surveys', 'Other')}", _whole({}), words=True)


def _half(key: str, at: int) -> Callable[[Any], Cell]:
    return lambda answer: ((answer or {}).get(key) or (None, None))[at]


def _row(key: str) -> Callable[[Any], Cell]:
    return lambda answer: (answer or {}).get(key)


def _times(slots: Words) -> Callable[[Any], Cell]:
    """Those of the community; of one that was taken away since, its key is left."""
    return lambda answer: "; ".join(
        f"{slots.get(str(each), each)} · {WAYS[way]()}"
        for way, chosen in (answer or {}).items()
        for each in chosen
    )


def _whole(choices: Words) -> Callable[[Any], Cell]:
    def cell(answer: Any) -> Cell:
        if isinstance(answer, list):
            return "; ".join(_word(choices, each) for each in answer)
        if answer is True:
            return pgettext("surveys", "yes")
        return answer if answer is None or isinstance(answer, int) else _word(choices, answer)

    return cell


def _word(choices: Words, key: object) -> str:
    if key == "none":
        return pgettext("surveys", "No opinion")
    return choices.get(str(key)) or (pgettext("surveys", "Other") if key == "other" else str(key))
