"""Seating those who have no seat."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

import numpy as np

from . import NONE, ORDINARY, holding, inner
from .moves import REFUSED, may_take, seat_cost, unit_fits, unit_join
from .state import alone_in_unit, bound_to, draw, join, leave


@inner
def people_waiting(m, s, rng, waiting):
    """Write the first person of each unit without a seat, in random order; returns how many."""
    n = 0
    for i in range(s.taken.shape[0]):
        if s.taken[i] == 0 and m.away_count[i] == 0 and m.unit_people[m.unit_start[m.unit[i]]] == i:
            waiting[n] = i
            n += 1
    for p in range(n - 1, 0, -1):
        q = draw(rng, p + 1)
        waiting[p], waiting[q] = waiting[q], waiting[p]
    return n


@inner
def unit_cost(m, s, u, b):
    """What seating a whole unit at table b would cost; REFUSED without room or against a rule."""
    first = m.unit_start[u]
    weight = m.unit_start[u + 1] - first
    if weight == 1:
        return seat_cost(m, s, m.unit_people[first], b)
    if s.size[b] + weight > m.high[b] or not unit_fits(m, s, u, b):
        return REFUSED
    change = np.int64(0)
    for p in range(first, first + weight):
        change += s.sum[b, m.unit_people[p]] + m.dislike[m.unit_people[p], m.slot[s.cell[b]]]
    return change


@holding
def fewest_first(choices, n, most):
    """The order of `choices` from few to many, equals as they come (a counting sort)."""
    first = np.zeros(most + 2, np.int64)
    for p in range(n):
        first[choices[p] + 1] += 1
    for c in range(1, most + 2):
        first[c] += first[c - 1]
    order = np.empty(n, np.int64)
    for p in range(n):
        order[first[choices[p]]] = p
        first[choices[p]] += 1
    return order


@holding
def seat_waiting(m, s, rng, waiting, n, tables, n_open):
    """Seat those waiting, the hardest to place first, where it costs least; tables too small come first."""
    choices = np.zeros(n, np.int64)
    for p in range(n):
        for q in range(n_open):
            if unit_fits(m, s, m.unit[waiting[p]], tables[q]):
                choices[p] += 1
    order = fewest_first(choices, n, n_open)
    for o in range(n):
        i = waiting[order[o]]
        if s.taken[i] > 0 or choices[order[o]] == 0:
            continue
        u = m.unit[i]
        best = REFUSED
        best_table = NONE
        for q in range(n_open):
            change = unit_cost(m, s, u, tables[q])
            if change == REFUSED:
                continue
            if s.size[tables[q]] < m.low[tables[q]]:
                change -= 1 << 20
            if change < best:
                best = change
                best_table = tables[q]
        if best_table >= 0:
            unit_join(m, s, u, best_table)


@inner
def eject(m, s, waiting, n, tables, n_open):
    """Seat who is still waiting in the place of somebody who can sit at another table."""
    for p in range(n):
        i = waiting[p]
        if s.taken[i] > 0 or not alone_in_unit(m, i) or m.away_count[i] > 0:
            continue
        best = REFUSED
        from_table, other, to_table = NONE, NONE, NONE
        for q in range(n_open):
            c = tables[q]
            if m.can[i, s.cell[c]] == 0:
                continue
            for r in range(s.size[c]):
                j = s.seats[c, r]
                if s.leads[j] == 1 or bound_to(m, j, c) or not alone_in_unit(m, j):
                    continue
                if s.sum[c, i] - m.pair[i, j] >= m.hard:
                    continue
                for q2 in range(n_open):
                    b = tables[q2]
                    if b != c and may_take(m, s, j, b):
                        change = np.int64(s.sum[b, j]) - s.sum[c, j] + s.sum[c, i] - m.pair[i, j]
                        if change < best:
                            best = change
                            from_table, other, to_table = c, j, b
        if from_table >= 0:
            leave(m, s, other, from_table)
            join(m, s, i, from_table, ORDINARY)
            join(m, s, other, to_table, ORDINARY)


@inner
def seat_round(m, s, rng, c, waiting, n):
    """Seat around a new table those waiting whom it suits best, up to the target, some left out at random."""
    goal = min(m.high[c], max(m.low[c], m.target - 1 + draw(rng, np.int64(3))))
    while s.size[c] < goal:
        best = REFUSED
        best_unit = NONE
        for p in range(n):
            i = waiting[p]
            if s.taken[i] > 0 or m.can[i, s.cell[c]] == 0:
                continue
            change = unit_cost(m, s, m.unit[i], c)
            if change != REFUSED:
                change += draw(rng, np.int64(8))
                if change < best:
                    best, best_unit = change, m.unit[i]
        if best_unit < 0:
            return
        unit_join(m, s, best_unit, c)
