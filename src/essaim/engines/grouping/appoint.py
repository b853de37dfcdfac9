"""Where facilitation is still to be found, those who offered it lead the circles they sit in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from .arrays import Arrays
from .seating import Table
from .serving import Ints, serve
from .weighing import costs_of

TRIES = 3000  # exchanges looked at


def appoint(laid: Arrays, tables: list[Table]) -> list[Table]:
    """The tables, with a facilitator at as many as can have one.

    Only where a circle may do without (a lower end of 0): the search then has no reason to use those who
    offered. First whoever sits at a table may lead it; then two people exchange seats where it costs nothing;
    then those who offered several circles lead more of them. Locked circles and people stay as they are.
    """
    few, many = laid.problem.options.facilitators
    if few or not many:
        return tables
    tables = [Table(table.cell, table.lock, [*table.people], {*table.leaders}) for table in tables]
    free = [table for table in tables if table.lock < 0]
    for table in free:
        _promote(laid, table)
    _bring(laid, free)
    _lead_more(laid, tables, free)
    return tables


def _bring(laid: Arrays, free: list[Table]) -> None:
    """Bring a volunteer to each table without one, by an exchange of two seats."""
    tries = TRIES
    for without in (table for table in free if not table.leaders):
        for table, i, j in _exchanges(laid, free, without):
            tries -= 1
            if tries < 0:
                return
            if _exchange(laid, table, i, without, j):
                _promote(laid, without)
                break


def _promote(laid: Arrays, table: Table) -> None:
    able = [i for i in table.people if laid.offers[i] > 0]
    if able and not table.leaders:
        table.leaders.add(min(able))


def _exchanges(laid: Arrays, tables: list[Table], without: Table) -> Iterator[tuple[Table, int, int]]:
    """(table, one there who could lead `without`, somebody of `without` who could take the seat)."""
    for table in tables:
        if table is without or not table.leaders:
            continue
        could = [
            i
            for i in table.people
            if i not in table.leaders and laid.offers[i] > 0 and _movable(laid, i, without.cell)
        ]
        yield from ((table, i, j) for i in could for j in without.people if _movable(laid, j, table.cell))


def _movable(laid: Arrays, i: int, cell: int) -> bool:
    return bool(laid.alone(i) and laid.can[i, cell] and laid.lock_of[i] < 0)


def _exchange(laid: Arrays, table: Table, i: int, without: Table, j: int) -> bool:
    """Let i of `table` and j of `without` exchange seats if that breaks no rule and costs nothing."""
    after = [
        Table(table.cell, -1, [j if p == i else p for p in table.people]),
        Table(without.cell, -1, [i if p == j else p for p in without.people]),
    ]
    if _apart(laid, j, after[0]) or _apart(laid, i, after[1]):
        return False
    if laid.present[i] >= 0 or laid.present[j] >= 0:
        return False
    if costs_of(laid, after)[0].sum() > costs_of(laid, [table, without])[0].sum():
        return False
    table.people, without.people = after[0].people, after[1].people
    return True


def _apart(laid: Arrays, i: int, table: Table) -> bool:
    others = laid.apart[laid.apart_start[i] : laid.apart_start[i + 1]].tolist()
    return not set(others).isdisjoint(table.people)


def _lead_more(laid: Arrays, tables: list[Table], free: list[Table]) -> None:
    """Let those who lead wherever they sit lead as many more as they offered, the smallest tables first."""
    waiting: dict[int, list[Table]] = {}
    for table in sorted(free, key=lambda table: -len(table.people)):
        if not table.leaders and len(table.people) < laid.size[1]:
            waiting.setdefault(table.cell, []).append(table)
    if not waiting:
        return
    people, often, times = _free_to_lead(laid, tables)
    wanted = np.bincount([*waiting], [*map(len, waiting.values())], len(laid.cells)).astype(np.int64)
    for row, cell in serve(wanted, laid.cells.slot, often, times):
        _seat_to_lead(laid, int(people[row]), waiting[cell])


def _free_to_lead(laid: Arrays, tables: list[Table]) -> tuple[Ints, Ints, Ints]:
    """Who may lead one table more (m), how many at the slot of each cell (m × K), and how many in all (m)."""
    sits = Counter(i for table in tables for i in table.people)
    leads = Counter(i for table in tables for i in table.leaders)
    at = Counter((i, int(laid.cells.slot[table.cell])) for table in tables for i in table.leaders)
    left = {i: int(laid.offers[i]) - leads[i] for i in np.nonzero(laid.offers > 0)[0].tolist()}
    # Whoever has no seat keeps none where moves are counted: another circle than theirs would be one more.
    fresh = laid.problem.options.moves is None
    able = [
        i
        for i, n in left.items()
        if n > 0 and sits[i] == leads[i] and (leads[i] or (fresh and laid.alone(i)))
    ]
    row_of = {i: row for row, i in enumerate(able)}
    at_once = np.full((len(able), len(laid.slots)), 2 if laid.problem.options.alternate_weeks else 1)
    for (i, s), n in at.items():
        if i in row_of:
            at_once[row_of[i], s] -= n
    often = np.where(laid.can[able] > 0, at_once[:, laid.cells.slot], 0)
    return np.array(able, np.int64), often, np.array([left[i] for i in able], np.int64)


def _seat_to_lead(laid: Arrays, i: int, waiting: list[Table]) -> None:
    """Seat i at the last table where nobody must be apart from them, if there is one, and strike it off."""
    for n in reversed(range(len(waiting))):
        table = waiting[n]
        if i not in table.people and not _apart(laid, i, table):
            table.people.append(i)
            table.leaders.add(i)
            del waiting[n]
            return
