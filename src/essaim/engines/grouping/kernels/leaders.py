"""Finding facilitators for a table."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

import numpy as np

from . import LEADING, NONE, ORDINARY, inner
from .moves import may_give, may_take, unit_fits
from .state import draw, free_at, join, leave, sits_at


@inner
def could_lead(m, s, i, c):
    """Whether i, without a seat or already facilitating, could also facilitate table c."""
    if s.size[c] >= m.high[c] or s.taken[i] + m.away_count[i] >= m.offers[i] or m.can[i, s.cell[c]] == 0:
        return False
    if s.taken[i] > 0 and s.leads[i] == 0:
        return False
    if s.taken[i] >= s.tables.shape[1] or sits_at(s, i, c) or s.sum[c, i] >= m.hard:
        return False
    return free_at(m, s, i, m.slot[s.cell[c]], NONE)


@inner
def add_leader(m, s, c):
    """Fill a seat of table c with a facilitator of another; returns whether one was found."""
    if s.leaders[c] >= m.many:
        return False
    for i in range(s.taken.shape[0]):
        if s.leads[i] == 1 and s.taken[i] > 0 and could_lead(m, s, i, c):
            join(m, s, i, c, LEADING)
            return True
    return False


@inner
def seat_leader(m, s, i, c):
    """Seat i as facilitator of table c, with their unit if they had no seat."""
    if s.taken[i] == 1 and s.leads[i] == 0:
        leave(m, s, i, s.tables[i, 0])
    u = m.unit[i]
    first_table = s.taken[i] == 0 and m.away_count[i] == 0
    join(m, s, i, c, LEADING)
    if first_table:
        for p in range(m.unit_start[u], m.unit_start[u + 1]):
            j = m.unit_people[p]
            if j != i:
                join(m, s, j, c, ORDINARY)


@inner
def find_leader(m, s, rng, c):
    """Give table c a facilitator, drawn among those who could come; returns whether there was one."""
    best = NONE
    best_rank = 0
    for i in range(s.taken.shape[0]):
        if m.offers[i] < 1:
            continue
        if s.taken[i] == 1 and s.leads[i] == 0:
            a = s.tables[i, 0]
            if a == c or not may_take(m, s, i, c) or not may_give(m, s, i, a):
                continue
            rank = 1000
        elif could_lead(m, s, i, c):
            u = m.unit[i]
            weight = m.unit_start[u + 1] - m.unit_start[u]
            comes_along = weight > 1 and s.taken[i] == 0
            if comes_along and (s.size[c] + weight > m.high[c] or not unit_fits(m, s, u, c)):
                continue
            rank = 2000
        else:
            continue
        rank += draw(rng, np.int64(1500))
        if rank > best_rank:
            best_rank = rank
            best = i
    if best < 0:
        return False
    seat_leader(m, s, best, c)
    return True


@inner
def promote(m, s, c):
    """Let people who sit at table c facilitate it, as long as it lacks facilitators."""
    for p in range(s.size[c]):
        i = s.seats[c, p]
        if s.leaders[c] >= m.few[c]:
            return
        if s.leads[i] == 0 and m.offers[i] > 0:
            s.leads[i] = 1
            s.leaders[c] += 1
