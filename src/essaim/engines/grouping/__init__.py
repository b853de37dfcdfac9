"""Who goes in which circle, when, in which language and with whom to facilitate it.

`solve(problem, stop=…)` answers a `Problem` with an `Answer`. Importing this package, its problem or
its answer loads no numeric package: those come with the first call of `solve`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .answer import Answer, Circle, CircleAbove, Summary, Unplaced
from .problem import LockedCircle, Options, Person, Problem, ProblemError, Slot
from .stop import Cancelled, FirstOf, Moves, Rounds, Seconds, Stop

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Answer",
    "Cancelled",
    "Circle",
    "CircleAbove",
    "FirstOf",
    "LockedCircle",
    "Moves",
    "Options",
    "Person",
    "Problem",
    "ProblemError",
    "Rounds",
    "Seconds",
    "Slot",
    "Stop",
    "Summary",
    "Unplaced",
    "solve",
]


def solve(
    problem: Problem,
    *,
    stop: Stop,
    seed: int = 0,
    start: Answer | None = None,
    progress: Callable[[int, int, int | None, float | None], Any] | None = None,
) -> Answer:
    """Form circles: the best answer found when `stop` says so, every rule held.

    `start` is an answer to set out from. `progress(placed, cost, bound, remaining)` is called once a
    round, and with many people twice before the first: at the start, where nobody is placed, and when tables
    have been filled one by one; returning False ends the search. With a stop counted in rounds or moves, the
    same problem and seed give the same answer, `summary.seconds` aside. Raises ProblemError where the problem
    contradicts itself.
    """
    from .solving import solve as solve_now

    return solve_now(problem, stop=stop, seed=seed, start=start, progress=progress)
