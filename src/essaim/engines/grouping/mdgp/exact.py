"""A few items, grouped at best: every set of items that one group could hold is tried, group after group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FEW = 12  # items, and groups


def is_small(distance: NDArray[np.float64], low: NDArray[np.int64]) -> bool:
    return len(distance) == 0 or (len(distance) <= FEW and len(low) <= FEW)


def best_grouping(
    distance: NDArray[np.float64], low: NDArray[np.int64], high: NDArray[np.int64]
) -> NDArray[np.int32]:
    """The group of each item in a grouping of the largest value there is."""
    n = len(distance)
    sets = np.arange(1 << n)
    members = (sets[:, None] >> np.arange(n)) & 1
    worth = np.einsum("si,ij,sj->s", members, distance, members, optimize=True) / 2
    size = members.sum(axis=1)
    best = np.where(sets == 0, 0.0, -np.inf)  # of each set of items, shared among the groups so far
    choices = []
    for fewest, most in zip(low, high, strict=True):
        best, choice = _one_group_more(best, worth, sets[(size >= fewest) & (size <= most)])
        choices.append(choice)
    groups, left = np.zeros(n, np.int32), sets[-1]
    for number in range(len(low) - 1, -1, -1):
        groups[members[choices[number][left]] == 1] = number
        left = left ^ choices[number][left]
    return groups


def _one_group_more(
    before: NDArray[np.float64], worth: NDArray[np.float64], allowed: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The best value of each set of items with a further group, and the items this one holds."""
    sets = np.arange(len(before))
    best, choice = np.full(len(before), -np.inf), np.zeros(len(before), np.int64)
    for chosen in allowed:
        holding = sets[(sets & chosen) == chosen]
        value = before[holding ^ chosen] + worth[chosen]
        better = value > best[holding]
        best[holding[better]] = value[better]
        choice[holding[better]] = chosen
    return best, choice
