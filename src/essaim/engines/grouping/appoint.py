"""Where facilitation is still to be found, those who offered it lead the circles they sit in."""

from __future__ import annotations

from collections.abc import Iterator

from .arrays import Arrays
from .seating import Table
from .weighing import costs_of

TRIES = 3000  # exchanges looked at


def appoint(laid: Arrays, tables: list[Table]) -> list[Table]:
    """The tables, with a facilitator at as many as can have one for nothing.

    Only where a circle may do without (a lower end of 0): the search then has no reason to use those who
    offered. First whoever sits at a table may lead it; then two people exchange seats where it costs nothing.
    Locked circles and people stay as they are.
    """
    few, many = laid.problem.options.facilitators
    if few or not many:
        return tables
    tables = [Table(table.cell, table.lock, [*table.people], {*table.leaders}) for table in tables]
    free = [table for table in tables if table.lock < 0]
    for table in free:
        _promote(laid, table)
    tries = TRIES
    for without in (table for table in free if not table.leaders):
        for table, i, j in _exchanges(laid, free, without):
            tries -= 1
            if tries < 0:
                return tables
            if _exchange(laid, table, i, without, j):
                _promote(laid, without)
                break
    return tables


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
