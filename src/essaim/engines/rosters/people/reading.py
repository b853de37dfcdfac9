"""What comes out of a list: people, refused rows, remarks; and the problem that forming is asked to solve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from essaim.engines.grouping.problem import Options, Person, Problem, Slot
from essaim.engines.rosters.refusals import Refusal

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rules:
    """How strictly to read.

    `default_language` is given to people without one (None: they are refused). `phrases` says what becomes of
    a slots cell that is not a list of slots: refused, or kept as written in `PersonRead.phrase`. `several`
    names the attributes whose cells may list several accepted values. `known` holds keys of people who are
    not in the list but may be named in its pairs.
    """

    default_language: str | None = None
    phrases: Literal["refuse", "keep"] = "refuse"
    several: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PersonRead:
    """One row. `possible` is None when nothing is known; `phrase` is availability in prose, as written."""

    line: int
    key: str
    name: str
    given: str
    languages: tuple[str, ...]
    possible: frozenset[Slot] | None
    preferred: frozenset[Slot]
    phrase: str
    values: dict[str, tuple[str, ...]]
    facilitates: int
    leads: int
    together: tuple[str, ...]
    apart: tuple[str, ...]
    met: frozenset[str]
    circle: str | None

    def as_person(self) -> Person:
        return Person(
            key=self.key,
            languages=frozenset(self.languages),
            possible=self.possible,
            preferred=self.preferred,
            values=self.values,
            facilitates=self.facilitates,
            leads=self.leads,
            met=self.met,
            circle=self.circle,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A list read through. `attributes` holds their names as first written, in the order of the columns."""

    people: tuple[PersonRead, ...]
    refused: tuple[Refusal, ...] = ()
    remarks: tuple[Refusal, ...] = ()
    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    attributes: tuple[str, ...] = ()

    @property
    def refused_lines(self) -> int:
        return len({refusal.line for refusal in self.refused})

    def problem(self, options: Options | None = None) -> Problem:
        """What forming is asked, for the people taken."""
        people = tuple(person.as_person() for person in self.people)
        return Problem(people, self.together, self.apart, options or Options())
