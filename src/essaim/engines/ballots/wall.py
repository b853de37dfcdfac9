"""Points on a live wall: a few each, put where one likes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Supported:
    """A card with the points it got and from how many distinct `people`."""

    card: Hashable
    points: int
    people: int


class OverSpent(ValueError):  # noqa: N818
    """A `voter` who gave more points than `each` has, or fewer than none; `gave` is how many."""

    def __init__(self, voter: Hashable, gave: int, each: int) -> None:
        super().__init__(f"{gave} points given where each has {each}")
        self.voter, self.gave, self.each = voter, gave, each


def spend(
    cards: Sequence[Hashable], votes: Iterable[tuple[Hashable, Hashable, int]], *, each: int
) -> list[Supported]:
    """Cards by points, then by people, the most first; equal ones in the order given.

    `votes` are (voter, card, points); several of one voter on one card add up. Votes on unknown cards are
    left out of the ranking but count as spent. Raises OverSpent.
    """
    given: dict[Hashable, dict[Hashable, int]] = {}
    for voter, card, points in votes:
        purse = given.setdefault(voter, {})
        purse[card] = purse.get(card, 0) + points
    for voter, purse in given.items():
        if sum(purse.values()) > each or any(points < 0 for points in purse.values()):
            raise OverSpent(voter, sum(purse.values()), each)
    found = [_supported(card, given) for card in cards]
    return sorted(found, key=lambda one: (-one.points, -one.people))


def _supported(card: Hashable, given: Mapping[Hashable, Mapping[Hashable, int]]) -> Supported:
    points = [purse[card] for purse in given.values() if purse.get(card)]
    return Supported(card, sum(points), len(points))
