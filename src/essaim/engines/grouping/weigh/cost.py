"""The cost of a set of circles: a sum of weighted counts, circle by circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..answer import COSTS, Circle
from ..problem import WEIGHT_OF_ALONE, WEIGHT_OF_SIZE, WEIGHTS, Person, Problem
from .ground import Ground

Seats = Mapping[str, Sequence[int]]
"""For each person, the indices of the circles where they sit, in order; nothing for who sits nowhere."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """`circles` gives each circle's weighted parts by its id, `parts` their sums, `total` the sum of all."""

    circles: dict[str, dict[str, int]]
    parts: dict[str, int]
    total: int
    unplaced: int


def weigh(problem: Problem, circles: Sequence[Circle]) -> Weighing:
    """The exact cost of these circles by the contract's formula, whatever rules they break."""
    ground = Ground(problem)
    away = moved(ground, circles)
    costs = {
        circle.id: cost_of(ground, circle, moved=len(away.get(index, ())))
        for index, circle in enumerate(circles)
    }
    parts = {part: sum(cost[part] for cost in costs.values()) for part in COSTS}
    seated = {key for circle in circles for key in circle.people}
    unplaced = sum(key not in seated for key in ground.people)
    return Weighing(costs, parts, sum(parts.values()), unplaced)


def cost_of(ground: Ground, circle: Circle, *, moved: int = 0) -> dict[str, int]:
    """The weighted parts of one circle; `moved` is the number of people counted as moved at this table."""
    options = ground.options
    people = ground.known(circle.people)
    return {
        "mix": sum(WEIGHTS[word] * _alike(people, name) for name, word in options.mix.items()),
        "share": sum(WEIGHTS[word] * _unlike(people, name) for name, word in options.share.items()),
        "met": WEIGHTS[options.new_people] * _met(people),
        "size": WEIGHT_OF_SIZE * (len(circle.people) - options.target) ** 2,
        "preferred": WEIGHTS[options.preferred] * len(not_preferred(ground, circle)),
        "alone": WEIGHT_OF_ALONE * sum(_alone(people, name) for name in options.never_alone),
        "moved": WEIGHTS[options.stay] * moved,
    }


def not_preferred(ground: Ground, circle: Circle) -> list[str]:
    """Those who can come but would rather another slot; who prefers nothing is never among them."""
    return [
        person.key
        for person in ground.known(circle.people)
        if person.preferred and circle.slot not in person.preferred and ground.can(person, circle.slot)
    ]


def moved(ground: Ground, circles: Sequence[Circle]) -> dict[int, list[str]]:
    """Those not with the largest part of their present circle, by the index of their first circle."""
    seats = seats_of(circles)
    away: dict[int, list[str]] = {}
    for people in ground.of_present_circle.values():
        for index, key in away_from(people, seats):
            away.setdefault(index, []).append(key)
    return away


def seats_of(circles: Iterable[Circle]) -> dict[str, list[int]]:
    """For each person seated, the indices of their circles, in order."""
    seats: dict[str, list[int]] = {}
    for index, circle in enumerate(circles):
        for key in dict.fromkeys(circle.people):
            seats.setdefault(key, []).append(index)
    return seats


def away_from(people: Iterable[str], seats: Seats) -> list[tuple[int, str]]:
    """Among the people of one present circle, those not in the new circle that holds most of them.

    Ties go to the first circle in the answer; somebody at two tables is counted at both.
    """
    seated = [key for key in people if seats.get(key)]
    sizes = Counter(index for key in seated for index in seats[key])
    if not sizes:
        return []
    largest = min(sizes, key=lambda index: (-sizes[index], index))
    return [(seats[key][0], key) for key in seated if largest not in seats[key]]


def _held(people: Sequence[Person], attribute: str) -> Counter[frozenset[str]]:
    """How many hold each value, among those whose value is known."""
    return Counter(frozenset(p.values[attribute]) for p in people if p.values.get(attribute))


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _alike(people: Sequence[Person], attribute: str) -> int:
    return sum(_pairs(count) for count in _held(people, attribute).values())


def _unlike(people: Sequence[Person], attribute: str) -> int:
    held = _held(people, attribute)
    return _pairs(held.total()) - sum(_pairs(count) for count in held.values())


def _alone(people: Sequence[Person], attribute: str) -> int:
    return sum(count == 1 for count in _held(people, attribute).values())


def _met(people: Sequence[Person]) -> int:
    """How many times each pair sat together before, over all pairs."""
    return sum(_pairs(count) for count in Counter(name for p in people for name in p.met).values())
