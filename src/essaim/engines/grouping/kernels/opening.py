"""Tables opened one after the other, and rooms filled: a first answer in one pass over the people."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import NONE, inner, kernel

GLANCE = np.int64(32)  # tables of one cell looked at before one is chosen
MADE_ROOM = np.int64(1000)  # people for whom others are asked to make room: each costs a look at every table


class Kin(NamedTuple):
    """Kinds of people who sit alone, the scarcest (with the fewest cells) first."""

    fits: NDArray[np.uint8]  # T × K
    offers: NDArray[np.int64]  # T
    first: NDArray[np.int64]  # T: their people are people[first[t] : first[t] + left[t]]
    people: NDArray[np.int64]
    left: NDArray[np.int64]  # T: how many have no seat yet


class Lists(NamedTuple):
    """For each cell the kinds that fit: of those who offer nothing, then of those who do."""

    start: NDArray[np.int64]  # 2 × (K + 1)
    kinds: NDArray[np.int64]
    read: NDArray[np.int64]  # 2 × K: where the first of them that may have people left stands


class Again(NamedTuple):
    """Those who offer several circles: who, the slots they lead at, how many they lead."""

    people: NDArray[np.int64]
    offers: NDArray[np.int64]
    busy: NDArray[np.uint8]  # × S
    led: NDArray[np.int64]
    row: NDArray[np.int64]  # n: their number here, -1 for others


class Ground(NamedTuple):
    """What the people and the cells allow."""

    can: NDArray[np.uint8]  # n × K
    slot: NDArray[np.int64]  # K
    apart_start: NDArray[np.int64]
    apart: NDArray[np.int64]
    few: int
    low: int
    high: int
    at_once: int


class Tables(NamedTuple):
    """Tables as they fill; facilitators sit in the first seats."""

    cell: NDArray[np.int64]
    size: NDArray[np.int64]
    leaders: NDArray[np.int64]
    seats: NDArray[np.int64]  # C × high
    opened: NDArray[np.int64]  # 1: how many are open


@inner
def welcome(ground, tables, c, i):
    """Whether nobody at table c must be apart from i."""
    for p in range(ground.apart_start[i], ground.apart_start[i + 1]):
        for q in range(tables.size[c]):
            if tables.seats[c, q] == ground.apart[p]:
                return False
    return True


@inner
def sits(tables, c, i):
    for q in range(tables.size[c]):  # noqa: SIM110 - compiled: any() of a generator is not
        if tables.seats[c, q] == i:
            return True
    return False


@inner
def sit(tables, c, i):
    tables.seats[c, tables.size[c]] = i
    tables.size[c] += 1


@inner
def next_kind(kin, lists, k, offering):
    """The scarcest kind of cell k of which somebody is left; -1 when there is none."""
    end = lists.start[offering, k + 1]
    p = lists.read[offering, k]
    while p < end and kin.left[lists.kinds[p]] == 0:
        p += 1
    lists.read[offering, k] = p
    return lists.kinds[p] if p < end else NONE


@inner
def take(kin, counts, t):
    """Take one person of kind t out of those left."""
    kin.left[t] -= 1
    for k in range(counts.shape[0]):
        counts[k] -= kin.fits[t, k]
    return kin.people[kin.first[t] + kin.left[t]]


@inner
def leads_again(ground, again, tables, c, k):
    """Let somebody who facilitates elsewhere facilitate table c as well; returns whether there was one."""
    s = ground.slot[k]
    for r in range(again.people.shape[0]):
        i = again.people[r]
        if (
            0 < again.led[r] < again.offers[r]
            and ground.can[i, k] == 1
            and again.busy[r, s] < ground.at_once
            and not sits(tables, c, i)
            and welcome(ground, tables, c, i)
        ):
            again.busy[r, s] += 1
            again.led[r] += 1
            sit(tables, c, i)
            return True
    return False


@inner
def lead_table(ground, kin, lists, again, tables, counts, c, k):
    """Seat the facilitators of table c of cell k; returns whether there were enough."""
    for _ in range(ground.few):
        t = next_kind(kin, lists, k, 1)
        if t >= 0:
            i = take(kin, counts, t)
            sit(tables, c, i)
            r = again.row[i]
            if r >= 0:
                again.busy[r, ground.slot[k]] += 1
                again.led[r] += 1
        elif not leads_again(ground, again, tables, c, k):
            return False
    tables.leaders[c] = ground.few
    return True


@inner
def seat_members(ground, kin, lists, tables, counts, c, k, goal, passed):
    """Fill table c up to `goal` with people of cell k, the scarcest first; returns how many it refused."""
    n_passed = np.int64(0)
    for offering in range(2):
        while tables.size[c] < goal:
            t = next_kind(kin, lists, k, offering)
            if t < 0:
                break
            i = take(kin, counts, t)
            if welcome(ground, tables, c, i):
                sit(tables, c, i)
            else:
                passed[n_passed] = i
                n_passed += 1
                if n_passed == passed.shape[0]:
                    return n_passed
    return n_passed


@inner
def fullest_cell(counts, dead):
    best = NONE
    for k in range(counts.shape[0]):
        if dead[k] == 0 and (best < 0 or counts[k] > counts[best]):
            best = k
    return best


@kernel
def open_tables(ground, kin, lists, again, tables, goal, dead, waiting):
    """Open a table of `goal` people in the cell that suits most of those left, until none has enough.

    Cells with dead[k] = 1 open none. Writes into `waiting` who was taken and could not be seated; returns
    how many they are.
    """
    counts = np.zeros(dead.shape[0], np.int64)
    for t in range(kin.left.shape[0]):
        for k in range(dead.shape[0]):
            counts[k] += kin.left[t] * kin.fits[t, k]
    passed = np.empty(64, np.int64)
    n_waiting = np.int64(0)
    while tables.opened[0] < tables.cell.shape[0]:
        k = fullest_cell(counts, dead)
        if k < 0 or counts[k] < ground.low - ground.few:
            break
        c = tables.opened[0]
        tables.cell[c] = k
        enough = lead_table(ground, kin, lists, again, tables, counts, c, k)
        n_passed = np.int64(0)
        if enough:
            n_passed = seat_members(ground, kin, lists, tables, counts, c, k, goal, passed)
        for p in range(n_passed):
            waiting[n_waiting] = passed[p]
            n_waiting += 1
        if enough and tables.size[c] >= ground.low:
            tables.opened[0] += 1
            continue
        dead[k] = 1
        for p in range(tables.size[c]):
            i = tables.seats[c, p]
            r = again.row[i]
            if r >= 0 and p < ground.few:
                again.busy[r, ground.slot[k]] -= 1
                again.led[r] -= 1
            if r < 0 or again.led[r] == 0:
                waiting[n_waiting] = i
                n_waiting += 1
        tables.size[c] = 0
        tables.leaders[c] = 0
    return n_waiting


class Rooms(NamedTuple):
    """For each cell its tables with a seat left: tables[first[k] : first[k] + open[k]]."""

    first: NDArray[np.int64]
    tables: NDArray[np.int64]
    open: NDArray[np.int64]
    turn: NDArray[np.int64]


@inner
def room_for(ground, rooms, tables, u_first, u_end, people, k):
    """A table of cell k with seats for all of a unit, the smallest of a few looked at; -1 for none."""
    weight = u_end - u_first
    for p in range(u_first, u_end):
        if ground.can[people[p], k] == 0:
            return NONE
    best = NONE
    n = rooms.open[k]
    looked = min(n, GLANCE) if weight == 1 else n
    for q in range(looked):
        c = rooms.tables[rooms.first[k] + (rooms.turn[k] + q) % n]
        if tables.size[c] + weight > ground.high or (best >= 0 and tables.size[c] >= tables.size[best]):
            continue
        fine = True
        for p in range(u_first, u_end):
            fine = fine and welcome(ground, tables, c, people[p])
        if fine:
            best = c
    rooms.turn[k] += looked
    return best


@inner
def sit_in_room(ground, rooms, tables, c, i):
    sit(tables, c, i)
    if tables.size[c] == ground.high:
        k = tables.cell[c]
        n = rooms.open[k]
        p = rooms.first[k]
        while rooms.tables[p] != c:
            p += 1
        rooms.tables[p] = rooms.tables[rooms.first[k] + n - 1]
        rooms.open[k] = n - 1


@inner
def smallest_room(ground, rooms, tables, u_first, u_end, people):
    """The smallest table, of the few looked at in each cell, that can seat a whole unit; -1 for none."""
    best = NONE
    for k in range(rooms.open.shape[0]):
        if rooms.open[k] == 0:
            continue
        c = room_for(ground, rooms, tables, u_first, u_end, people, k)
        if c >= 0 and (best < 0 or tables.size[c] < tables.size[best]):
            best = c
    return best


@inner
def give_place(ground, rooms, tables, i, plain, one):
    """Seat i in the place of somebody plain who finds room elsewhere; returns whether it could be done."""
    for c in range(tables.opened[0]):
        if ground.can[i, tables.cell[c]] == 0:
            continue
        for p in range(tables.leaders[c], tables.size[c]):
            j = tables.seats[c, p]
            if plain[j] == 0:
                continue
            one[0] = j
            tables.seats[c, p] = -1
            fits = welcome(ground, tables, c, i)
            b = smallest_room(ground, rooms, tables, 0, 1, one) if fits else NONE
            if b >= 0 and b != c:
                tables.seats[c, p] = i
                sit_in_room(ground, rooms, tables, b, j)
                return True
            tables.seats[c, p] = j
    return False


@inner
def any_room(rooms):
    """Whether some table has a seat left: without one, nobody can make room for anybody."""
    for k in range(rooms.open.shape[0]):  # noqa: SIM110 - compiled: any() of a generator is not
        if rooms.open[k] > 0:
            return True
    return False


@kernel
def fill_rooms(ground, rooms, tables, units, start, people, plain):
    """Seat each unit where there is room, or where somebody can make room for it.

    `people[start[u] : start[u + 1]]` are those of unit u; `plain` marks who may be asked to move. Returns
    how many people are left without a seat.
    """
    out = np.int64(0)
    one = np.empty(1, np.int64)
    tries = MADE_ROOM
    for q in range(units.shape[0]):
        u = units[q]
        c = smallest_room(ground, rooms, tables, start[u], start[u + 1], people)
        if c >= 0:
            for p in range(start[u], start[u + 1]):
                sit_in_room(ground, rooms, tables, c, people[p])
            continue
        if start[u + 1] - start[u] == 1 and tries > 0 and any_room(rooms):
            tries -= 1
            if give_place(ground, rooms, tables, people[start[u]], plain, one):
                continue
        out += start[u + 1] - start[u]
    return out
