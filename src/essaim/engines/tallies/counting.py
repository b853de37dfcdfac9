"""Counting sheets as they stream by: many questions and crossings with group questions at once.

Sheets come as they are stored, in JSON. Each is read as a row of plain values, one for a question or for each
of its rows, and rows are counted some thousands at a time, column by column: reading and counting run in C,
with memory for the counts and one batch only.
"""

from __future__ import annotations

from collections import Counter as Bag
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Literal

Shape = Literal["one", "many", "rows", "pairs", "ranks", "lists"]
Row = tuple[Any, ...]
Columns = Sequence[Row]
BATCH = 8192
READ_AT_ONCE = 256


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
    """Counts sheets, {question: answer} in JSON, as they are added.

    `questions` gives the shape of each question's answers:

    - "one": a value (a choice, a mark, a number);
    - "many": a list of values, each counted once a person;
    - "rows": {row: value}; "pairs": {row: [a, b]}, where nulls are left out: of the `rows` of this question;
    - "ranks": values, the best first, counted as (value, (place from 0, how many were ranked));
    - "lists": {name: [values]}.

    A question that is absent, null, or an empty list or mapping was not answered. `groups` are questions of
    shape "one" to cross all others with. Adding a sheet that has another shape raises msgspec.DecodeError.
    """

    def __init__(
        self,
        questions: Mapping[str, Shape],
        groups: Iterable[str] = (),
        rows: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        if unknown := set(questions.values()) - set(COUNTS):
            raise ValueError(f"no such shape: {', '.join(sorted(unknown))}")
        from .rows import reader  # pages read tallies and never count

        self.groups = tuple(groups)
        self.sheets = 0
        self._rows = {key: tuple((rows or {}).get(key, ())) for key in questions}
        self._shapes = dict(questions)
        self._read, self._row_of = reader(self._shapes, self._rows, self.groups)
        self._cells: dict[Row, dict[str, _Ones]] = {}

    def add_all(self, sheets: Iterable[str]) -> Counter:
        """Count many, none of which is kept; returns the counter."""
        texts = iter(sheets)
        while batch := list(islice(texts, BATCH)):
            self.sheets += len(batch)
            for segments, rows in self._split(batch).items():
                self._count(segments, rows)
        return self

    def tally(self, question: str) -> Tally:
        """Everybody's answers to a question."""
        return _together(counts[question] for counts in self._cells.values())

    def by(self, question: str, group: str) -> dict[Hashable, Tally]:
        """The same by segment of a group question; under None, whoever did not say their group."""
        place = self.groups.index(group)
        parts: dict[Hashable, list[_Ones]] = {}
        for segments, counts in self._cells.items():
            parts.setdefault(segments[place], []).append(counts[question])
        return {segment: _together(part) for segment, part in parts.items()}

    def answered(self, question: str, group: str, segments: Iterable[Hashable] = ()) -> dict[Hashable, int]:
        """Answers to a question by segment, as `protect` asks; `segments` come first, even if empty."""
        found = {segment: tally.answered for segment, tally in self.by(question, group).items()}
        return {**dict.fromkeys(segments, 0), **found}

    def _split(self, batch: list[str]) -> dict[Row, list[Row]]:
        """The rows of a batch by segment of every group; the segments stand last in a row."""
        parts: dict[Row, list[Row]] = {}
        last = -len(self.groups) or None
        for n in range(0, len(batch), READ_AT_ONCE):
            for row in map(self._row_of, self._read(f"[{','.join(batch[n : n + READ_AT_ONCE])}]")):
                parts.setdefault(row[last:] if last else (), []).append(row)
        return parts

    def _count(self, segments: Row, rows: list[Row]) -> None:
        """Count rows in the cell of all their groups; cells add up when asked."""
        if segments not in self._cells:
            self._cells[segments] = {
                key: COUNTS[shape](self._rows[key]) for key, shape in self._shapes.items()
            }
        columns = iter(zip(*rows, strict=True))
        for count in self._cells[segments].values():
            count.add(list(islice(columns, count.width)))


class _Ones:
    """The values of one question among some people. Missing ones are counted with the rest, in C."""

    width = 1

    def __init__(self, rows: Row) -> None:
        self.answered = 0
        self.bag: Bag[Any] = Bag()

    def add(self, columns: Columns) -> None:
        (column,) = columns
        self.answered += len(column) - column.count(None)
        self.bag.update(column)

    def counts(self) -> Iterator[tuple[Any, int]]:
        return ((value, n) for value, n in self.bag.items() if value is not None)


class _Many(_Ones):
    def add(self, columns: Columns) -> None:
        given = list(filter(None, columns[0]))
        self.answered += len(given)
        self.bag.update(chain.from_iterable(given))


class _Ranks(_Ones):
    """The first of four by itself, the second of four, and so on."""

    def __init__(self, rows: Row) -> None:
        self.answered = 0
        self.bags: dict[tuple[int, int], Bag[Any]] = defaultdict(Bag)

    def add(self, columns: Columns) -> None:
        by_length: dict[int, list[Row]] = defaultdict(list)
        for order in filter(None, columns[0]):
            by_length[len(order)].append(order)
        for length, orders in by_length.items():
            self.answered += len(orders)
            for place, column in enumerate(zip(*orders, strict=True)):
                self.bags[place, length].update(column)

    def counts(self) -> Iterator[tuple[Any, int]]:
        return (((value, place), n) for place, bag in self.bags.items() for value, n in bag.items())


class _Lists(_Ones):
    def add(self, columns: Columns) -> None:
        given = [parts for parts in map(self._parts, filter(None, columns[0])) if parts]
        self.answered += len(given)
        self.bag.update(chain.from_iterable(given))

    def _parts(self, lists: Mapping[str, Collection[Hashable]]) -> list[tuple[str, Hashable]]:
        return [(name, value) for name, values in lists.items() for value in values]


class _Rows(_Ones):
    """A column for each row."""

    def __init__(self, rows: Row) -> None:
        self.answered = 0
        self.width = len(rows)
        self.bags: dict[Hashable, Bag[Any]] = {row: Bag() for row in rows}

    def add(self, columns: Columns) -> None:
        nothing = (None,) * self.width
        self.answered += sum(map(nothing.__ne__, zip(*columns, strict=True)))
        for bag, column in zip(self.bags.values(), columns, strict=True):
            bag.update(column)

    def counts(self) -> Iterator[tuple[Any, int]]:
        each = ((row, value, n) for row, bag in self.bags.items() for value, n in bag.items())
        return (((row, value), n) for row, value, n in each if value is not None)


class _Pairs(_Rows):
    def add(self, columns: Columns) -> None:
        super().add([tuple([pair if pair and None not in pair else None for pair in one]) for one in columns])


def _together(counts: Iterable[_Ones]) -> Tally:
    answered, bag = 0, Bag[Any]()
    for count in counts:
        answered += count.answered
        bag.update(dict(count.counts()))
    return Tally(answered, dict(bag))


COUNTS: dict[str, type[_Ones]] = {
    "one": _Ones,
    "many": _Many,
    "rows": _Rows,
    "pairs": _Pairs,
    "ranks": _Ranks,
    "lists": _Lists,
}
