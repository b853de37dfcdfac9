"""What an order of preference, or a handful of points, come to when everybody's are put together."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A choice among ranked ones: `first` people put it first, `named` ranked it at all.

    `points` are Borda's (the number of choices below it, the shared rest counted in halves), `average` its
    average place from 1, those who left it out giving it the middle of the places left.
    """

    choice: Hashable
    points: float
    average: float
    first: int
    named: int


@dataclass(frozen=True, slots=True)
class Pointed:
    """Points given to a row in all, and how many distinct people gave some."""

    row: Hashable
    points: int
    people: int


def ranked(places: Mapping[tuple[Hashable, Place], int], choices: Sequence[Hashable]) -> list[Ranked]:
    """Choices by Borda points (J.-C. de Borda, 1781), the best first; equal ones in the order given.

    `places` are {(choice, (place from 0, how many that person ranked)): people}, as a Counter gives for
    "ranks". What a person left out shares the places after those they named: each gets the average of
    these.
    """
    lengths = _lengths(places)
    return sorted((_ranked(one, places, lengths, len(choices)) for one in choices), key=lambda o: -o.points)


def _lengths(places: Mapping[tuple[Hashable, Place], int]) -> dict[int, int]:
    """{how many they ranked: people}: each ballot has one first place."""
    lengths: dict[int, int] = {}
    for (_, (place, length)), n in places.items():
        if place == 0:
            lengths[length] = lengths.get(length, 0) + n
    return lengths


def _ranked(
    choice: Hashable, places: Mapping[tuple[Hashable, Place], int], lengths: Mapping[int, int], number: int
) -> Ranked:
    given = {where: n for (of, where), n in places.items() if of == choice}
    left = dict(lengths)
    for (_, length), n in given.items():
        left[length] -= n
    people, named = sum(lengths.values()), sum(given.values())
    total = sum(2 * (place + 1) * n for (place, _), n in given.items())
    total += sum((length + 1 + number) * n for length, n in left.items())
    average = total / (2 * people) if people else 0.0
    first = sum(n for (place, _), n in given.items() if place == 0)
    return Ranked(choice, people * (number - average), average, first, named)


def pointed(counts: Mapping[tuple[Hashable, int], int], rows: Sequence[Hashable]) -> list[Pointed]:
    """Rows by points, then by people, the most first; equal ones in the order given.

    `counts` are {(row, points given): people}, as a Counter gives for "rows". Zero points are no support.
    """
    found = []
    for row in rows:
        given = {points: n for (of, points), n in counts.items() if of == row and points > 0}
        found.append(Pointed(row, sum(p * n for p, n in given.items()), sum(given.values())))
    return sorted(found, key=lambda one: (-one.points, -one.people))
