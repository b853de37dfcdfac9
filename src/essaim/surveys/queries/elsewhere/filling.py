"""Columns of a file fitted to the questions of a survey there is already.

A column leads to a target: "ignore", "email", "q3" (a question), "q3/b" (a row or a choice of it) or
"q3/b/importance".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from essaim.core.words import slot_words
from essaim.engines.grouping.problem import Slot
from essaim.engines.replies import Asked, Column, Kind, distinct, guess_columns, is_other, read_column_as
from essaim.engines.rosters import Table, read_slot
from essaim.engines.rosters.folding import fold
from essaim.engines.rosters.slots import is_slot

from ...kinds import Kind as Asks
from ...models import Question, Statement
from ...words import said

FITS: dict[str, Kind] = {
    "single": "single",
    "multiple": "multiple",
    "scale": "scale",
    "recommend": "recommend",
    "text": "text",
    "suggestions": "text",
    "ranking": "ranking",
    "consent": "consent",
}
IN_PARTS: dict[str, tuple[Kind, ...]] = {
    "multiple": ("ticked",),
    "grades": ("grades",),
    "points": ("points",),
    "needs": ("importance", "satisfaction"),
    "statements": ("statement",),
    "availability": ("slot",),
}


def as_asked(question: Question) -> Asked:
    """A question as the engine knows them, in the reader's language; statements and slots are its rows."""
    placed = _placed(question)
    return Asked(
        key=question.key,
        kind=question.kind,
        title=said(question.texts),
        choices={one["key"]: said(one["texts"]) for one in question.choices},
        rows={one["key"]: said(one["texts"]) for one in question.rows} | placed,
        other=bool(question.options.get("other")),
        groups=question.groups,
        most=int(question.options.get("points") or 0),
        also={
            fold(words): one["key"]
            for one in [*question.choices, *question.rows]
            for words in (*one["texts"].values(), one["key"])
        }
        | {fold(words): key for key, words in placed.items()},
        titles=tuple(fold(words) for words in (*question.texts.values(), question.key)),
    )


def _placed(question: Question) -> dict[str, str]:
    if question.kind == Asks.STATEMENTS:
        accepted = question.statements.filter(state=Statement.State.ACCEPTED).order_by("pk")
        return {str(one.pk): one.text for one in accepted}
    if question.kind == Asks.AVAILABILITY:
        return {str(one.pk): slot_words(one) for one in question.survey.community.slots.all()}
    return {}


def targets(asked: Sequence[Asked]) -> Iterator[tuple[str, str]]:
    """(target, words) of each place a column may lead to."""
    for question in asked:
        if question.kind in FITS:
            yield question.key, question.title
        for kind in IN_PARTS.get(question.kind, ()):
            for key, words in (question.rows or question.choices).items():
                half = f"/{kind}" if question.kind == "needs" else ""
                yield f"{question.key}/{key}{half}", f"{question.title} – {words}"


def fitted(table: Table, asked: Sequence[Asked], said: dict[str, Any], *, named: bool) -> tuple[Column, ...]:
    """Each column where a person said it leads, else where its header does, else left aside."""
    columns = []
    for column in guess_columns(table, named=named):
        told = said.get(str(column.index), {})
        target = told.get("kind") or guessed_target(column, asked)
        columns.append(_led(table, column, asked, target, told))
    return tuple(columns)


def guessed_target(column: Column, asked: Sequence[Asked]) -> str:
    """The question with these words, or this key; with a row of it where the header has one in brackets."""
    if column.kind == "email":
        return "email"
    for question in asked:
        if question.kind in FITS and fold(column.header) in question.titles:
            return question.key
    for question in asked:
        key = _row_of(question, column.part)
        if key and fold(column.title) in question.titles and question.kind in IN_PARTS:
            half = f"/{IN_PARTS['needs'][0]}" if question.kind == "needs" else ""
            return f"{question.key}/{key}{half}"
    return "ignore"


def _row_of(question: Asked, part: str) -> str | None:
    """The row with these words; of availability, the slot however it is written."""
    if question.kind == Asks.AVAILABILITY and is_slot(part):
        slot = read_slot(part)[0]
        return next((key for key, words in question.rows.items() if is_that(words, slot)), None)
    return question.also.get(fold(part)) if part else None


def is_that(words: str, slot: Slot) -> bool:
    return is_slot(words) and read_slot(words)[0] == slot


def _led(table: Table, column: Column, asked: Sequence[Asked], target: str, told: dict[str, Any]) -> Column:
    if target in ("ignore", "email"):
        kind_of: Kind = "email" if target == "email" else "ignore"
        return replace(column, kind=kind_of, question="", readings={}, sure=True)
    key, _, rest = target.partition("/")
    question = next((one for one in asked if one.key == key), None)
    if question is None or (not rest and question.kind not in FITS):
        return replace(column, kind="ignore", question="", readings={}, sure=False)
    part, _, half = rest.partition("/")
    kind = (half or IN_PARTS[question.kind][0]) if rest else FITS[question.kind]
    words = (question.rows or question.choices).get(part, "")
    column = read_column_as(table, replace(column, part=words or column.part), kind)  # type: ignore[arg-type]
    column = replace(column, question=key, title=question.title, part=words)
    if kind in ("single", "multiple", "ranking"):
        column = replace(column, readings=_among(table, column, question))
    readings = {**column.readings, **told.get("readings", {})}
    left = set(told.get("unread", ()))
    readings = {value: read for value, read in readings.items() if value not in left}
    values = distinct(table, column.index, column.separator)
    known = kind in ("text", "points") or all(value in readings for value in values)
    return replace(column, readings=readings, sure=known)


def _among(table: Table, column: Column, question: Asked) -> dict[str, str]:
    """The values that are choices of the question; with an "other", the rest is that."""
    readings = {}
    for value in distinct(table, column.index, column.separator):
        read = question.choices.get(question.also.get(fold(value), ""))
        if read is None and question.other and (is_other(value) or column.kind == "single"):
            read = "other"
        if read is not None:
            readings[value] = read
    return readings


def target_of(column: Column, asked: Sequence[Asked]) -> str:
    """Where a column leads, as `targets` names it."""
    if not column.question:
        return column.kind
    question = next(one for one in asked if one.key == column.question)
    parts = question.rows or question.choices
    key = next((key for key, words in parts.items() if words == column.part), "")
    if column.kind not in IN_PARTS.get(question.kind, ()) or not key:
        return column.question
    half = f"/{column.kind}" if question.kind == "needs" else ""
    return f"{question.key}/{key}{half}"
