"""What each table costs, part by part."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

import numpy as np

from . import inner, kernel
from .filling import shared

MIX, SHARE, MET, SIZE, PREFERRED, ALONE = 0, 1, 2, 3, 4, 5
PARTS = 6


@inner
def pairs_of(parts, codes, weights, i, j):
    """Add what two people at one table cost for what they hold."""
    for a in range(weights.shape[0]):
        if codes[i, a] >= 0 and codes[j, a] >= 0:
            if weights[a] > 0 and codes[i, a] == codes[j, a]:
                parts[MIX] += weights[a]
            elif weights[a] < 0 and codes[i, a] != codes[j, a]:
                parts[SHARE] -= weights[a]


@inner
def held_alone(lone, people, i):
    """How many values i holds that nobody else of these people does."""
    count = 0
    for a in range(lone.shape[1]):
        holders = 0
        for p in range(people.shape[0]):
            holders += lone[people[p], a] == lone[i, a]
        count += lone[i, a] >= 0 and holders == 1
    return count


@kernel
def parts_of_tables(start, people, codes, weights, met_start, met_names, met_weight, lone, lone_weight):
    """Cost of what people hold and of whom they met, a row for each table (tables × PARTS).

    Those of table c are people[start[c] : start[c + 1]].
    """
    parts = np.zeros((start.shape[0] - 1, PARTS), np.int64)
    for c in range(parts.shape[0]):
        here = people[start[c] : start[c + 1]]
        for p in range(here.shape[0]):
            i = here[p]
            parts[c, ALONE] += lone_weight * held_alone(lone, here, i)
            for q in range(p):
                j = here[q]
                pairs_of(parts[c], codes, weights, i, j)
                if met_weight > 0:
                    parts[c, MET] += met_weight * shared(
                        met_names, met_start[i], met_start[i + 1], met_start[j], met_start[j + 1]
                    )
    return parts
