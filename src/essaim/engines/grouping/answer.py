"""What forming answers: circles, who has none yet and why, and the figures. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from .problem import Slot

Reason = Literal[
    "locked",
    "no-slot",
    "no-common-language",
    "no-common-slot",
    "no-facilitator",
    "size",
    "together-apart",
]

COSTS = ("mix", "share", "met", "size", "preferred", "alone", "moved")


@dataclass(frozen=True, slots=True)
class Circle:
    """One table: `people` holds everyone, facilitators included, facilitators first."""

    id: str
    slot: Slot
    language: str
    facilitators: tuple[str, ...]
    people: tuple[str, ...]
    same: dict[str, str] = field(default_factory=dict)
    to_confirm: tuple[str, ...] = ()
    cost: dict[str, int] = field(default_factory=dict)

    def among(self, here: Collection[str]) -> Circle:
        """The circle without those who are not among these people."""
        people, led, unsure = (
            tuple(key for key in keys if key in here)
            for keys in (self.people, self.facilitators, self.to_confirm)
        )
        return replace(self, people=people, facilitators=led, to_confirm=unsure)


@dataclass(frozen=True, slots=True)
class CircleAbove:
    """A circle of facilitators (level 1) or of leads (level 2 and more), with its lead."""

    id: str
    level: int
    slot: Slot
    language: str
    lead: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Somebody without a circle: the first rule that failed and the smallest change that would help."""

    person: str
    reason: Reason
    sentence: str
    would_help: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts, weighted cost and proved lower bounds (None when nothing is known)."""

    people: int
    placed: int
    circles: int
    cost: int
    bound: int | None
    unplaced_bound: int | None
    rounds: int
    seconds: float
    seed: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer, as it is written to a file (`essaim-circles/1`).

    `would_bring` holds what one more facilitator or one more slot would bring, the most people placed first:
    `{"add_facilitator": {"slot", "language", "person"}}` or `{"add_slot"}`, with `placed` and `cost`.
    """

    circles: tuple[Circle, ...]
    unplaced: tuple[Unplaced, ...]
    summary: Summary
    above: tuple[CircleAbove, ...] = ()
    above_unplaced: tuple[str, ...] = ()
    would_bring: tuple[dict[str, Any], ...] = ()


def set_out_from(circles: Sequence[Circle], *, people: int, seed: int = 0) -> Answer:
    """Circles there are, among so many people, as an answer to set out from: not weighed, nothing proved."""
    placed = len({key for circle in circles for key in circle.people})
    return Answer(tuple(circles), (), Summary(people, placed, len(circles), 0, None, None, 0, 0.0, seed))
