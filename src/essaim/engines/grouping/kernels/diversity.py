"""Annealing for the plain maximally diverse grouping problem, in whole numbers.

Distances are scaled whole numbers around their mean, so that sums stay exact however many changes are made.
Item by item, the gains of its exchanges with every other are worked out in one run over four contiguous rows,
`WIDE` at a time and without a branch: the compiler makes vector instructions of it. Only where one of them
passes its threshold are they looked at one by one. Rows are padded to a multiple of `WIDE` with items that
belong nowhere.
"""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import inner, kernel

WIDE = 32
NEVER = np.int32(1 << 29)  # beyond any gain
STARTS = 4096  # where in `chances` the draws of an item may begin


class Matrix(NamedTuple):
    """What does not change during a search of n items in G groups."""

    distance: NDArray[np.int32]  # n × padded: distances less their mean
    low: NDArray[np.int64]  # G
    high: NDArray[np.int64]  # G
    mean: NDArray[np.float64]  # 1: what was taken from every distance
    chances: NDArray[np.float32]  # logarithms of even draws from (0, 1), shuffled


class Places(NamedTuple):
    """Who is where, and what follows from it."""

    group: NDArray[np.uint16]  # padded
    size: NDArray[np.int64]  # G
    sums: NDArray[np.int32]  # G × padded: each item's distances to the members of each group
    own: NDArray[np.int32]  # padded: the same to its own group
    gain: NDArray[np.int32]  # G: of the item at hand in each group, over its own
    least: NDArray[np.int32]  # as `chances`: gains accepted at this temperature
    rng: NDArray[np.uint64]  # 1
    made: NDArray[np.int64]  # changes made so far: that gained, that lost


@kernel
def settle(m, p):
    """Work out sizes and sums from `p.group`."""
    n = m.distance.shape[0]
    p.size[:] = 0
    p.sums[:] = 0
    p.own[:] = NEVER
    for i in range(n):
        a = p.group[i]
        p.size[a] += 1
        row = p.sums[a]
        for k in range(row.shape[0]):
            row[k] += m.distance[i, k]
    for i in range(n):
        p.own[i] = p.sums[p.group[i], i]


@kernel
def sweep(m, p, heat, times, free):
    """Go over every exchange `times` times at temperature `heat`; `free`: over moves of one item too."""
    set_temperature(m, p, heat)
    for _ in range(times):
        for i in range(m.distance.shape[0]):
            try_exchanges(m, p, i)
            if free and p.size[p.group[i]] > m.low[p.group[i]]:
                try_moves(m, p, i)


@inner
def set_temperature(m, p, heat):
    h = np.float32(heat)
    for k in range(m.chances.shape[0]):
        p.least[k] = np.int32(h * m.chances[k])


@inner
def start(rng):
    """Where in the thresholds to begin (xorshift)."""
    x = rng[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    rng[0] = x
    return np.int64(x >> np.uint64(52))


@inner
def compare_groups(p, i):
    a = p.group[i]
    here = p.sums[a, i]
    for b in range(p.gain.shape[0]):
        p.gain[b] = p.sums[b, i] - here
    p.gain[a] = -NEVER


@inner
def try_exchanges(m, p, i):
    """Exchange item i with each other item whose gain passes its threshold, in turn."""
    compare_groups(p, i)
    first = start(p.rng)
    for c in range(0, p.own.shape[0], WIDE):
        if most_beyond(m, p, i, first, c) > 0:
            for j in range(c, min(c + WIDE, m.distance.shape[0])):
                a = p.group[i]
                gain = p.gain[p.group[j]] + p.sums[a, j] - p.own[j] - 2 * m.distance[i, j]
                if gain > p.least[first + j]:
                    exchange(m, p, i, j)
                    compare_groups(p, i)
                    count(p, gain)


@inner
def count(p, gain):
    p.made[0] += gain > 0
    p.made[1] += gain < 0


@inner
def most_beyond(m, p, i, first, c):
    """By how much the best of `WIDE` exchanges of item i passes its threshold."""
    there = p.sums[p.group[i]]
    distance = m.distance[i]
    most = -NEVER
    for k in range(WIDE):
        j = np.uint64(c) + np.uint64(k)
        gain = p.gain[p.group[j]] + there[j] - p.own[j] - np.int32(2) * distance[j]
        most = max(most, np.int32(gain - p.least[np.uint64(first) + j]))
    return most


@inner
def exchange(m, p, i, j):
    a = p.group[i]
    b = p.group[j]
    from_a = p.sums[a]
    from_b = p.sums[b]
    for k in range(p.own.shape[0]):
        d = np.int32(m.distance[j, k] - m.distance[i, k])
        from_a[k] += d
        from_b[k] -= d
        p.own[k] += d * np.int32(p.group[k] == a) - d * np.int32(p.group[k] == b)
    p.group[i] = b
    p.group[j] = a
    p.own[i] = from_b[i]
    p.own[j] = from_a[j]


@inner
def try_moves(m, p, i):
    """Move item i to the first group with room where the gain passes its threshold."""
    first = start(p.rng)
    a = p.group[i]
    for b in range(p.gain.shape[0]):
        if p.size[b] < m.high[b] and b != a:
            gain = p.gain[b] + m.mean[0] * (p.size[b] - p.size[a] + 1)
            if gain > p.least[first + b]:
                move(m, p, i, b)
                count(p, gain)
                break


@inner
def move(m, p, i, b):
    a = p.group[i]
    from_a = p.sums[a]
    from_b = p.sums[b]
    for k in range(p.own.shape[0]):
        d = m.distance[i, k]
        from_a[k] -= d
        from_b[k] += d
        p.own[k] += d * np.int32(p.group[k] == b) - d * np.int32(p.group[k] == a)
    p.group[i] = b
    p.own[i] = from_b[i]
    p.size[a] -= 1
    p.size[b] += 1
