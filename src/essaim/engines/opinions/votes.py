"""Who said what of which statement, and how many said it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

AGREE, PASS, DISAGREE = 1, 0, -1
WAYS = (AGREE, PASS, DISAGREE)

Key = str | int
Row = tuple[int | None, ...]


class OpinionsRefused(ValueError):  # noqa: N818 - a refusal is an answer, not a failure
    """What was given cannot be read; the message is one sentence that says where and what."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many agree with a statement, disagree with it, and pass."""

    agree: int = 0
    disagree: int = 0
    passed: int = 0

    def __post_init__(self) -> None:
        for name, count in (("agree", self.agree), ("disagree", self.disagree), ("pass", self.passed)):
            if type(count) is not int or count < 0:
                raise OpinionsRefused(f"{count!r} people cannot {name}: a count is a whole number from 0 on.")

    @property
    def voices(self) -> int:
        """How many said something of it, passes included."""
        return self.agree + self.disagree + self.passed

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.agree + other.agree, self.disagree + other.disagree, self.passed + other.passed)


@dataclass(frozen=True, slots=True)
class Votes:
    """A row of `values` for each of `people`, a cell for each of `statements`: +1, 0 (pass), -1 or None.

    None is somebody who has not said; a pass is somebody who has. Raises OpinionsRefused.
    """

    people: tuple[Key, ...]
    statements: tuple[Key, ...]
    values: tuple[Row, ...]

    def __post_init__(self) -> None:
        refuse_twice(self.people, "person")
        refuse_twice(self.statements, "statement")
        if len(self.values) != len(self.people):
            raise OpinionsRefused(
                f"There are {len(self.people)} people and {len(self.values)} rows: give each person a row."
            )
        for person, row in zip(self.people, self.values, strict=True):
            self._refuse_row(person, row)

    def _refuse_row(self, person: Key, row: Row) -> None:
        if len(row) != len(self.statements):
            raise OpinionsRefused(
                f"The row of {person!r} has {len(row)} cells for {len(self.statements)} statements: "
                "give one cell for each, None where nothing was said."
            )
        for statement, value in zip(self.statements, row, strict=True):
            if value is not None:
                refuse_vote(person, statement, value)

    @classmethod
    def of(
        cls,
        said: Iterable[tuple[Key, Key, int]],
        *,
        people: Iterable[Key] = (),
        statements: Iterable[Key] = (),
    ) -> Votes:
        """The matrix of (person, statement, vote) as they came: a person's last one on a statement counts.

        `people` and `statements` come first, in their order, whether or not they are spoken of.
        """
        columns = {statement: column for column, statement in enumerate(dict.fromkeys(statements))}
        cells: dict[Key, dict[int, int]] = {person: {} for person in people}
        for person, statement, vote in said:
            refuse_key(person, "person")
            refuse_key(statement, "statement")
            refuse_vote(person, statement, vote)
            cells.setdefault(person, {})[columns.setdefault(statement, len(columns))] = vote
        width = range(len(columns))
        rows = tuple(tuple(map(row.get, width)) for row in cells.values())
        return cls(tuple(cells), tuple(columns), rows)

    @property
    def voters(self) -> int:
        """How many people said something of at least one statement."""
        return sum(any(value is not None for value in row) for row in self.values)

    def tallies(self) -> dict[Key, Tally]:
        """For each statement, how many said what of it."""
        columns = zip(*self.values, strict=True) if self.values else ((),) * len(self.statements)
        return dict(zip(self.statements, map(tally, columns), strict=True))

    def only(self, people: Collection[Key]) -> Votes:
        """The rows of these people, in the order of the matrix."""
        kept = set(people)
        pairs = [(p, row) for p, row in zip(self.people, self.values, strict=True) if p in kept]
        return Votes(tuple(p for p, _ in pairs), self.statements, tuple(row for _, row in pairs))

    def without(self, statements: Collection[Key]) -> Votes:
        """The matrix without the columns of these statements."""
        if not statements:
            return self
        kept = [n for n, statement in enumerate(self.statements) if statement not in statements]
        rows = tuple(tuple(row[n] for n in kept) for row in self.values)
        return Votes(self.people, tuple(self.statements[n] for n in kept), rows)

    def by_group(self, groups: Mapping[Key, Key]) -> dict[Key, Votes]:
        """The matrix of each group, in the order in which their people come; who has none is left out."""
        members: dict[Key, list[Key]] = {}
        for person in self.people:
            if person in groups:
                members.setdefault(groups[person], []).append(person)
        return {group: self.only(inside) for group, inside in members.items()}


def tally(column: Collection[int | None]) -> Tally:
    """The counts of one column."""
    cells = tuple(column)
    return Tally(cells.count(AGREE), cells.count(DISAGREE), cells.count(PASS))


def refuse_vote(person: Key, statement: Key, vote: object) -> None:
    if type(vote) is not int or vote not in WAYS:
        raise OpinionsRefused(
            f"The vote of {person!r} on {statement!r} is {vote!r}: it can only be 1 (agree), 0 (pass) or -1 "
            "(disagree)."
        )


def refuse_key(key: object, what: str) -> None:
    if type(key) not in (str, int):
        raise OpinionsRefused(f"The {what} {key!r} is neither a text nor a whole number.")


def refuse_twice(keys: tuple[Key, ...], what: str) -> None:
    seen: set[Key] = set()
    for key in keys:
        refuse_key(key, what)
        if key in seen:
            raise OpinionsRefused(f"The {what} {key!r} is named twice: each has one place in the matrix.")
        seen.add(key)
