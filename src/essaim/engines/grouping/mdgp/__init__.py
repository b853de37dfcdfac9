"""The plain maximally diverse grouping problem: a matrix of distances, sizes, the largest sum within groups.

For comparison with the literature (Yang, Cai, Jin, Tang and Gao, EJOR 302(3), 2022, and MDGPLIB). Up to
twelve items are grouped at best, with proof. Beyond, lines of search cool side by side, round after round:
fresh groupings, then two good ones crossed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..stop import Stop
from .exact import best_grouping, is_small
from .layout import checked, value_of
from .search import Search

__all__ = ["Grouping", "group", "value_of"]


@dataclass(frozen=True, slots=True)
class Grouping:
    """`groups[i]` is the group of item i (0-based); `value` the sum of distances within groups."""

    groups: NDArray[np.int32]
    value: float
    rounds: int
    seconds: float
    proved: bool = False  # whether no grouping has a larger value


def group(
    distances: NDArray[np.float64],
    sizes: Sequence[tuple[int, int]],
    *,
    stop: Stop,
    seed: int = 0,
    threads: int | None = None,
    progress: Callable[[float, float | None], Any] | None = None,
) -> Grouping:
    """Share n items among groups of bounded sizes (fewest, most), maximising the sum within groups.

    `distances` is n × n and symmetric. `progress(value, remaining)` is called once a round; returning False
    ends the search. With a stop counted in rounds or moves the same seed gives the same groups on any number
    of `threads` (all that the process may use, unless said). Raises ValueError for a matrix that is not such,
    or sizes that cannot hold n items.
    """
    began = time.perf_counter()
    matrix, low, high = checked(distances, sizes)
    if is_small(matrix, low):
        groups = best_grouping(matrix, low, high)
        return Grouping(groups, value_of(matrix, groups), 0, time.perf_counter() - began, proved=True)
    found = Search(matrix, low, high, stop, seed, threads)
    groups = found.run(progress)
    return Grouping(groups, value_of(matrix, groups), found.rounds, time.perf_counter() - began)
