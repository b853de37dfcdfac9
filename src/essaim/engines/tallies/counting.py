"""Counting sheets as they stream by: many questions and crossings with group questions at once.

Sheets come as they are stored, in JSON. Each is read as a row of plain values, one for a question or for each
of its rows, and rows are counted some thousands at a time, column by column: reading and counting run in C,
with memory for the counts and one batch only.
"""

from __future__ import annotations

from collections import Counter as Bag
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from operator import itemgetter
from typing import Any, Literal

Shape = Literal["one", "many", "rows", "pairs", "ranks", "lists"]
Row = tuple[Any, ...]
BATCH = 16384
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


class Counter:
    """Counts sheets, {question: answer} in JSON, as they are added.

    `questions` gives the shape of each question's answers:

    - "one": a value (a choice, a mark, a number);
    - "many": a list of values, each counted once a person;
    - "rows": {row: value}; "pairs": {row: [a, b]}, where nulls are left out: of the `rows` of this question;
    - "ranks": values, the best first, counted as (value, (place from 0, how many were ranked));
    - "lists": {name: [values]}.

    A question that is absent, null, or an empty list or mapping was not answered. `groups` are questions of
    shape "one" to cross all others with. `values` are the words that a question offers: any other value is
    counted as well, more slowly. Adding a sheet that has another shape raises msgspec.DecodeError.
    """

    def __init__(
        self,
        questions: Mapping[str, Shape],
        groups: Iterable[str] = (),
        rows: Mapping[str, Collection[str]] | None = None,
        values: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        if unknown := set(questions.values()) - set(COUNTS):
            raise ValueError(f"no such shape: {', '.join(sorted(unknown))}")
        from .rows import Question, as_row, reader  # pages read tallies and never count

        self.groups = tuple(groups)
        self.sheets = 0
        rows, values = rows or {}, values or {}
        self._asked = {
            key: Question(shape, tuple(rows.get(key, ())), tuple(values.get(key, ())))
            for key, shape in (dict.fromkeys(self.groups, "one") | dict(questions)).items()
        }
        self._read, self._as_row = reader(self._asked), as_row
        places = list(self._asked)
        self._segments_of = _picker([places.index(group) for group in self.groups])
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

    def _split(self, batch: list[str]) -> dict[Row, list[Row]]:
        """The rows of a batch by segment of every group."""
        parts: dict[Row, list[Row]] = {}
        for n in range(0, len(batch), READ_AT_ONCE):
            for row in map(self._as_row, self._read(f"[{','.join(batch[n : n + READ_AT_ONCE])}]")):
                parts.setdefault(self._segments_of(row), []).append(row)
        return parts

    def _count(self, segments: Row, rows: list[Row]) -> None:
        """Count rows in the cell of all their groups; cells add up when asked."""
        if segments not in self._cells:
            self._cells[segments] = {key: COUNTS[one.shape](one.rows) for key, one in self._asked.items()}
        for count, column in zip(self._cells[segments].values(), zip(*rows, strict=True), strict=True):
            count.add(column)


def _picker(places: list[int]) -> Callable[[Row], Row]:
    """Gives a tuple, also of one place, or of none."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)


class _Ones:
    """The values of one question among some people. Missing ones are counted with the rest, in C."""

    def __init__(self, rows: Sequence[str]) -> None:
        self.answered = 0
        self.bag: Bag[Any] = Bag()

    def add(self, column: Row) -> None:
        self.answered += len(column) - column.count(None)
        self.bag.update(column)

    def counts(self) -> Iterator[tuple[Any, int]]:
        return ((value, n) for value, n in self.bag.items() if value is not None)


class _Many(_Ones):
    """What people chose together is counted first: the same few sets come again and again."""

    def add(self, column: Row) -> None:
        for chosen, n in Bag(column).items():
            if chosen:
                self.answered += n
                for value in chosen:
                    self.bag[value] += n


class _Ranks(_Ones):
    """The first of four by itself, the second of four, and so on."""

    def __init__(self, rows: Sequence[str]) -> None:
        self.answered = 0
        self.bags: dict[tuple[int, int], Bag[Any]] = defaultdict(Bag)

    def add(self, column: Row) -> None:
        by_length: dict[int, list[Row]] = defaultdict(list)
        for order in filter(None, column):
            by_length[len(order)].append(order)
        for length, orders in by_length.items():
            self.answered += len(orders)
            for place, values in enumerate(zip(*orders, strict=True)):
                self.bags[place, length].update(values)

    def counts(self) -> Iterator[tuple[Any, int]]:
        return (((value, place), n) for place, bag in self.bags.items() for value, n in bag.items())


class _Lists(_Ones):
    def add(self, column: Row) -> None:
        given = [parts for parts in map(self._parts, filter(None, column)) if parts]
        self.answered += len(given)
        self.bag.update(chain.from_iterable(given))

    def _parts(self, lists: Mapping[str, Collection[Hashable]]) -> list[tuple[str, Hashable]]:
        return [(name, value) for name, values in lists.items() for value in values]


class _Rows(_Ones):
    """A count for each row of the question."""

    def __init__(self, rows: Sequence[str]) -> None:
        from .rows import as_row

        self.answered = 0
        self.as_row = as_row
        self.bags: dict[str, Bag[Any]] = {row: Bag() for row in rows}

    def add(self, column: Row) -> None:
        answers = list(map(self.as_row, column))
        for bag, values in zip(self.bags.values(), zip(*answers, strict=True), strict=True):
            bag.update(values)
        self.answered += self._answered(answers)

    def _answered(self, answers: list[Row]) -> int:
        return len(answers) - answers.count((None,) * len(self.bags))

    def counts(self) -> Iterator[tuple[Any, int]]:
        each = ((row, value, n) for row, bag in self.bags.items() for value, n in bag.items())
        return (((row, value), n) for row, value, n in each if value is not None)


class _Pairs(_Rows):
    """A pair of which one half is missing was not answered."""

    def _answered(self, answers: list[Row]) -> int:
        if all(_whole(pair) for bag in self.bags.values() for pair in bag if pair):
            return super()._answered(answers)
        return sum(any(map(_whole, one)) for one in answers)

    def counts(self) -> Iterator[tuple[Any, int]]:
        return ((key, n) for key, n in super().counts() if _whole(key[1]))


def _whole(pair: Row | None) -> bool:
    return pair is not None and None not in pair


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
