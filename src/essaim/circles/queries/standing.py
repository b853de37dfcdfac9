"""The board as it stands, and what a pilot's wish would do to it: foreseen at once, kept by nobody yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from django.http import Http404

from essaim.communities.models import Community
from essaim.engines.grouping import board as engine
from essaim.engines.grouping.answer import COSTS, Circle
from essaim.engines.grouping.board import Board, Change, Consequences
from essaim.engines.grouping.problem import Problem, Slot
from essaim.engines.grouping.weigh import Broken
from essaim.people.models import Person

from ..models import Arrangement, FormingRound
from .forming import latest, problem_of, round_for
from .tables import Row, tables_of

Verb = Literal["move", "swap", "lead", "stop-leading", "slot", "language", "close", "open"]
ASIDE = ("rename", "lock-person", "unlock-person", "lock-circle", "unlock-circle", "bring-up-to-date")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a pilot wishes to change: a verb and what it takes. `circle` is "" for a move to no circle."""

    verb: Verb
    person: str = ""
    other: str = ""
    circle: str = ""
    slot: Slot | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a wish would bring: the circles after it, the rules it breaks or mends, and who is concerned.

    `difference` is what each part of the cost gains (positive: worse).
    """

    circles: tuple[Circle, ...]
    broken: tuple[Broken, ...] = ()
    mended: tuple[Broken, ...] = ()
    difference: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COSTS, 0))
    placed: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    not_preferred: tuple[str, ...] = ()
    to_confirm: tuple[str, ...] = ()

    @property
    def possible(self) -> bool:
        return not self.broken

    @property
    def cost(self) -> int:
        return sum(self.difference.values())


@dataclass
class Standing:
    """A board as it stands: its arrangement, the problem as it is today, and the circles without who left."""

    forming: FormingRound
    arrangement: Arrangement
    problem: Problem
    circles: tuple[Circle, ...]

    @property
    def community(self) -> Community:
        return self.forming.community

    @cached_property
    def board(self) -> Board:
        return Board(self.problem, self.circles)

    @cached_property
    def rows(self) -> dict[str, Row]:
        return {row["id"]: row for row in self.arrangement.circles}

    @cached_property
    def names(self) -> dict[str, str]:
        return {row["id"]: row["name"] for row in self.arrangement.circles}

    @cached_property
    def table_of(self) -> dict[str, Circle]:
        return {circle.id: circle for circle in self.circles}

    def tables_with(self, person: str) -> list[Circle]:
        """Where somebody sits."""
        return [circle for circle in self.circles if person in circle.people]

    def next_id(self) -> str:
        """An id that no circle of this round ever had, as far as this board knows."""
        return f"c{self.arrangement.summary['numbered'] + 1}"

    def unplaced(self, circles: Iterable[Circle]) -> list[Row]:
        """Who sits nowhere in these circles, with the reason where the search gave one."""
        seated = {key for circle in circles for key in circle.people}
        known = {row["person"]: row for row in self.arrangement.unplaced}
        return [
            known.get(int(person.key)) or {"person": int(person.key), "reason": "by-hand", "would_help": {}}
            for person in self.problem.people
            if person.key not in seated
        ]


def standing_of(forming: FormingRound, arrangement: Arrangement | None = None) -> Standing | None:
    """The board of a round as it stands; None before the first proposal."""
    found = arrangement or latest(forming)
    if found is None:
        return None
    problem = problem_of(forming, arrangement=found)
    circles = tables_of(found, present={person.key for person in problem.people})
    return Standing(forming, found, problem, circles)


def foresee(standing: Standing, wish: Wish) -> Foreseen:
    """What this wish would bring. Raises KeyError for a circle or a language that is no more."""
    seen, board = Foreseen(standing.circles), standing.board
    for number, change in enumerate(steps(standing, wish)):
        if number:
            board = Board(standing.problem, seen.circles)
        seen = _then(seen, board.consequences(change))
    if wish.verb == "open":
        # A circle begins empty: it is too small and unled until people are moved to it.
        seen = replace(seen, broken=())
    return seen


def steps(standing: Standing, wish: Wish) -> list[Change]:
    """The wish in the engine's changes: whoever hands over facilitation does so before the other takes it."""
    match wish.verb:
        case "move":
            moved = [wish.person, *tied_to(standing, wish.person)]
            return [engine.Move(key, wish.circle or None) for key in moved]
        case "swap":
            return [engine.Swap(wish.person, wish.other)]
        case "lead":
            return [*_hand_over(standing, wish.circle), engine.Facilitate(wish.person, wish.circle)]
        case "stop-leading":
            return [engine.StopFacilitating(wish.person, wish.circle)]
        case "slot":
            return [engine.ChangeSlot(wish.circle, wish.slot or standing.table_of[wish.circle].slot)]
        case "language":
            if wish.language not in standing.community.languages:
                raise KeyError(wish.language)
            return [engine.ChangeLanguage(wish.circle, wish.language)]
        case "close":
            return [engine.Close(wish.circle)]
        case "open":
            slot = wish.slot or standing.circles[0].slot
            return [engine.Open(standing.next_id(), slot, wish.language)]


def tied_to(standing: Standing, person: str) -> list[str]:
    """Who comes along: those to keep together with this person, and with them, as far as that reaches."""
    together = standing.board.ground.together
    found, waiting = {person}, [person]
    while waiting:
        new = together.get(waiting.pop(), set()) - found
        found |= new
        waiting += sorted(new)
    return sorted(found - {person}, key=int)


def options(standing: Standing, person: str) -> list[tuple[Circle, Foreseen]]:
    """Every circle where this person does not sit, with what moving there would bring, best first."""
    seen = [
        (circle, foresee(standing, Wish("move", person=person, circle=circle.id)))
        for circle in standing.circles
        if person not in circle.people
    ]
    return sorted(seen, key=lambda pair: (len(pair[1].broken) - len(pair[1].mended), pair[1].cost))


def swaps(standing: Standing, person: str, circle: str) -> list[tuple[str, Foreseen]]:
    """Everybody of a circle this person could swap with, with what it would bring, best first."""
    seen = [
        (other, foresee(standing, Wish("swap", person=person, other=other)))
        for other in standing.table_of[circle].people
        if other != person
    ]
    return sorted(seen, key=lambda pair: (len(pair[1].broken), pair[1].cost))


def _hand_over(standing: Standing, name: str) -> list[Change]:
    """Who stops facilitating a circle that already has as many facilitators as it may."""
    led = standing.table_of[name].facilitators
    many = max(standing.problem.options.facilitators[1], 1)
    return [engine.StopFacilitating(key, name) for key in led[: max(0, len(led) + 1 - many)]]


def _then(first: Foreseen, second: Consequences) -> Foreseen:
    """One step after another: what the second mends of the first's breaches was never broken."""
    mended, broken = {rule.key for rule in second.mended}, {rule.key for rule in second.broken}
    were_mended, were_broken = {rule.key for rule in first.mended}, {rule.key for rule in first.broken}
    return Foreseen(
        second.circles,
        (
            *(rule for rule in first.broken if rule.key not in mended),
            *(rule for rule in second.broken if rule.key not in were_mended),
        ),
        (
            *(rule for rule in first.mended if rule.key not in broken),
            *(rule for rule in second.mended if rule.key not in were_broken),
        ),
        {part: first.difference[part] + second.difference[part] for part in COSTS},
        _both(first.placed, second.placed),
        _both(first.unplaced, second.unplaced),
        _both(first.others, second.others),
        _both(first.not_preferred, second.not_preferred),
        _both(first.to_confirm, second.to_confirm),
    )


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def told_as(standing: Standing, wish: Wish) -> dict[str, Any]:
    """The wish as data, so that it can be told later even when circles have other names."""
    told: dict[str, Any] = {"verb": wish.verb}
    if wish.person:
        told["person"] = int(wish.person)
        told["from"] = [standing.names[circle.id] for circle in standing.tables_with(wish.person)]
    if wish.other:
        told["other"] = int(wish.other)
    if wish.circle:
        told["circle"] = standing.names[wish.circle]
    if wish.slot:
        told["slot"] = str(wish.slot)
    if wish.verb == "language":
        told["language"] = wish.language
    return told


@dataclass(frozen=True)
class BoardAt:
    """A board, and the number of it that a page was showing."""

    forming: FormingRound
    number: int

    @property
    def community(self) -> Community:
        return self.forming.community


@dataclass(frozen=True)
class OnBoard:
    """Somebody, or a circle, of a board as it stands: `key` is the engine's."""

    standing: Standing
    key: str

    @property
    def community(self) -> Community:
        return self.standing.community


def board_at(person: Person, *, community: str, round: int, number: int) -> BoardAt:
    """The board of a round, at a number. Raises Http404."""
    return BoardAt(round_for(person, community=community, round=round), number)


def person_on_board(person: Person, *, community: str, round: int, membership: int) -> OnBoard:
    """Somebody who takes part and is still there, on the board as it stands. Raises Http404."""
    standing = standing_of(round_for(person, community=community, round=round))
    if standing is None or str(membership) not in standing.board.ground.people:
        raise Http404
    return OnBoard(standing, str(membership))


def circle_on_board(person: Person, *, community: str, round: int, table: str) -> OnBoard:
    """A circle of the board as it stands. Raises Http404."""
    standing = standing_of(round_for(person, community=community, round=round))
    if standing is None or table not in standing.table_of:
        raise Http404
    return OnBoard(standing, table)
