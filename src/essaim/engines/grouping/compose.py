"""Tables into an answer: names, order, costs, and a reason for everyone without a circle."""

from __future__ import annotations

from itertools import count

import numpy as np
from numpy.typing import NDArray

from .answer import COSTS, Answer, Circle, Summary, Unplaced
from .arrays import Arrays, combination_values
from .explain.reasons import SENTENCES, reasons
from .seating import Table
from .weighing import costs_of


def compose(laid: Arrays, tables: list[Table], summary: Summary) -> Answer:
    """The answer for these tables. `summary` brings bounds, rounds, seconds and seed; counts are set here."""
    tables = ordered(laid, tables)
    costs, _ = costs_of(laid, tables)
    circles = named(laid, tables, costs)
    total = int(costs.sum())
    seated = np.zeros(laid.n, bool)
    for table in tables:
        seated[table.people] = True
    unplaced = tuple(
        Unplaced(key, reason, SENTENCES[reason].format(person=key))
        for key, reason in reasons(laid.problem, circles).items()
    )
    return Answer(
        circles=tuple(circles),
        unplaced=unplaced,
        summary=Summary(
            people=laid.n,
            placed=int(seated.sum()),
            circles=len(circles),
            cost=total,
            bound=None if summary.bound is None else min(summary.bound, total),
            unplaced_bound=summary.unplaced_bound,
            rounds=summary.rounds,
            seconds=summary.seconds,
            seed=summary.seed,
        ),
    )


def ordered(laid: Arrays, tables: list[Table]) -> list[Table]:
    """Tables by slot, language, values, then their first person."""
    cells = laid.cells
    return sorted(
        tables,
        key=lambda t: (
            int(cells.slot[t.cell]),
            int(cells.language[t.cell]),
            int(cells.combination[t.cell]),
            min(t.people, default=-1),
            t.lock,
        ),
    )


def named(laid: Arrays, tables: list[Table], costs: NDArray[np.int64]) -> list[Circle]:
    """Circles with ids: those of locked circles and of names people are locked to, then c1, c2, …"""
    given = [_given_name(laid, table) for table in tables]
    taken = {name for name in given if name} | {lock.id for lock in laid.locks}
    free = (name for number in count(1) if (name := f"c{number}") not in taken)
    rows = (dict(zip(COSTS, row.tolist(), strict=True)) for row in costs)
    return [
        _circle(laid, table, name or next(free), cost)
        for table, name, cost in zip(tables, given, rows, strict=True)
    ]


def _given_name(laid: Arrays, table: Table) -> str | None:
    if table.lock >= 0:
        return laid.locks[table.lock].id
    if not laid.named:
        return None
    return next((laid.named[key] for i in table.people if (key := laid.people[i].key) in laid.named), None)


def _circle(laid: Arrays, table: Table, name: str, cost: dict[str, int]) -> Circle:
    cells = laid.cells
    seats = sorted(table.people, key=lambda i: (i not in table.leaders, i))
    keys = tuple(laid.people[i].key for i in seats)
    return Circle(
        id=name,
        slot=laid.slots[cells.slot[table.cell]],
        language=laid.languages[cells.language[table.cell]],
        facilitators=tuple(laid.people[i].key for i in sorted(table.leaders)),
        people=keys,
        same=combination_values(laid, table.cell),
        to_confirm=tuple(laid.people[i].key for i in seats if laid.confirm[i]),
        cost=cost,
    )
