"""Costs of pairs, and seating everybody of an empty state."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

import numpy as np

from . import inner, kernel
from .state import join


@kernel
def pair_costs(people, codes, weights, met_start, met_names, met_weight):
    """Cost of each two of these people at one table (m × m), apart left out."""
    n = people.shape[0]
    cost = np.zeros((n, n), np.int32)
    for x in range(n):
        i = people[x]
        for y in range(x):
            j = people[y]
            total = 0
            for a in range(weights.shape[0]):
                if codes[i, a] >= 0 and codes[j, a] >= 0:
                    if weights[a] > 0 and codes[i, a] == codes[j, a]:
                        total += weights[a]
                    elif weights[a] < 0 and codes[i, a] != codes[j, a]:
                        total -= weights[a]
            if met_weight > 0:
                total += met_weight * shared(
                    met_names, met_start[i], met_start[i + 1], met_start[j], met_start[j + 1]
                )
            cost[x, y] = total
            cost[y, x] = total
    return cost


@inner
def shared(names, a, a_end, b, b_end):
    """How many names two sorted stretches have in common."""
    n = 0
    while a < a_end and b < b_end:
        if names[a] == names[b]:
            n += 1
            a += 1
            b += 1
        elif names[a] < names[b]:
            a += 1
        else:
            b += 1
    return n


@kernel
def seat_all(m, s, cells, sizes, seats, leads):
    """Seat everyone of `seats` (tables × widest, with `leads` alike) in an empty state."""
    for c in range(cells.shape[0]):
        s.cell[c] = cells[c]
        for p in range(sizes[c]):
            join(m, s, seats[c, p], c, leads[c, p])
