"""Counting sheets as they stream by: many questions and crossings with group questions at once.

Sheets are counted a few thousand at a time, question by question, so that the counting itself runs in C, with
memory for the counts and one batch only.
"""

from __future__ import annotations

from collections import Counter as Bag
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import Any, Literal

Shape = Literal["one", "many", "rows", "pairs", "ranks", "lists"]
Sheet = Mapping[str, Any]
Row = tuple[Any, ...]
BATCH = 4096


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people answered, and how many gave each answer.

    For "rows", "pairs", "ranks" and "lists" a key of `counts` is (row, value); `row` gives the tally of one.
    """

    answered: int = 0
    counts: dict[Any, int] = field(default_factory=dict)

    def row(self, row: Hashable) -> Tally:
        """The tally of one row, choice or list: {value: people}. Whoever left it out is not counted."""
        inside = {value: n for (of, value), n in self.counts.items() if of == row}
        return Tally(sum(inside.values()), inside)

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.answered + other.answered, dict(Bag(self.counts) + Bag(other.counts)))


class Counter:
    """Counts sheets, {question: answer}, as they are added.

    `questions` gives the shape of each question's answers:

    - "one": a value (a choice, a mark, a number);
    - "many": a list of values, each counted once a person;
    - "rows": {row: value}; "pairs": {row: [a, b]}, where nulls are left out;
    - "ranks": values, the best first, counted as (value, (place from 0, how many were ranked));
    - "lists": {name: [values]}.

    A question that is absent, null, or an empty list or mapping was not answered. `groups` are questions of
    shape "one" to cross all others with.
    """

    def __init__(self, questions: Mapping[str, Shape], groups: Iterable[str] = ()) -> None:
        if unknown := {shape for shape in questions.values() if shape != "one" and shape not in READ}:
            raise ValueError(f"no such shape: {', '.join(sorted(unknown))}")
        self.questions = dict(questions)
        self.groups = tuple(groups)
        self.sheets = 0
        self._waiting: list[Sheet] = []
        self._cells: dict[tuple[Hashable, ...], dict[str, _Count]] = {}

    def add(self, sheet: Sheet) -> None:
        """Count one sheet; it is not kept once its batch is counted."""
        self._waiting.append(sheet)
        self.sheets += 1
        if len(self._waiting) >= BATCH:
            self._settle()

    def add_all(self, sheets: Iterable[Sheet]) -> Counter:
        """Count many; returns the counter."""
        for sheet in sheets:
            self.add(sheet)
        return self

    def tally(self, question: str) -> Tally:
        """Everybody's answers to a question."""
        self._settle()
        return _together(counts[question] for counts in self._cells.values())

    def by(self, question: str, group: str) -> dict[Hashable, Tally]:
        """The same by segment of a group question; under None, whoever did not say their group."""
        self._settle()
        place = self.groups.index(group)
        parts: dict[Hashable, list[_Count]] = {}
        for segments, counts in self._cells.items():
            parts.setdefault(segments[place], []).append(counts[question])
        return {segment: _together(part) for segment, part in parts.items()}

    def answered(self, question: str, group: str, segments: Iterable[Hashable] = ()) -> dict[Hashable, int]:
        """Answers to a question by segment, as `protect` asks; `segments` come first, even if empty."""
        found = {segment: tally.answered for segment, tally in self.by(question, group).items()}
        return {**dict.fromkeys(segments, 0), **found}

    def _settle(self) -> None:
        """Count the sheets that wait, each in the cell of all its groups; cells add up when asked."""
        batch, self._waiting = self._waiting, []
        for segments, rows in self._split(batch).items():
            if segments not in self._cells:
                self._cells[segments] = {key: _Count(shape) for key, shape in self.questions.items()}
            for count, column in zip(self._cells[segments].values(), zip(*rows, strict=True), strict=False):
                count.add(column)

    def _split(self, batch: list[Sheet]) -> dict[tuple[Hashable, ...], list[Row]]:
        """Answers as rows, those to the groups last, by segment of every group."""
        parts: dict[tuple[Hashable, ...], list[Row]] = {}
        first = len(self.questions)
        for row in _rows_of(batch, (*self.questions, *self.groups)):
            parts.setdefault(row[first:], []).append(row)
        return parts


def _rows_of(batch: list[Sheet], keys: tuple[str, ...]) -> list[Row]:
    """A row a sheet, null where it has no answer, in C."""
    if len(keys) == 1:
        return [(sheet.get(keys[0]),) for sheet in batch]
    blank = dict.fromkeys(keys)
    values = itemgetter(*keys)
    return [values({**blank, **sheet}) for sheet in batch]


class _Count:
    """The counts of one question among some people."""

    __slots__ = ("answered", "bag", "shape")

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.answered = 0
        self.bag: Bag[Any] = Bag()

    def add(self, column: Row) -> None:
        if self.shape == "one":
            self.answered += len(column) - column.count(None)
            self.bag.update(column)
            return
        given = [answer for answer in map(READ[self.shape], filter(None, column)) if answer]
        self.answered += len(given)
        self.bag.update(chain.from_iterable(given))


def _together(counts: Iterable[_Count]) -> Tally:
    answered, bag = 0, Bag[Any]()
    for count in counts:
        answered += count.answered
        bag.update(count.bag)
    bag.pop(None, None)
    return Tally(answered, dict(bag))


def _rows(rows: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(row, value) for row, value in rows.items() if value is not None]


def _pairs(rows: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(row, (pair[0], pair[1])) for row, pair in rows.items() if pair and None not in pair]


def _ranks(values: list[Hashable]) -> list[tuple[Hashable, Any]]:
    return [(value, (place, len(values))) for place, value in enumerate(values)]


def _lists(lists: Mapping[str, list[Hashable]]) -> list[tuple[str, Any]]:
    return [(name, value) for name, values in lists.items() for value in set(values)]


READ: dict[str, Callable[[Any], Collection[Any]]] = {
    "many": set,
    "rows": _rows,
    "pairs": _pairs,
    "ranks": _ranks,
    "lists": _lists,
}
