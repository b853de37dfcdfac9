"""Somebody comes when circles are formed already: where they fit best, and who else would have to move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..answer import Circle, set_out_from
from ..board import Board, Move, settle
from ..problem import LockedCircle, Problem, ProblemError
from ..stop import Stop
from ..weigh import broken, weigh
from ..weigh.cost import seats_of


@dataclass(frozen=True, slots=True)
class Welcome:
    """A seat for a newcomer: the circle, all circles with them in it, who else moves, what the cost gains."""

    person: str
    circle: str
    circles: tuple[Circle, ...]
    moved: tuple[str, ...]
    cost: int


def welcome(
    problem: Problem,
    circles: Sequence[Circle],
    person: str,
    *,
    moves: int = 0,
    stop: Stop,
    seed: int = 0,
) -> list[Welcome]:
    """Where this person may sit: with nobody else moved, then with up to `moves` others, each better.

    Circles keep their slot, language and facilitators, and nobody who waits takes the place; whoever must be
    together with the newcomer comes along. Empty when no such change holds every rule.
    """
    found: list[Welcome] = []
    for allowed in range(moves + 1):
        one = _with_nobody_moved(problem, circles, person) if not allowed else None
        if one is None:
            one = _searched(problem, circles, person, allowed, stop, seed)
        if one is not None and (not found or one.cost < found[-1].cost):
            found.append(one)
    return found


def _with_nobody_moved(problem: Problem, circles: Sequence[Circle], person: str) -> Welcome | None:
    """The best circle that takes them as it is, by looking at each."""
    board = Board(problem, circles)
    for option in board.options_for(person):
        if not option.here and not option.broken:
            after = settle(problem, board.consequences(Move(person, option.circle)).circles)
            if _holds(problem, circles, after, person):
                return Welcome(person, option.circle, after, (), option.cost)
    return None


def _holds(problem: Problem, before: Sequence[Circle], after: Sequence[Circle], person: str) -> bool:
    """Whether no rule is broken that was not, and none that concerns this person."""
    known = {rule.key for rule in broken(problem, before)}
    return all(rule.key in known and person not in rule.people for rule in broken(problem, after))


def _searched(
    problem: Problem, circles: Sequence[Circle], person: str, moves: int, stop: Stop, seed: int
) -> Welcome | None:
    """The best seat when so many others may change circle."""
    from .. import solve

    asked = _asked(problem, circles, person, moves)
    start = set_out_from(circles, people=len(problem.people), seed=seed)
    try:
        answer = solve(asked, stop=stop, seed=seed, start=start)
    except ProblemError:  # whom they come with has no seat that can be theirs too
        return None
    after = settle(problem, answer.circles)
    seats = {key: [after[index].id for index in indices] for key, indices in seats_of(after).items()}
    before = {key: [circles[index].id for index in indices] for key, indices in seats_of(circles).items()}
    moved = tuple(key for key in before if sorted(before[key]) != sorted(seats.get(key, ())))
    if person not in seats or len(moved) > moves or not _holds(problem, circles, after, person):
        return None
    cost = weigh(problem, after).total - weigh(problem, circles).total
    return Welcome(person, seats[person][0], after, moved, cost)


def _asked(problem: Problem, circles: Sequence[Circle], person: str, moves: int) -> Problem:
    """The problem of those seated and the newcomer; where nobody may move, everyone is locked."""
    sits = {key: circle.id for circle in reversed(circles) for key in circle.people}
    there = sits.keys() | _come_along(problem, person)
    people = tuple(replace(p, circle=sits.get(p.key)) for p in problem.people if p.key in there)
    options = problem.options
    locks = tuple(
        LockedCircle(c.id, c.slot, c.language, c.facilitators, c.facilitators if moves else c.people)
        for c in circles
    )
    held = {key: name for key, name in options.locked_people.items() if key in there}
    return Problem(
        people,
        frozenset(pair for pair in problem.together if there.issuperset(pair)),
        frozenset(pair for pair in problem.apart if there.issuperset(pair)),
        replace(options, moves=moves, locked_circles=locks, locked_people=held),
    )


def _come_along(problem: Problem, person: str) -> set[str]:
    """The person and those to be together with them, as far as that reaches."""
    found = {person}
    while more := {key for pair in problem.together if found & set(pair) for key in pair} - found:
        found |= more
    return found
