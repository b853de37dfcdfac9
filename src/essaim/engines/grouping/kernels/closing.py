"""Closing tables: what may be closed, and what must be."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

from . import inner
from .state import alone_in_unit, leave, sits_at


@inner
def partner_at(m, s, i, c):
    """Whether somebody who must be with i sits at table c."""
    u = m.unit[i]
    for p in range(m.unit_start[u], m.unit_start[u + 1]):
        j = m.unit_people[p]
        if j != i and sits_at(s, j, c):
            return True
    return False


@inner
def unseat_unit(m, s, u):
    """Take everyone of a unit away from every table."""
    for p in range(m.unit_start[u], m.unit_start[u + 1]):
        i = m.unit_people[p]
        while s.taken[i] > 0:
            leave(m, s, i, s.tables[i, s.taken[i] - 1])


@inner
def close(m, s, c):
    """Close table c; who facilitates elsewhere keeps those tables, unless others of their unit sat here."""
    p = 0
    while p < s.size[c]:
        i = s.seats[c, p]
        if partner_at(m, s, i, c):
            unseat_unit(m, s, m.unit[i])
            p = 0
        else:
            p += 1
    while s.size[c] > 0:
        leave(m, s, s.seats[c, s.size[c] - 1], c)
    s.cell[c] = -1


@inner
def may_close(m, s, c):
    """Whether table c may be closed: it is not locked, and no unit there reaches outside this block."""
    if m.lock[c] >= 0:
        return False
    for p in range(s.size[c]):
        i = s.seats[c, p]
        if m.away_count[i] > 0 and not alone_in_unit(m, i):
            return False
    return True


@inner
def close_gap(tables, n_open, q):
    for p in range(q, n_open - 1):
        tables[p] = tables[p + 1]
    return n_open - 1


@inner
def unfit(m, s, c):
    """Whether table c is too small or lacks facilitators; a locked one never counts as such."""
    return m.lock[c] < 0 and (s.size[c] < m.low[c] or s.leaders[c] < m.few[c])


@inner
def all_fit(m, s):
    """Whether every open table holds the rules of size and facilitators."""
    for c in range(s.cell.shape[0]):  # noqa: SIM110 - compiled: all() of a generator is not
        if s.cell[c] >= 0 and unfit(m, s, c):
            return False
    return True


@inner
def drop_unfit(m, s):
    """Close every table, locked ones aside, that is too small or lacks facilitators."""
    again = True
    while again:
        again = False
        for c in range(s.cell.shape[0]):
            if s.cell[c] >= 0 and unfit(m, s, c) and may_close(m, s, c):
                close(m, s, c)
                again = True
