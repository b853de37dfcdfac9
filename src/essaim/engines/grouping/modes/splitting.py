"""Two circles out of one that has grown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..answer import Circle
from ..board import settle
from ..problem import LockedCircle, Person, Problem, ProblemError, Slot
from ..stop import Stop
from ..weigh import Ground


@dataclass(frozen=True, slots=True)
class Split:
    """All circles after it; `kept` is the half that keeps the name, `new` the other.

    `moved` are the people of the new half. `to_find` names the halves that still need a facilitator.
    """

    circles: tuple[Circle, ...]
    kept: str
    new: str
    moved: tuple[str, ...]
    to_find: tuple[str, ...] = ()


def split(
    problem: Problem, circles: Sequence[Circle], circle: str, *, stop: Stop, seed: int = 0, uneven: int = 1
) -> Split | None:
    """The circle in two halves whose sizes differ by `uneven` at most, by two more where rules need it.

    One half keeps its name, slot and first facilitator. The other meets at a slot all its people can, free of
    their other circles. Those together stay together; each half has a facilitator where enough offered. The
    sizes asked for do not bind here: a circle of ten may become two of five. None when no split holds the
    rules. Raises KeyError for a circle that is not there.
    """
    grown = {one.id: one for one in circles}[circle]
    for spread in (uneven, uneven + 2):
        for facilitators in _facilitators(problem):
            halves = _halves(problem, circles, grown, spread, facilitators, stop, seed)
            if halves is not None:
                return _split(problem, circles, grown, halves)
    return None


def _facilitators(problem: Problem) -> list[tuple[int, int]]:
    """As asked; else with facilitators still to be found."""
    few, many = problem.options.facilitators
    return [(few, many), (0, many)] if few else [(few, many)]


def _halves(
    problem: Problem,
    circles: Sequence[Circle],
    grown: Circle,
    spread: int,
    facilitators: tuple[int, int],
    stop: Stop,
    seed: int,
) -> tuple[Circle, Circle] | None:
    from .. import solve

    asked = _asked(problem, circles, grown, spread, facilitators)
    if asked is None:
        return None
    try:
        answer = solve(asked, stop=stop, seed=seed)
    except ProblemError:  # those together with the facilitator are too many for one half
        return None
    if answer.unplaced or len(answer.circles) != 2:
        return None
    kept, new = sorted(answer.circles, key=lambda half: half.id != grown.id)
    return kept, new


def _asked(
    problem: Problem,
    circles: Sequence[Circle],
    grown: Circle,
    spread: int,
    facilitators: tuple[int, int],
) -> Problem | None:
    """The problem of the people of this circle: bounds that only two halves can hold."""
    count = len(grown.people)
    low = max((count - spread + 1) // 2, count // 3 + 1, facilitators[0], 1)
    high = count - low
    if low > high:
        return None
    ground = Ground(problem)
    keys, first = set(grown.people), grown.facilitators[:1]
    options = replace(
        problem.options,
        size=(low, high),
        target=max(low, count // 2),
        facilitators=facilitators,
        moves=None,
        locked_people={},
        locked_circles=(LockedCircle(grown.id, grown.slot, grown.language, first, first),),
    )
    people = tuple(_free(ground, circles, grown, person) for person in ground.known(grown.people))
    together, apart = (
        frozenset(pair for pair in pairs if keys.issuperset(pair))
        for pairs in (problem.together, problem.apart)
    )
    return Problem(people, together, apart, options)


def _free(ground: Ground, circles: Sequence[Circle], grown: Circle, person: Person) -> Person:
    """The person at the slot they come to now and at those their other circles leave free.

    Whoever facilitates the circle now still does; nobody is asked to facilitate more than they offered.
    """
    others = [one for one in circles if one.id != grown.id and person.key in one.people]
    taken = Counter(one.slot for one in others)
    at_once = 2 if ground.options.alternate_weeks else 1
    known: frozenset[Slot] = person.possible if person.possible is not None else frozenset()
    possible = frozenset(slot for slot in known if taken[slot] < at_once) | {grown.slot}
    led = sum(person.key in one.facilitators for one in others)
    offers = max(person.facilitates - led, int(person.key in grown.facilitators))
    languages = person.languages | {grown.language}
    return replace(person, possible=possible, facilitates=offers, languages=languages, circle=None)


def _split(
    problem: Problem, circles: Sequence[Circle], grown: Circle, halves: tuple[Circle, Circle]
) -> Split:
    """All circles with the two halves in the place of the grown one."""
    kept, new = halves[0], replace(halves[1], id=_free_name(circles, grown.id))
    after = [one for each in circles for one in ((kept, new) if each.id == grown.id else (each,))]
    few = problem.options.facilitators[0]
    to_find = tuple(half.id for half in (kept, new) if len(half.facilitators) < few)
    moved = tuple(key for key in new.people if key not in kept.people)
    return Split(settle(problem, after), kept.id, new.id, moved, to_find)


def _free_name(circles: Sequence[Circle], name: str) -> str:
    taken = {circle.id for circle in circles}
    return next(free for number in range(2, len(taken) + 3) if (free := f"{name}-{number}") not in taken)
