"""Larger steps: closing tables, opening others in cells of their own, and seating everyone again."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

import numpy as np

from . import NONE, ORDINARY, holding, inner, kernel
from .anneal import accepts, anneal, list_open, polish
from .closing import all_fit, close, close_gap, drop_unfit, may_close
from .leaders import add_leader, find_leader, promote
from .moves import REFUSED, may_give, move_cost
from .state import copy_state, draw, join, leave, moved, moves_made, set_anchor, settle_anchors, worth
from .waiting import eject, people_waiting, seat_round, seat_waiting


@inner
def draw_in(m, s, c, tables, n_open):
    """Bring people from tables that can spare them until table c is large enough; returns whether it is."""
    while s.size[c] < m.low[c]:
        best = REFUSED
        best_person = NONE
        best_table = NONE
        for q in range(n_open):
            a = tables[q]
            if a == c or s.size[a] <= m.low[a]:
                continue
            for p in range(s.size[a]):
                i = s.seats[a, p]
                if m.can[i, s.cell[c]] == 0:
                    continue
                change = move_cost(m, s, i, a, c)
                if change < best:
                    best = change
                    best_person, best_table = i, a
        if best_person >= 0:
            leave(m, s, best_person, best_table)
            join(m, s, best_person, c, ORDINARY)
        elif not add_leader(m, s, c):
            return False
    return True


@inner
def open_table(m, s, rng, waiting, n, tries):
    """Open a table in a cell that suits many of those waiting, with its facilitators; -1 if none could be."""
    c = NONE
    for t in range(s.cell.shape[0]):
        if s.cell[t] < 0 and m.lock[t] < 0:
            c = t
            break
    if c < 0 or m.slot.shape[0] == 0:
        return NONE
    best, best_cell = np.int64(0), NONE
    for _ in range(tries):
        k = draw(rng, m.slot.shape[0])
        if m.owner[k] >= 0:
            continue
        fits = np.int64(0)
        for p in range(n):
            if s.taken[waiting[p]] == 0 and m.can[waiting[p], k] == 1:
                fits += 1
        if fits > best:
            best, best_cell = fits, k
    if best_cell < 0:
        return NONE
    s.cell[c] = best_cell
    while s.leaders[c] < m.few[c]:
        if not find_leader(m, s, rng, c):
            close(m, s, c)
            return NONE
    return c


@kernel
def mend(m, s, rng, waiting, tables):
    """Complete or close tables too small or without facilitators, then seat who can be: every rule holds."""
    for _ in range(3):
        n_open = list_open(s, tables)
        n = people_waiting(m, s, rng, waiting)
        seat_waiting(m, s, rng, waiting, n, tables, n_open)
        closed = False
        for q in range(n_open):
            c = tables[q]
            promote(m, s, c)
            while s.leaders[c] < m.few[c] and s.size[c] < m.high[c]:
                if not find_leader(m, s, rng, c):
                    break
            fine = draw_in(m, s, c, tables, n_open)
            if (not fine or s.leaders[c] < m.few[c]) and may_close(m, s, c):
                close(m, s, c)
                closed = True
                n_open = close_gap(tables, n_open, q)
                break
        if not closed:
            break
    drop_unfit(m, s)
    n_open = list_open(s, tables)
    n = people_waiting(m, s, rng, waiting)
    seat_waiting(m, s, rng, waiting, n, tables, n_open)
    eject(m, s, waiting, n, tables, n_open)
    if m.cap >= 0:
        keep_cap(m, s)


@holding
def keep_cap(m, s):
    """Unseat people, then close tables, until no more have moved than allowed."""
    settle_anchors(m, s)
    while moves_made(s) > m.cap:
        worst, worst_count = NONE, np.int64(0)
        unseated = False
        for c in range(s.cell.shape[0]):
            count = 0
            for p in range(s.size[c] - 1, -1, -1):
                i = s.seats[c, p]
                if moved(m, s, i) > 0:
                    count += 1
                    if moves_made(s) > m.cap and may_give(m, s, i, c):
                        leave(m, s, i, c)
                        unseated = True
            if count > worst_count and may_close(m, s, c):
                worst, worst_count = c, count
        if not unseated:
            if worst < 0:
                return
            close(m, s, worst)
            drop_unfit(m, s)
        settle_anchors(m, s)


@holding
def shake(m, s, rng, touched, waiting, tables):
    """Close up to three tables, open others and seat everyone again; returns how many tables were opened."""
    n_open = list_open(s, tables)
    groups = s.anchor.shape[0]
    if groups > 0 and n_open > 0 and draw(rng, np.int64(2)) == 0:
        set_anchor(m, s, draw(rng, groups), tables[draw(rng, n_open)])
    closing = min(draw(rng, np.int64(4)), n_open)
    for _ in range(closing):
        c = tables[draw(rng, n_open)]
        if s.cell[c] >= 0 and may_close(m, s, c):
            close(m, s, c)
    opening = max(closing + draw(rng, np.int64(3)) - 1, 0)
    if closing == 0 and opening == 0:
        opening = 1
    n = people_waiting(m, s, rng, waiting)
    opened = 0
    for _ in range(opening):
        c = open_table(m, s, rng, waiting, n, 2 + draw(rng, np.int64(8)))
        if c >= 0 and opened < touched.shape[0]:
            touched[opened] = c
            opened += 1
            seat_round(m, s, rng, c, waiting, n)
    mend(m, s, rng, waiting, tables)
    return opened


@kernel
def shake_often(m, s, best, spare, rng, heat, times, units):
    """Shake and descend `times` times, accepting at temperature `heat`; `best` holds the best seen."""
    waiting = np.empty(s.taken.shape[0], np.int64)
    tables = np.empty(s.cell.shape[0], np.int64)
    touched = np.empty(4, np.int64)
    copy_state(s, spare)
    for _ in range(times):
        opened = shake(m, s, rng, touched, waiting, tables)
        anneal(m, s, rng, heat, heat / 8.0, 16 * s.taken.shape[0] if s.taken.shape[0] < 128 else 2048, units)
        n_open = list_open(s, tables)
        for p in range(opened):
            if s.cell[touched[p]] >= 0:
                polish(m, s, touched[p], tables, n_open)
        settle_anchors(m, s)
        change = worth(m, s.total[0]) - worth(m, spare.total[0])
        if all_fit(m, s) and accepts(rng, change, heat):
            copy_state(s, spare)
            if worth(m, s.total[0]) < worth(m, best.total[0]):
                copy_state(s, best)
        else:
            copy_state(spare, s)
    copy_state(spare, s)


@kernel
def cool(m, s, best, rng, hot, cold, steps, units):
    """Anneal from state s, then descend. `best` is replaced when something better was seen."""
    anneal(m, s, rng, hot, cold, steps, units)
    tables = np.empty(s.cell.shape[0], np.int64)
    n_open = list_open(s, tables)
    for p in range(n_open):
        polish(m, s, tables[p], tables, n_open)
    settle_anchors(m, s)
    if worth(m, s.total[0]) < worth(m, best.total[0]):
        copy_state(s, best)
