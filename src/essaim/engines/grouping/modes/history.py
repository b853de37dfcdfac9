"""Circles as something that has been: whoever sat there has met, and had rather meet others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from ..answer import Circle
from ..problem import WEIGHTS, Problem


def remembering(problem: Problem, past: Iterable[Sequence[Circle]], *, times: int = 1) -> Problem:
    """The problem with every circle of these as a past one, counted `times`.

    Past circles it knew keep the weight they have; where they have none they are forgotten, and meeting again
    weighs *a lot*.
    """
    counts = WEIGHTS[problem.options.new_people] > 0
    met: dict[str, set[str]] = {}
    for number, circles in enumerate(past, start=1):
        for circle in circles:
            names = {f"before {number}/{circle.id}/{time}" for time in range(times)}
            for key in circle.people:
                met.setdefault(key, set()).update(names)
    people = tuple(
        replace(p, met=(p.met if counts else frozenset()) | met.get(p.key, frozenset()))
        for p in problem.people
    )
    if counts:
        return replace(problem, people=people)
    return replace(problem, people=people, options=replace(problem.options, new_people="a lot"))


def meeting_twice(past: Iterable[Sequence[Circle]]) -> int:
    """How many pairs sit together more than once in all these."""
    times: Counter[tuple[str, str]] = Counter()
    for circles in past:
        for circle in circles:
            times.update(combinations(sorted(set(circle.people)), 2))
    return sum(count > 1 for count in times.values())
