"""A problem, indexed: who is who, who goes with whom, what is locked where."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from ..problem import LockedCircle, Person, Problem, Slot

Pairs = dict[str, set[str]]


def _partners(pairs: Iterable[tuple[str, str]]) -> Pairs:
    partners: Pairs = {}
    for first, second in pairs:
        if first != second:
            partners.setdefault(first, set()).add(second)
            partners.setdefault(second, set()).add(first)
    return partners


class Ground:
    """Built once for a problem, in one pass over its people and pairs."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.options = problem.options
        self.together = _partners(problem.together)
        self.apart = _partners(problem.apart)
        self.locked_circles: dict[str, LockedCircle] = {c.id: c for c in problem.options.locked_circles}
        self.locks = self._locks()
        self.of_present_circle: dict[str, list[str]] = {}
        for person in problem.people:
            if person.circle is not None:
                self.of_present_circle.setdefault(person.circle, []).append(person.key)

    @cached_property
    def people(self) -> dict[str, Person]:
        """Who is who, once somebody asks: of a million people, the index alone weighs forty megabytes."""
        return {person.key: person for person in self.problem.people}

    def _locks(self) -> dict[str, list[str]]:
        """For each locked person, the circles where they must sit, in the order they are named."""
        locks = {key: [circle] for key, circle in self.options.locked_people.items()}
        for circle in self.options.locked_circles:
            for key in circle.people:
                seats = locks.setdefault(key, [])
                if circle.id not in seats:
                    seats.append(circle.id)
        return locks

    def known(self, keys: Iterable[str]) -> list[Person]:
        """The people of these keys that the problem knows, in the order given."""
        return [self.people[key] for key in keys if key in self.people]

    def can(self, person: Person, slot: Slot) -> bool:
        """Whether this person can come at this slot, as far as the options let us suppose."""
        if person.possible is None:
            return self.options.without_slots == "any"
        return slot in person.possible


def common_values(people: Iterable[Person], attribute: str) -> frozenset[str]:
    """The values that all of them accept; who says nothing accepts none."""
    accepted = [frozenset(person.values.get(attribute, ())) for person in people]
    return frozenset.intersection(*accepted) if accepted else frozenset()
