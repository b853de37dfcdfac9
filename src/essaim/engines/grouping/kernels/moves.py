"""Single moves: what each would cost, whether it keeps every rule, and making it."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

import numpy as np

from . import NONE, ORDINARY, holding, inner
from .state import (
    alone_in_unit,
    away_from_anchor,
    bound_to,
    draw,
    free_at,
    join,
    leave,
    lone_if_joined,
    lone_if_left,
    lone_if_swapped,
    sits_at,
    size_cost,
)

REFUSED = np.int64(1) << 60


@inner
def swap_cost(m, s, i, a, j, b):
    """Change of the objective if i of table a and j of b exchange seats; REFUSED when a rule forbids it."""
    if m.can[i, s.cell[b]] == 0 or m.can[j, s.cell[a]] == 0:
        return REFUSED
    if bound_to(m, i, a) or bound_to(m, j, b) or not alone_in_unit(m, i) or not alone_in_unit(m, j):
        return REFUSED
    li = s.leads[i]
    lj = s.leads[j]
    many = s.taken[i] + m.away_count[i] > 1 or s.taken[j] + m.away_count[j] > 1
    if li != lj and (many or (li == 1 and m.offers[j] < 1) or (lj == 1 and m.offers[i] < 1)):
        return REFUSED
    slot_a = m.slot[s.cell[a]]
    slot_b = m.slot[s.cell[b]]
    if many:
        if sits_at(s, i, b) or sits_at(s, j, a):
            return REFUSED
        if not free_at(m, s, i, slot_b, a) or not free_at(m, s, j, slot_a, b):
            return REFUSED
    p = m.pair[i, j]
    gain_i = s.sum[b, i] - p
    gain_j = s.sum[a, j] - p
    if gain_i >= m.hard or gain_j >= m.hard:
        return REFUSED
    change = np.int64(gain_i) + gain_j - s.sum[a, i] - s.sum[b, j]
    if slot_a != slot_b:
        change += m.dislike[i, slot_b] - m.dislike[i, slot_a] + m.dislike[j, slot_a] - m.dislike[j, slot_b]
    if m.lone.shape[1] > 0:
        change += m.lone_weight * (lone_if_swapped(m, s, a, i, j) + lone_if_swapped(m, s, b, j, i))
    if many:
        change += moved_if(m, s, i, a, b) + moved_if(m, s, j, b, a)
    else:
        change += away_from_anchor(m, s, i, b) - away_from_anchor(m, s, i, a)
        change += away_from_anchor(m, s, j, a) - away_from_anchor(m, s, j, b)
    return change


@inner
def moved_if(m, s, i, a, b):
    """Change in what i's moves cost if they sat at b in place of a."""
    g = m.present[i]
    if g < 0:
        return 0
    for t in range(s.taken[i]):
        if s.tables[i, t] != a and s.tables[i, t] == s.anchor[g]:
            return 0
    before = 0 if s.anchor[g] == a else m.move_weight
    after = 0 if s.anchor[g] == b else m.move_weight
    return after - before


@inner
def swap(m, s, i, a, j, b):
    """Exchange the seats of i at a and j at b, each taking the other's part there."""
    li = s.leads[i]
    lj = s.leads[j]
    leave(m, s, i, a)
    leave(m, s, j, b)
    join(m, s, i, b, lj)
    join(m, s, j, a, li)


@inner
def replace_cost(m, s, i, a, j):
    """The same if j, who has no seat, takes the one of i at table a and i has none."""
    if m.can[j, s.cell[a]] == 0 or bound_to(m, i, a) or s.taken[i] + m.away_count[i] > 1:
        return REFUSED
    if not alone_in_unit(m, i) or not alone_in_unit(m, j) or m.away_count[j] > 0:
        return REFUSED
    if s.leads[i] == 1 and m.offers[j] < 1:
        return REFUSED
    gain = s.sum[a, j] - m.pair[i, j]
    if gain >= m.hard:
        return REFUSED
    slot = m.slot[s.cell[a]]
    change = np.int64(gain) - s.sum[a, i] + m.dislike[j, slot] - m.dislike[i, slot]
    if m.lone.shape[1] > 0:
        change += m.lone_weight * lone_if_swapped(m, s, a, i, j)
    return change + away_from_anchor(m, s, j, a) - away_from_anchor(m, s, i, a)


@inner
def replace(m, s, i, a, j):
    """Give the seat of i at table a to j."""
    leads = s.leads[i]
    leave(m, s, i, a)
    join(m, s, j, a, leads)


@inner
def may_give(m, s, i, a):
    """Whether table a can spare i."""
    if s.size[a] <= m.low[a] or bound_to(m, i, a) or not alone_in_unit(m, i):
        return False
    if s.leads[i] == 1:
        return s.taken[i] + m.away_count[i] == 1 and s.leaders[a] > m.few[a]
    return True


@inner
def may_take(m, s, i, b):
    """Whether table b has a seat for i that breaks no rule of the table."""
    return s.size[b] < m.high[b] and m.can[i, s.cell[b]] == 1 and s.sum[b, i] < m.hard


@inner
def move_cost(m, s, i, a, b):
    """Change of the objective if i leaves a for an ordinary seat at b."""
    if not may_give(m, s, i, a) or not may_take(m, s, i, b):
        return REFUSED
    change = np.int64(s.sum[b, i]) - s.sum[a, i]
    change += size_cost(m, s.size[a] - 1) - size_cost(m, s.size[a])
    change += size_cost(m, s.size[b] + 1) - size_cost(m, s.size[b])
    change += m.dislike[i, m.slot[s.cell[b]]] - m.dislike[i, m.slot[s.cell[a]]]
    if m.lone.shape[1] > 0:
        change += m.lone_weight * (lone_if_left(m, s, a, i) + lone_if_joined(m, s, b, i))
    return change + away_from_anchor(m, s, i, b) - away_from_anchor(m, s, i, a)


@inner
def seat_cost(m, s, i, b):
    """Change of the objective, seating aside, if i with no seat sat at b; room and rules are checked."""
    if m.away_count[i] > 0 or not may_take(m, s, i, b):
        return REFUSED
    change = np.int64(s.sum[b, i]) + size_cost(m, s.size[b] + 1) - size_cost(m, s.size[b])
    change += m.dislike[i, m.slot[s.cell[b]]] + m.lone_weight * lone_if_joined(m, s, b, i)
    return change + away_from_anchor(m, s, i, b)


@inner
def cell_cost(m, s, c, k):
    """Change of the objective if table c meets in cell k."""
    old = s.cell[c]
    owner = m.lock[c] if m.lock[c] >= 0 else NONE
    if k == old or m.owner[k] != owner:
        return REFUSED
    slot = m.slot[k]
    change = np.int64(0)
    for p in range(s.size[c]):
        i = s.seats[c, p]
        if m.can[i, k] == 0:
            return REFUSED
        if s.leads[i] == 1 and slot != m.slot[old] and not free_at(m, s, i, slot, c):
            return REFUSED
        change += m.dislike[i, slot] - m.dislike[i, m.slot[old]]
    return change


@inner
def set_cell(m, s, c, k, change):
    """Let table c meet in cell k, a change that `cell_cost` has weighed."""
    s.cell[c] = k
    s.total[0] += change


@inner
def pass_lead(m, s, rng, c):
    """Let somebody else at table c facilitate it in place of one who leads it alone; costs nothing."""
    i = s.seats[c, draw(rng, s.size[c])]
    j = s.seats[c, draw(rng, s.size[c])]
    if s.leads[i] == 0 or s.leads[j] == 1 or m.offers[j] < 1:
        return
    if s.taken[i] + m.away_count[i] > 1 or bound_to(m, i, c) or bound_to(m, j, c):
        return
    s.leads[i] = 0
    s.leads[j] = 1


@inner
def unit_may_go(m, s, u):
    """Whether a whole unit has ordinary, unlocked seats at one table, or no seat at all."""
    for p in range(m.unit_start[u], m.unit_start[u + 1]):
        i = m.unit_people[p]
        if s.taken[i] > 1 or s.leads[i] == 1 or m.away_count[i] > 0:
            return False
        if s.taken[i] == 1 and bound_to(m, i, s.tables[i, 0]):
            return False
    return True


@inner
def unit_fits(m, s, u, b):
    """Whether everyone of a unit may sit at table b, room aside."""
    for p in range(m.unit_start[u], m.unit_start[u + 1]):
        i = m.unit_people[p]
        if m.can[i, s.cell[b]] == 0 or s.sum[b, i] >= m.hard:
            return False
    return True


@inner
def unit_join(m, s, u, b):
    for p in range(m.unit_start[u], m.unit_start[u + 1]):
        join(m, s, m.unit_people[p], b, ORDINARY)


@inner
def unit_leave(m, s, u, a):
    for p in range(m.unit_start[u], m.unit_start[u + 1]):
        leave(m, s, m.unit_people[p], a)


@holding
def unit_step(m, s, rng, u, b, limit):
    """Try to bring unit u to table b, people of b going where u was if there is no room.

    Kept when the objective rises by less than `limit`; otherwise everything is as before. Returns whether
    it was kept.
    """
    first = m.unit_people[m.unit_start[u]]
    a = s.tables[first, 0] if s.taken[first] == 1 else NONE
    weight = m.unit_start[u + 1] - m.unit_start[u]
    if a == b or not unit_may_go(m, s, u) or weight > m.high[b]:
        return False
    before = s.total[0]
    if a >= 0:
        unit_leave(m, s, u, a)
    others = np.empty(weight, np.int64)
    n = 0
    tries = 0
    while (
        n < weight and (s.size[b] + weight > m.high[b] or (a >= 0 and s.size[a] < m.low[a]))
    ) and tries < 8 * weight:
        tries += 1
        if s.size[b] == 0:
            break
        j = s.seats[b, draw(rng, s.size[b])]
        if s.leads[j] == 1 or bound_to(m, j, b) or not alone_in_unit(m, j):
            continue
        if a >= 0 and not may_take(m, s, j, a):
            continue
        leave(m, s, j, b)
        if a >= 0:
            join(m, s, j, a, ORDINARY)
        others[n] = j
        n += 1
    fine = s.size[b] + weight <= m.high[b] and s.size[b] + weight >= m.low[b] and unit_fits(m, s, u, b)
    fine = fine and (a < 0 or s.size[a] >= m.low[a])
    if fine:
        unit_join(m, s, u, b)
        if s.total[0] - before < limit:
            return True
        unit_leave(m, s, u, b)
    for p in range(n):
        if a >= 0:
            leave(m, s, others[p], a)
        join(m, s, others[p], b, ORDINARY)
    if a >= 0:
        unit_join(m, s, u, a)
    return False
