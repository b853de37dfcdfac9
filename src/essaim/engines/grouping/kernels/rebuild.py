"""Larger steps: closing tables, opening others in cells of their own, and seating everyone again."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

import numpy as np

from . import LEADING, NONE, ORDINARY, holding, inner, kernel
from .anneal import accepts, anneal, list_open, polish
from .moves import REFUSED, may_give, may_take, move_cost, seat_cost, unit_fits, unit_join
from .state import (
    alone_in_unit,
    bound_to,
    copy_state,
    draw,
    free_at,
    join,
    leave,
    moved,
    moves_made,
    set_anchor,
    settle_anchors,
    sits_at,
    worth,
)


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
def unseat_unit(m, s, u):
    """Take everyone of a unit away from every table."""
    for p in range(m.unit_start[u], m.unit_start[u + 1]):
        i = m.unit_people[p]
        while s.taken[i] > 0:
            leave(m, s, i, s.tables[i, s.taken[i] - 1])


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


@inner
def close_gap(tables, n_open, q):
    for p in range(q, n_open - 1):
        tables[p] = tables[p + 1]
    return n_open - 1


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
