"""Who sits where, between the steps of the search: a list of tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from .answer import Answer
from .arrays import Arrays
from .master import Plan


@dataclass
class Table:
    """A circle being formed: its cell, its locked circle (or -1), everyone there, and who facilitates."""

    cell: int
    lock: int = -1
    people: list[int] = field(default_factory=list)
    leaders: set[int] = field(default_factory=set)


def locked_tables(laid: Arrays, cells: dict[int, int] | None = None) -> list[Table]:
    """The locked circles, in their order, each in the cell given for it or in the first it may take."""
    tables = []
    for number in range(len(laid.locks)):
        own = np.nonzero(laid.cells.owner == number)[0]
        cell = (cells or {}).get(number, int(own[0]))
        seats = laid.lock_seats[laid.lock_seats[:, 1] == number]
        people = [int(i) for i in seats[:, 0]]
        tables.append(Table(cell, number, people, {int(i) for i in seats[seats[:, 2] == 1, 0]}))
    return tables


class Seater:
    """Fills tables one seat at a time, refusing what breaks a rule."""

    def __init__(self, laid: Arrays, tables: list[Table]) -> None:
        self.laid = laid
        self.tables = tables
        self.high = laid.size[1]
        start = laid.apart_start
        self.apart: dict[int, set[int]] = {
            int(i): set(laid.apart[start[i] : start[i + 1]].tolist()) for i in np.nonzero(np.diff(start))[0]
        }
        self.home: dict[int, int] = {}  # present circle: its table
        self.at: dict[int, list[int]] = {}
        for c, table in enumerate(tables):
            for i in table.people:
                self.at.setdefault(i, []).append(c)

    def fits(self, people: list[int], c: int) -> bool:
        """Whether all of them may sit at table c, as far as room, cell and apart go."""
        table = self.tables[c]
        if len(table.people) + len(people) > self.high or not self.laid.can[people, table.cell].all():
            return False
        here = {*table.people, *people}
        return not any(self.apart.get(i, set()) & here for i in people)

    def home_of(self, i: int) -> int:
        """The table where the present circle of person i goes on, or -1."""
        return self.home.get(int(self.laid.present[i]), -1)

    def stays(self, i: int, cell: int) -> bool:
        """Whether the present circle of person i goes on in this cell."""
        own = self.home_of(i)
        return own >= 0 and self.tables[own].cell == cell

    def lead(self, i: int, cell: int) -> bool:
        """Seat a facilitator at the table of a cell that lacks one most; False when none can take them."""
        many = self.laid.problem.options.facilitators[1]
        rooms = [
            c
            for c, table in enumerate(self.tables)
            if table.cell == cell
            and len(table.leaders) < many
            and i not in table.people
            and self.fits([i], c)
        ]
        if not rooms:
            return False
        own = self.home_of(i)
        c = min(rooms, key=lambda c: (len(self.tables[c].leaders), c != own, c))
        self.sit(i, c)
        self.tables[c].leaders.add(i)
        return True

    def seat(self, people: list[int], cell: int, needs_leader: bool = False) -> bool:
        """Seat a unit at the smallest table of a cell; False when none can take it."""
        rooms = [c for c, table in enumerate(self.tables) if table.cell == cell and self.fits(people, c)]
        if not rooms:
            return False
        own = self.home_of(people[0])
        c = min(
            rooms,
            key=lambda c: (
                needs_leader and bool(self.tables[c].leaders),
                c != own,
                len(self.tables[c].people),
                c,
            ),
        )
        for i in people:
            self.sit(i, c)
        return True

    def sit(self, i: int, c: int) -> None:
        self.tables[c].people.append(i)
        self.at.setdefault(i, []).append(c)


def seat_plan(laid: Arrays, plan: Plan, lives: Mapping[int, int] | None = None) -> list[Table]:
    """Tables for a plan of the master. Some may lack people or facilitators where pairs are apart.

    With `lives`, {present circle: cell}, those of it who sit in that cell stay together at one table.
    """
    owner = laid.cells.owner
    chosen = {int(owner[k]): int(k) for k in np.nonzero((plan.circles > 0) & (owner >= 0))[0]}
    tables = locked_tables(laid, chosen)
    for k in (int(k) for k in np.nonzero((plan.circles > 0) & (owner < 0))[0]):
        tables += [Table(k) for _ in range(int(plan.circles[k]))]
    seater = Seater(laid, tables)
    rooms = {k: [c for c, table in enumerate(tables) if table.cell == k] for k in set((lives or {}).values())}
    seater.home = {group: rooms[k].pop(0) for group, k in (lives or {}).items() if rooms[k]}
    units = {u: [int(i) for i in laid.people_of(u)] for u, _ in plan.seats}
    many = laid.problem.options.facilitators[1]
    for i, _ in plan.home:
        if laid.lock_of[i] >= 0:
            tables[int(laid.lock_of[i])].leaders.add(i)
    seats = sorted(plan.seats, key=lambda seat: not seater.stays(units[seat[0]][0], seat[1]))
    for u, k in sorted(seats, key=lambda seat: -len(units[seat[0]])):
        if len(units[u]) > 1:
            leading = [i for i in units[u] if (i, k) in plan.home]
            seater.seat(units[u], k, needs_leader=bool(leading))
            for c in seater.at.get(units[u][0], [])[:1]:
                tables[c].leaders.update(leading[: many - len(tables[c].leaders)])
    for i, k in sorted(plan.leads, key=lambda lead: not seater.stays(*lead)):
        at = seater.at.get(i, [])
        if (at or laid.alone(i)) and all(i in tables[c].leaders for c in at):
            seater.lead(i, k)
    for u, k in seats:
        if len(units[u]) == 1 and units[u][0] not in seater.at:
            seater.seat(units[u], k)
    return tables


def seat_answer(laid: Arrays, answer: Answer) -> list[Table]:
    """Tables of an answer to set out from, without what this problem does not allow."""
    index = {person.key: i for i, person in enumerate(laid.people)}
    names = {lock.id: number for number, lock in enumerate(laid.locks)}
    tables = locked_tables(laid)
    seater = Seater(laid, tables)
    waiting: list[tuple[int, list[int], list[int]]] = []
    for circle in answer.circles:
        people = [index[key] for key in circle.people if key in index]
        leaders = [index[key] for key in circle.facilitators if key in index]
        if circle.id in names:
            waiting.append((names[circle.id], people, leaders))
            continue
        cell = _cell_for(laid, people, str(circle.slot), circle.language)
        if cell is not None:
            tables.append(Table(cell))
            waiting.append((len(tables) - 1, people, leaders))
    for c, people, leaders in waiting:
        _seat_again(seater, c, people, set(leaders))
    return tables


def _cell_for(laid: Arrays, people: list[int], slot: str, language: str) -> int | None:
    cells = laid.cells
    fits = [
        k
        for k in np.nonzero(cells.owner < 0)[0]
        if str(laid.slots[cells.slot[k]]) == slot and laid.languages[cells.language[k]] == language
    ]
    if not fits:
        return None
    return int(max(fits, key=lambda k: (int(laid.can[people, k].sum()), -int(k))))


def _seat_again(seater: Seater, c: int, people: list[int], leaders: set[int]) -> None:
    laid = seater.laid
    for i in sorted(people, key=lambda i: i not in leaders):
        unit = [int(j) for j in laid.people_of(laid.unit[i])]
        if i in seater.at or (len(unit) > 1 and not set(unit) <= set(people)):
            if i in seater.at and i in leaders and len(unit) == 1:
                _lead_again(seater, i, c)
            continue
        if seater.fits(unit, c):
            for j in unit:
                seater.sit(j, c)
                if j in leaders and laid.offers[j] > 0 and _room_to_lead(seater, c):
                    seater.tables[c].leaders.add(j)


def _room_to_lead(seater: Seater, c: int) -> bool:
    return len(seater.tables[c].leaders) < seater.laid.problem.options.facilitators[1]


def _lead_again(seater: Seater, i: int, c: int) -> None:
    """One more table for somebody who already facilitates, if offers and slots allow it."""
    laid = seater.laid
    slot = laid.cells.slot[seater.tables[c].cell]
    at = seater.at[i]
    clashes = sum(laid.cells.slot[seater.tables[t].cell] == slot for t in at)
    at_once = 2 if laid.problem.options.alternate_weeks else 1
    leading = all(i in seater.tables[t].leaders for t in at)
    free = leading and clashes < at_once and len(at) < laid.offers[i] and c not in at
    if free and _room_to_lead(seater, c) and seater.fits([i], c):
        seater.sit(i, c)
        seater.tables[c].leaders.add(i)


def seat_present(laid: Arrays) -> list[Table]:
    """Tables for the circles people sit in now, each in the cell that suits most of them."""
    tables = locked_tables(laid)
    seater = Seater(laid, tables)
    free = np.nonzero(laid.cells.owner < 0)[0]
    few = laid.problem.options.facilitators[0]
    leads = laid.can[laid.offers > 0][:, free].any(axis=0)
    for group in range(int(laid.present.max(initial=-1)) + 1):
        people = [int(i) for i in np.nonzero(laid.present == group)[0] if int(i) not in seater.at]
        if len(people) < 2 or not len(free):
            continue
        reach = laid.can[people][:, free]
        able = (reach * (laid.offers[people] > 0)[:, None]).any(axis=0)
        best = int(np.argmax(reach.sum(axis=0, dtype=np.int64) * 4 + 2 * able + leads))
        tables.append(Table(int(free[best])))
        _seat_again(seater, len(tables) - 1, people, set())
    low = laid.size[0]
    for c in sorted(range(len(tables)), key=lambda c: (len(tables[c].people) < low, c)):
        if tables[c].lock < 0:
            _find_leaders(seater, c, few, short=low - len(tables[c].people))
    return tables


def _find_leaders(seater: Seater, c: int, few: int, short: int) -> None:
    """Let people of a table facilitate it; where people are short, those who facilitate others come first."""
    laid, table = seater.laid, seater.tables[c]
    able = [int(i) for i in np.nonzero((laid.offers > 0) & (laid.can[:, table.cell] == 1))[0]]
    leading = [i for i in able if i in seater.at and i not in table.people]
    own = sorted((i for i in able if i in table.people), key=lambda i: -laid.offers[i])
    for i in leading[: len(leading) if short > 0 else 0]:
        if len(table.leaders) < few:
            _lead_again(seater, i, c)
    free = [i for i in own if len(seater.at[i]) == 1]
    table.leaders.update(free[: max(few - len(table.leaders), 0)])
    for i in able:
        if len(table.leaders) >= few:
            return
        if i in seater.at:
            _lead_again(seater, i, c)
        elif laid.alone(i) and seater.fits([i], c):
            seater.sit(i, c)
            table.leaders.add(i)
