"""Tables opened one after the other, rooms filled after them: a first answer at any size; proves nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .arrays import Arrays
from .kernels.opening import Again, Ground, Kin, Lists, Rooms, Tables, fill_rooms, open_tables
from .kinds import Kinds, kinds
from .seating import Table, locked_tables


def seat_greedily(laid: Arrays, size: int) -> list[Table]:
    """Open a table of about `size` in the cell that suits most of those left, until no cell has enough.

    People who can sit in few cells take their seats first, then everybody left takes a seat there is room
    for, chains of people together included. Locked circles are left as they are.
    """
    locked = locked_tables(laid)
    found = kinds(laid)
    ground, kin = _ground(laid), _kin(laid, found)
    tables, again = _tables(laid, ground), _again(laid)
    dead = (laid.cells.owner >= 0).astype(np.uint8)
    waiting = np.empty(len(kin.people) + 64, np.int64)
    n = open_tables(ground, kin, _lists(kin), again, tables, size, dead, waiting)
    left = np.concatenate([*(_people_left(kin, int(t)) for t in np.nonzero(kin.left)[0]), waiting[:n]])
    _fill(laid, found, ground, tables, left.astype(np.int64))
    return [*locked, *_read(tables)]


def _ground(laid: Arrays) -> Ground:
    low, high, _ = laid.size
    at_once = 2 if laid.problem.options.alternate_weeks else 1
    few = laid.problem.options.facilitators[0]
    start, apart = laid.apart_start.astype(np.int64), laid.apart.astype(np.int64)
    return Ground(laid.can, laid.cells.slot.astype(np.int64), start, apart, few, low, high, at_once)


def _kin(laid: Arrays, found: Kinds) -> Kin:
    """The kinds of people who sit alone, by the number of their cells."""
    alone = np.nonzero(found.weight == 1)[0]
    alone = alone[np.argsort(found.fits[alone].sum(axis=1, dtype=np.int64), kind="stable")]
    first_of_unit = laid.unit_people[laid.unit_start[:-1]].astype(np.int64)
    return Kin(
        fits=np.ascontiguousarray(found.fits[alone]),
        offers=found.offers[alone],
        first=found.start[alone],
        people=first_of_unit[found.units],
        left=np.diff(found.start)[alone],
    )


def _people_left(kin: Kin, t: int) -> NDArray[np.int64]:
    return kin.people[kin.first[t] : kin.first[t] + kin.left[t]]


def _lists(kin: Kin) -> Lists:
    cells = kin.fits.shape[1]
    starts, lists = [], []
    begin = 0
    for offering in (False, True):
        cell, kind = np.nonzero((kin.fits * ((kin.offers > 0) == offering)[:, None]).T)
        counts = np.bincount(cell, minlength=cells)
        starts.append(begin + np.concatenate([[0], np.cumsum(counts)]))
        lists.append(kind)
        begin += len(kind)
    start = np.array(starts, np.int64)
    return Lists(start, np.concatenate(lists).astype(np.int64), start[:, :-1].copy())


def _again(laid: Arrays) -> Again:
    several = np.nonzero((laid.offers > 1) & (laid.lock_of < 0))[0].astype(np.int64)
    row = np.full(laid.n, -1, np.int64)
    row[several] = np.arange(len(several))
    busy = np.zeros((len(several), len(laid.slots)), np.uint8)
    return Again(several, laid.offers[several].astype(np.int64), busy, np.zeros(len(several), np.int64), row)


def _tables(laid: Arrays, ground: Ground) -> Tables:
    most = (laid.n + int(np.maximum(laid.offers - 1, 0).sum())) // ground.low + 1
    return Tables(
        cell=np.full(most, -1, np.int64),
        size=np.zeros(most, np.int64),
        leaders=np.zeros(most, np.int64),
        seats=np.full((most, ground.high), -1, np.int64),
        opened=np.zeros(1, np.int64),
    )


def _fill(laid: Arrays, found: Kinds, ground: Ground, tables: Tables, left: NDArray[np.int64]) -> None:
    """Seat whoever is left where there is room: chains first, then those with the fewest cells."""
    units = np.concatenate([found.units[found.start[:-1]][found.weight > 1], laid.unit[left]])
    cells = laid.can.sum(axis=1, dtype=np.int64)[laid.unit_people[laid.unit_start[units]]]
    weight = np.diff(laid.unit_start)[units]
    units = units[np.lexsort((units, cells, -weight))].astype(np.int64)
    plain = (np.diff(laid.unit_start)[laid.unit] == 1).astype(np.uint8)
    start, people = laid.unit_start.astype(np.int64), laid.unit_people.astype(np.int64)
    fill_rooms(ground, _rooms(laid, ground, tables), tables, units, start, people, plain)


def _rooms(laid: Arrays, ground: Ground, tables: Tables) -> Rooms:
    count = int(tables.opened[0])
    cell = tables.cell[:count]
    open_ones = np.nonzero(tables.size[:count] < ground.high)[0]
    counts = np.bincount(cell, minlength=len(laid.cells))
    first = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)
    rooms = np.zeros(count, np.int64)
    by_cell = open_ones[np.argsort(cell[open_ones], kind="stable")]
    filled = np.bincount(cell[open_ones], minlength=len(laid.cells)).astype(np.int64)
    rank = np.arange(len(by_cell)) - np.repeat(np.cumsum(filled) - filled, filled)
    rooms[first[cell[by_cell]] + rank] = by_cell
    return Rooms(first, rooms, filled, np.zeros(len(laid.cells), np.int64))


def _read(tables: Tables) -> list[Table]:
    found = []
    for c in range(int(tables.opened[0])):
        people = tables.seats[c, : tables.size[c]].tolist()
        found.append(Table(int(tables.cell[c]), -1, people, set(people[: tables.leaders[c]])))
    return found
