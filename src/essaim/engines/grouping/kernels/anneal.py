"""Annealing over single moves, and descent around a table."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

import math

import numpy as np

from . import NONE, ORDINARY, holding, inner
from .exchange import exchange, list_ordinary
from .moves import (
    REFUSED,
    cell_cost,
    move_cost,
    pass_lead,
    replace,
    replace_cost,
    seat_cost,
    set_cell,
    swap,
    swap_cost,
    unit_step,
)
from .state import alone_in_unit, chance, draw, join, leave, worth


@inner
def accepts(rng, change, heat):
    """Whether to keep a change at this temperature (Metropolis)."""
    if change <= 0:
        return True
    if heat <= 0.0 or change > 30.0 * heat:
        return False
    return chance(rng) < math.exp(-change / heat)


@inner
def keeps(m, s, rng, change, heat):
    """Whether to make a change that moves may be counted in."""
    if m.cap >= 0:
        change = worth(m, s.total[0] + change) - worth(m, s.total[0])
    return accepts(rng, change, heat)


@holding
def random_step(m, s, rng, open_tables, n_open, heat, units):
    """One random move, kept or not. `units` is the number of units of several people."""
    n = s.taken.shape[0]
    i = draw(rng, n)
    if units > 0 and not alone_in_unit(m, i):
        limit = 1 + np.int64(-heat * math.log(1.0 - chance(rng)))
        unit_step(m, s, rng, m.unit[i], open_tables[draw(rng, n_open)], limit)
        return
    kind = draw(rng, np.int64(16))
    if kind <= 5:
        c = open_tables[draw(rng, n_open)]
        k = draw(rng, m.slot.shape[0])
        change = cell_cost(m, s, c, k)
        if change != REFUSED and keeps(m, s, rng, change, heat):
            set_cell(m, s, c, k, change)
        pass_lead(m, s, rng, c)
        return
    if s.taken[i] == 0:
        seat_or_replace(m, s, rng, i, open_tables[draw(rng, n_open)], heat)
        return
    a = s.tables[i, draw(rng, s.taken[i])]
    b = suitable(m, s, rng, i, a, open_tables, n_open)
    if b < 0:
        return
    if kind <= 8:
        change = move_cost(m, s, i, a, b)
        if change != REFUSED and keeps(m, s, rng, change, heat):
            leave(m, s, i, a)
            join(m, s, i, b, ORDINARY)
        return
    j = NONE
    for _ in range(4):
        if s.size[b] > 0:
            j = s.seats[b, draw(rng, s.size[b])]
            if m.can[j, s.cell[a]] == 1:
                break
    if j < 0 or i == j:
        return
    change = swap_cost(m, s, i, a, j, b)
    if change != REFUSED and keeps(m, s, rng, change, heat):
        swap(m, s, i, a, j, b)


@inner
def suitable(m, s, rng, i, a, open_tables, n_open):
    """A random table other than a whose cell suits i; -1 if a few draws find none."""
    for _ in range(12):
        b = open_tables[draw(rng, n_open)]
        if b != a and m.can[i, s.cell[b]] == 1:
            return b
    return NONE


@inner
def seat_or_replace(m, s, rng, i, c, heat):
    """Seat i, who has no seat, at table c, in somebody's place if it is full."""
    if not alone_in_unit(m, i) or m.away_count[i] > 0:
        return
    change = seat_cost(m, s, i, c)
    if change != REFUSED:
        if keeps(m, s, rng, change - m.out_weight, heat):
            join(m, s, i, c, ORDINARY)
        return
    if s.size[c] == 0:
        return
    j = s.seats[c, draw(rng, s.size[c])]
    change = replace_cost(m, s, j, c, i)
    if change != REFUSED and keeps(m, s, rng, change, heat):
        replace(m, s, j, c, i)


@inner
def list_open(s, tables):
    """Write the open tables into `tables`; returns how many there are."""
    n = 0
    for c in range(s.cell.shape[0]):
        if s.cell[c] >= 0:
            tables[n] = c
            n += 1
    return n


@holding
def anneal(m, s, rng, hot, cold, steps, units):
    """Try `steps` random moves while the temperature falls from `hot` to `cold`."""
    tables = np.empty(s.cell.shape[0], np.int64)
    n_open = list_open(s, tables)
    if n_open == 0 or s.taken.shape[0] == 0:
        return
    ordinary = np.empty(s.taken.shape[0], np.uint8)
    list_ordinary(m, ordinary)
    plain = 60 if m.cap < 0 else 0  # of 64 steps; a cap on moves is known to the general step only
    heat = hot
    cooling = math.exp(math.log(cold / hot) * 64.0 / max(steps, 64)) if hot > 0 else 1.0
    for _ in range(0, steps, 64):
        exchange(m, s, rng, ordinary, tables, n_open, heat, plain)
        for _ in range(64 - plain):
            random_step(m, s, rng, tables, n_open, heat, units)
        heat *= cooling


@inner
def polish(m, s, a, tables, n_open):
    """Best moves and swaps for each person of table a until none lowers the cost; returns whether any did."""
    better = False
    p = 0
    while p < s.size[a]:
        i = s.seats[a, p]
        best = np.int64(0)
        best_table = NONE
        best_other = NONE
        for q in range(n_open):
            b = tables[q]
            if a == b or m.can[i, s.cell[b]] == 0:
                continue
            change = move_cost(m, s, i, a, b)
            if change < best:
                best, best_table, best_other = change, b, NONE
            for r in range(s.size[b]):
                j = s.seats[b, r]
                if j == i:
                    continue
                change = swap_cost(m, s, i, a, j, b)
                if change < best:
                    best, best_table, best_other = change, b, j
        if best_table < 0:
            p += 1
            continue
        better = True
        if best_other < 0:
            leave(m, s, i, a)
            join(m, s, i, best_table, ORDINARY)
        else:
            swap(m, s, i, a, best_other, best_table)
    return better
