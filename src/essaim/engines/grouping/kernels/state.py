"""The arrays a block of the search works on, and the steps that change them exactly.

m people, C tables (some closed), K cells, S slots. Every step keeps `State.total[0]`, the weighted objective,
`State.total[1]`, the number of people unplaced, and `State.sum`, what each person would cost beside the
people of each table, up to date.
"""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import inner, kernel

UNPLACED = 1 << 44  # what somebody without a place weighs
MOVE = 1 << 32  # what a move weighs when moves count before the cost
FORBIDDEN = 1 << 52  # what a move too many weighs


class Model(NamedTuple):
    """What does not change during a search."""

    pair: NDArray[np.int32]  # m × m: cost of two people at one table, `hard` when they must be apart
    can: NDArray[np.uint8]  # m × K
    dislike: NDArray[np.int32]  # m × S
    slot: NDArray[np.int64]  # K
    owner: NDArray[np.int64]  # K: locked table whose cell this is, -1 for everybody's
    offers: NDArray[np.int64]  # m
    away: NDArray[np.uint8]  # m × S: tables led outside this block
    away_count: NDArray[np.int64]  # m
    present: NDArray[np.int64]  # m: present circle, -1 without
    lone: NDArray[np.int64]  # m × B
    unit: NDArray[np.int64]  # m
    unit_start: NDArray[np.int64]
    unit_people: NDArray[np.int64]
    fixed: NDArray[np.uint8]  # m: may not leave a locked table
    lock: NDArray[np.int64]  # C: locked circle, -1 for others
    low: NDArray[np.int64]  # C
    high: NDArray[np.int64]  # C
    few: NDArray[np.int64]  # C: fewest facilitators
    many: int
    target: int
    at_once: int
    size_weight: int
    lone_weight: int
    move_weight: int
    out_weight: int
    hard: int
    cap: int  # most moves allowed, -1 for any number


class State(NamedTuple):
    """Who sits where."""

    cell: NDArray[np.int64]  # C: -1 when closed
    size: NDArray[np.int64]  # C
    leaders: NDArray[np.int64]  # C: number of facilitators
    seats: NDArray[np.int64]  # C × widest
    tables: NDArray[np.int64]  # m × most tables of one person
    taken: NDArray[np.int64]  # m: tables of each person
    leads: NDArray[np.int64]  # m: whether they facilitate at their tables
    sum: NDArray[np.int32]  # C × m
    held: NDArray[np.int64]  # C × values that must not be alone
    anchor: NDArray[np.int64]  # G: table that holds the largest part of each present circle
    total: NDArray[np.int64]  # objective, people unplaced


@inner
def draw(rng, below):
    """A whole number from 0 to below - 1 (splitmix64)."""
    rng[0] += np.uint64(0x9E3779B97F4A7C15)
    z = rng[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return np.int64(((z >> np.uint64(32)) * np.uint64(below)) >> np.uint64(32))


@inner
def chance(rng):
    """A number in [0, 1)."""
    return draw(rng, np.int64(1 << 30)) / (1 << 30)


@inner
def moves_made(s):
    """People moved, read from an objective in which each weighs MOVE."""
    return ((s.total[0] - (s.total[0] >> 44 << 44)) + (MOVE >> 1)) >> 32


@inner
def worth(m, total):
    """The objective itself, or with a cap on moves: moves cost nothing up to it, and are forbidden beyond."""
    if m.cap < 0:
        return total
    unplaced = (total + (UNPLACED >> 1)) >> 44
    rest = total - (unplaced << 44)
    moves = (rest + (MOVE >> 1)) >> 32
    return total - (moves << 32) + FORBIDDEN * max(moves - m.cap, 0)


@inner
def size_cost(m, size):
    if size == 0:
        return 0
    return m.size_weight * (size - m.target) * (size - m.target)


@inner
def lone_if_joined(m, s, c, i):
    """Change in the number of values held by one person alone if i joins table c."""
    change = 0
    for a in range(m.lone.shape[1]):
        v = m.lone[i, a]
        if v >= 0:
            n = s.held[c, v]
            change += 1 if n == 0 else (-1 if n == 1 else 0)
    return change


@inner
def lone_if_left(m, s, c, i):
    """Change in the number of values held by one person alone if i leaves table c."""
    change = 0
    for a in range(m.lone.shape[1]):
        v = m.lone[i, a]
        if v >= 0:
            n = s.held[c, v]
            change += -1 if n == 1 else (1 if n == 2 else 0)
    return change


@inner
def lone_if_swapped(m, s, c, i, j):
    """The same if j takes the seat of i at table c."""
    change = 0
    for a in range(m.lone.shape[1]):
        v = m.lone[i, a]
        w = m.lone[j, a]
        if v != w:
            if v >= 0:
                n = s.held[c, v]
                change += -1 if n == 1 else (1 if n == 2 else 0)
            if w >= 0:
                n = s.held[c, w]
                change += 1 if n == 0 else (-1 if n == 1 else 0)
    return change


@inner
def away_from_anchor(m, s, i, c):
    """What it costs that i, with one table c, is not with the largest part of their present circle."""
    g = m.present[i]
    if g >= 0 and s.anchor[g] != c:
        return m.move_weight
    return 0


@inner
def moved(m, s, i):
    """What i's moves cost at all their tables together."""
    g = m.present[i]
    if g < 0 or s.taken[i] == 0:
        return 0
    for t in range(s.taken[i]):
        if s.tables[i, t] == s.anchor[g]:
            return 0
    return m.move_weight


@inner
def join(m, s, i, c, leads):
    """Seat i at table c, as facilitator or not."""
    size = s.size[c]
    change = np.int64(s.sum[c, i]) + size_cost(m, size + 1) - size_cost(m, size)
    change += m.dislike[i, m.slot[s.cell[c]]] + m.lone_weight * lone_if_joined(m, s, c, i)
    before = moved(m, s, i)
    if s.taken[i] == 0 and m.away_count[i] == 0:
        change -= m.out_weight
        s.total[1] -= 1
    s.seats[c, size] = i
    s.size[c] = size + 1
    s.tables[i, s.taken[i]] = c
    s.taken[i] += 1
    s.leads[i] = leads
    s.leaders[c] += leads
    change += moved(m, s, i) - before
    for a in range(m.lone.shape[1]):
        if m.lone[i, a] >= 0:
            s.held[c, m.lone[i, a]] += 1
    row = s.sum[c]
    costs = m.pair[i]
    for j in range(row.shape[0]):
        row[j] += costs[j]
    s.total[0] += change


@inner
def leave(m, s, i, c):
    """Take i away from table c."""
    row = s.sum[c]
    costs = m.pair[i]
    for j in range(row.shape[0]):
        row[j] -= costs[j]
    change = np.int64(m.lone_weight) * lone_if_left(m, s, c, i)
    for a in range(m.lone.shape[1]):
        if m.lone[i, a] >= 0:
            s.held[c, m.lone[i, a]] -= 1
    before = moved(m, s, i)
    size = s.size[c]
    p = 0
    while s.seats[c, p] != i:
        p += 1
    s.seats[c, p] = s.seats[c, size - 1]
    s.size[c] = size - 1
    p = 0
    while s.tables[i, p] != c:
        p += 1
    for t in range(p, s.taken[i] - 1):
        s.tables[i, t] = s.tables[i, t + 1]
    s.taken[i] -= 1
    s.leaders[c] -= s.leads[i]
    if s.taken[i] == 0 and m.away_count[i] == 0:
        s.leads[i] = 0
        change += m.out_weight
        s.total[1] += 1
    change += moved(m, s, i) - before
    change += -np.int64(s.sum[c, i]) + size_cost(m, size - 1) - size_cost(m, size)
    change -= m.dislike[i, m.slot[s.cell[c]]]
    s.total[0] += change


@inner
def free_at(m, s, i, slot, but):
    """Whether i could lead one more table at a slot, table `but` not counted."""
    n = np.int64(m.away[i, slot])
    for t in range(s.taken[i]):
        c = s.tables[i, t]
        if c != but and m.slot[s.cell[c]] == slot:
            n += 1
    return n < m.at_once


@inner
def sits_at(s, i, c):
    """Whether i has a seat at table c."""
    for t in range(s.taken[i]):  # noqa: SIM110 - compiled: any() of a generator is not
        if s.tables[i, t] == c:
            return True
    return False


@inner
def bound_to(m, i, c):
    """Whether i is locked at table c."""
    return m.fixed[i] == 1 and m.lock[c] >= 0


@inner
def alone_in_unit(m, i):
    """Whether nobody must be with i."""
    u = m.unit[i]
    return m.unit_start[u + 1] - m.unit_start[u] == 1


@inner
def set_anchor(m, s, g, c):
    """Count the people of present circle g as staying at table c."""
    for i in range(s.taken.shape[0]):
        if m.present[i] == g:
            s.total[0] -= moved(m, s, i)
    s.anchor[g] = c
    for i in range(s.taken.shape[0]):
        if m.present[i] == g:
            s.total[0] += moved(m, s, i)


@inner
def copy_row(source, target):
    # A loop: assigning to a slice compiles everything that words the error of a wrong shape.
    for i in range(source.shape[0]):
        target[i] = source[i]


@inner
def copy_rows(source, target):
    for i in range(source.shape[0]):
        for j in range(source.shape[1]):
            target[i, j] = source[i, j]


@inner
def copy_state(source, target):
    """Write one state over another of the same shape."""
    copy_row(source.cell, target.cell)
    copy_row(source.size, target.size)
    copy_row(source.leaders, target.leaders)
    copy_rows(source.seats, target.seats)
    copy_rows(source.tables, target.tables)
    copy_row(source.taken, target.taken)
    copy_row(source.leads, target.leads)
    copy_rows(source.sum, target.sum)
    copy_rows(source.held, target.held)
    copy_row(source.anchor, target.anchor)
    copy_row(source.total, target.total)


@kernel
def settle_anchors(m, s):
    """Find again the table that holds the largest part of each present circle, and the cost of moves."""
    groups = s.anchor.shape[0]
    if groups == 0:
        return
    old = np.int64(0)
    for i in range(s.taken.shape[0]):
        old += moved(m, s, i)
    part = np.zeros((groups, s.cell.shape[0]), np.int32)
    for i in range(s.taken.shape[0]):
        if m.present[i] >= 0:
            for t in range(s.taken[i]):
                part[m.present[i], s.tables[i, t]] += 1
    for g in range(groups):
        best = s.anchor[g]
        for c in range(part.shape[1]):
            if best < 0 or part[g, c] > part[g, best]:
                best = c
        s.anchor[g] = best
    new = np.int64(0)
    for i in range(s.taken.shape[0]):
        new += moved(m, s, i)
    s.total[0] += new - old
