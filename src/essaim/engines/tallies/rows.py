"""Sheets in JSON, read as rows of plain values without becoming mappings on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

WITH_ROWS = frozenset({"rows", "pairs"})
# Types are made for each survey while this runs.
SET: Any = frozenset
TUPLE: Any = tuple
DICT: Any = dict

Read = Callable[[str], list[Any]]
as_row: Callable[[Any], tuple[Any, ...]] = msgspec.structs.astuple


@dataclass(frozen=True, slots=True)
class Question:
    """How the answers to a question are written: their shape, the keys of its rows, its values if known."""

    shape: str
    rows: Sequence[str] = ()
    values: Sequence[str] = ()


def reader(questions: Mapping[str, Question]) -> Read:
    """How to read a list of sheets: `as_row` gives the answers of one, in the order of `questions`.

    Answers of shape "rows" or "pairs" are read as one thing, of which `as_row` gives a value for each row.
    Sheets whose values are all known are read the fast way: each value is one object, whose hash is known.
    """
    known, any_value = (_decoder(questions, known=known) for known in (True, False))

    def read(text: str) -> list[Any]:
        for decode in (known, any_value):
            with suppress(msgspec.ValidationError):
                return decode(text)
        return any_value(_without_nulls(text))

    return read


def _decoder(questions: Mapping[str, Question], *, known: bool) -> Read:
    fields = [_field(f"q{n}", question, known=known) for n, question in enumerate(questions.values())]
    sheet: Any = _struct("Sheet", fields, {f"q{n}": key for n, key in enumerate(questions)})
    return msgspec.json.Decoder(list[sheet]).decode


def _without_nulls(text: str) -> str:
    """A null was not answered, which only the shapes with rows have to be told."""
    sheets = json.loads(text)
    return json.dumps([{key: one for key, one in sheet.items() if one is not None} for sheet in sheets])


def _field(name: str, question: Question, *, known: bool) -> tuple[str, Any, Any]:
    value = _value(question.values if known else ())
    if question.shape not in WITH_ROWS:
        return name, TYPES[question.shape](value), None
    one = (TUPLE[value | None, value | None] if question.shape == "pairs" else value) | None
    inside = [(f"r{n}", one, None) for n in range(len(question.rows))]
    of_rows = _struct("Rows", inside, {f"r{n}": row for n, row in enumerate(question.rows)})
    blank = of_rows()
    return name, of_rows, msgspec.field(default_factory=lambda: blank)


def _value(keys: Sequence[str]) -> Any:
    return (Literal[tuple(keys)] if keys else str) | int | float | bool


def _struct(name: str, fields: list[tuple[str, Any, Any]], names: dict[str, str]) -> Any:
    return msgspec.defstruct(name, fields, rename=names, frozen=True, eq=False, gc=False)


TYPES: dict[str, Callable[[Any], Any]] = {
    "one": lambda value: value | None,
    "many": lambda value: SET[value] | None,
    "ranks": lambda value: TUPLE[value, ...] | None,
    "lists": lambda value: DICT[str, SET[value]] | None,
}
