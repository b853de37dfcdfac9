"""Annealing for the plain maximally diverse grouping problem, on a matrix of distances."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

import math

import numpy as np

from . import inner, kernel
from .state import chance, draw


@kernel
def sums_of(distance, group, groups):
    """What each item's distances to the members of each group add up to (groups × items)."""
    n = distance.shape[0]
    sums = np.zeros((groups, n))
    for i in range(n):
        for k in range(n):
            sums[group[i], k] += distance[i, k]
    return sums


@inner
def shift(distance, sums, group, size, i, b):
    """Put item i into group b."""
    a = group[i]
    for k in range(distance.shape[0]):
        d = distance[i, k]
        sums[a, k] -= d
        sums[b, k] += d
    group[i] = b
    size[a] -= 1
    size[b] += 1


@inner
def trade(distance, sums, group, i, j):
    """Exchange the groups of items i and j."""
    a = group[i]
    b = group[j]
    for k in range(distance.shape[0]):
        d = distance[j, k] - distance[i, k]
        sums[a, k] += d
        sums[b, k] -= d
    group[i] = b
    group[j] = a


@kernel
def cool(distance, sums, group, size, low, high, rng, hot, cold, steps):
    """Anneal from temperature `hot` to `cold`, then climb until nothing gains any more. Returns the gain."""
    n = distance.shape[0]
    groups = size.shape[0]
    rigid = True
    for g in range(groups):
        rigid = rigid and low[g] == high[g]
    gained = 0.0
    heat = hot
    cooling = math.exp(math.log(cold / hot) * 128.0 / max(steps, 128))
    for step in range(steps):
        if step % 128 == 127:
            heat *= cooling
        i = draw(rng, n)
        a = group[i]
        if not rigid and draw(rng, np.int64(4)) == 0:
            b = draw(rng, groups)
            if b == a or size[a] <= low[a] or size[b] >= high[b]:
                continue
            gain = sums[b, i] - sums[a, i]
            if gain > 0 or (gain > -20.0 * heat and chance(rng) < math.exp(gain / heat)):
                shift(distance, sums, group, size, i, b)
                gained += gain
            continue
        j = draw(rng, n)
        b = group[j]
        if a == b:
            continue
        gain = sums[b, i] - sums[a, i] + sums[a, j] - sums[b, j] - 2.0 * distance[i, j]
        if gain > 0 or (gain > -20.0 * heat and chance(rng) < math.exp(gain / heat)):
            trade(distance, sums, group, i, j)
            gained += gain
    return gained + climb(distance, sums, group, size, low, high)


@inner
def climb(distance, sums, group, size, low, high):
    """Take every exchange and move that gains until there is none."""
    n = distance.shape[0]
    gained = 0.0
    better = True
    while better:
        better = False
        for i in range(n):
            for b in range(size.shape[0]):
                a = group[i]
                gain = sums[b, i] - sums[a, i]
                if b != a and gain > 1e-7 and size[a] > low[a] and size[b] < high[b]:
                    shift(distance, sums, group, size, i, b)
                    gained += gain
                    better = True
            for j in range(i):
                a = group[i]
                b = group[j]
                if a == b:
                    continue
                gain = sums[b, i] - sums[a, i] + sums[a, j] - sums[b, j] - 2.0 * distance[i, j]
                if gain > 1e-7:
                    trade(distance, sums, group, i, j)
                    gained += gain
                    better = True
    return gained
