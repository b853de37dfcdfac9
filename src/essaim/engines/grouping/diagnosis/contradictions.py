"""Wishes that cannot all be kept, whatever the circles, each named with the people concerned."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import pairwise

from ..answer import Circle
from ..problem import Problem
from ..weigh import Broken, Ground, broken
from .cells import Cells
from .findings import Finding, listed


def contradictions(problem: Problem, cells: Cells | None = None) -> list[Finding]:
    """Every contradiction among pairs, sizes, cells and locks."""
    ground = Ground(problem)
    return [
        *_apart_from_self(problem),
        *_together_and_apart(ground),
        *_chains(ground),
        *_no_cell(ground, cells or Cells(problem)),
        *_locks(ground),
    ]


def _apart_from_self(problem: Problem) -> Iterator[Finding]:
    for first, second in sorted(problem.apart):
        if first == second:
            yield Finding("apart-from-self", (first,), {}, f"{first} cannot be apart from themselves.")


def _together_and_apart(ground: Ground) -> Iterator[Finding]:
    for first, second in sorted(ground.problem.apart):
        chain = _chain(ground, first, second)
        if first != second and chain:
            links = ", ".join(f"{a} with {b}" for a, b in pairwise(chain))
            sentence = f"{first} and {second} are to be apart, and together through {links}."
            if len(chain) == 2:
                sentence = f"{first} and {second} are asked to be together and apart at once."
            yield Finding("together-and-apart", tuple(chain), {"apart": [first, second]}, sentence)


def _sits_once(ground: Ground, key: str) -> bool:
    """Whoever can facilitate two circles can be with one person at one table and with another elsewhere."""
    person = ground.people.get(key)
    return person is None or person.facilitates < 2


def _chain(ground: Ground, first: str, last: str) -> list[str]:
    """The shortest chain of *together* pairs that puts the two at one table; empty when there is none."""
    came: dict[str, str] = {first: first}
    queue = deque([first])
    while queue:
        here = queue.popleft()
        if here == last:
            chain = [last]
            while chain[-1] != first:
                chain.append(came[chain[-1]])
            return chain[::-1]
        if here == first or _sits_once(ground, here):
            for other in sorted(ground.together.get(here, ())):
                if other not in came:
                    came[other] = here
                    queue.append(other)
    return []


def chains(ground: Ground) -> list[list[str]]:
    """People that *together* puts at one table, each group with everyone tied to it, in order."""
    groups = []
    seen: set[str] = set()
    for start in sorted(ground.together):
        if start in seen or not _sits_once(ground, start):
            continue
        group, queue = {start}, deque([start])
        while queue:
            here = queue.popleft()
            for other in ground.together.get(here, ()):
                if other not in group:
                    group.add(other)
                    if _sits_once(ground, other):
                        queue.append(other)
        seen |= {key for key in group if _sits_once(ground, key)}
        groups.append(sorted(group))
    return groups


def _chains(ground: Ground) -> Iterator[Finding]:
    high = ground.options.size[1]
    for group in chains(ground):
        if len(group) > high:
            sentence = f"{listed(group)} are to be together: {len(group)} people, and a circle holds {high}."
            yield Finding("together-too-many", tuple(group), {"size": len(group), "high": high}, sentence)


def _no_cell(ground: Ground, cells: Cells) -> Iterator[Finding]:
    """The pairs without a common cell; a whole group when each of its pairs has one and all of them none."""
    fits = {key: cells.of(ground.people[key]) for key in ground.together if key in ground.people}
    said: set[str] = set()
    for first, second in sorted(ground.problem.together):
        if first in fits and second in fits and not fits[first] & fits[second]:
            said |= {first, second}
            yield _without_cell((first, second))
    for group in chains(ground):
        shared = [fits[key] for key in group if key in fits]
        if not said & set(group) and shared and not frozenset.intersection(*shared):
            yield _without_cell(tuple(group))


def _without_cell(people: tuple[str, ...]) -> Finding:
    sentence = f"{listed(people)} are to be together and have no slot and language in common."
    return Finding("together-no-cell", people, {}, sentence)


def _locks(ground: Ground) -> Iterator[Finding]:
    """The locked circles, judged by themselves: what may still be added to them is not held against them."""
    options = ground.options
    held = {circle.id: dict.fromkeys(circle.people) for circle in options.locked_circles}
    for key, name in sorted(options.locked_people.items()):
        if name in held:
            held[name][key] = None
    circles = [
        Circle(lock.id, lock.slot, lock.language, lock.facilitators, tuple(held[lock.id]))
        for lock in options.locked_circles
    ]
    for rule in broken(ground.problem, circles):
        if _beyond_mending(rule, circles):
            where = f" in the locked circle {rule.circle}" if rule.circle else ""
            who = f" ({listed(rule.people)})" if rule.people else ""
            sentence = f"What is locked breaks a rule{where}: {rule.code}{who}."
            details = {"rule": rule.code, "circle": rule.circle, **rule.details}
            yield Finding("lock", rule.people, details, sentence)
    yield from _apart_by_lock(ground)


def _beyond_mending(rule: Broken, circles: list[Circle]) -> bool:
    """Whether adding people to the locked circles could not mend it."""
    if rule.code == "size" or rule.code == "facilitators":
        return bool(rule.details.get("size", rule.details.get("count")) > rule.details["high"])
    if rule.code == "together":
        return all(rule.details["circles"])
    if rule.code == "locked":
        return rule.circle in {circle.id for circle in circles}
    return True


def _apart_by_lock(ground: Ground) -> Iterator[Finding]:
    """Two who are to be together, locked to two names of which one at least is no locked circle."""
    for first, second in sorted(ground.problem.together):
        one, other = set(ground.locks.get(first, ())), set(ground.locks.get(second, ()))
        judged = one | other <= ground.locked_circles.keys()
        free = not (_sits_once(ground, first) and _sits_once(ground, second))
        if one and other and not one & other and not judged and not free:
            where = [min(one), min(other)]
            sentence = f"{first} and {second} are to be together and are locked in {where[0]} and {where[1]}."
            yield Finding("locked-together", (first, second), {"circles": where}, sentence)
