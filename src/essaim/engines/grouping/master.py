"""The master programme: how many circles in each cell, who sits in which cell, who facilitates where.

Circles of one cell are alike, so the programme counts them: a whole number m of circles holds between
low·m and high·m people and few·m to many·m facilitators. People who can sit in the same cells and offer as
many circles are counted together too. It is solved by HiGHS for the most people placed, then for a number of
circles. What it proves is a bound for every answer: it leaves out only that people are apart, and how units
share the circles of a cell. Weighing sizes cell by cell and preferred slots here as well took ten times as
long and helped the search no further.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from .arrays import Arrays
from .kinds import kinds


@dataclass
class Plan:
    """`circles[k]` circles in cell k; units seated in cells; (person, cell) pairs that facilitate;
    `home` holds those who facilitate where their unit or their lock seats them.

    `most_placed` is a proved bound on how many can be placed, None when nothing was proved.
    """

    circles: NDArray[np.int64]
    seats: list[tuple[int, int]] = field(default_factory=list)
    leads: list[tuple[int, int]] = field(default_factory=list)
    home: set[tuple[int, int]] = field(default_factory=set)
    most_placed: int | None = None

    def people(self, laid: Arrays) -> set[int]:
        """Everyone it seats."""
        members = {int(i) for u, _ in self.seats for i in laid.people_of(u)}
        return members | {i for i, _ in self.leads} | {int(i) for i in np.nonzero(laid.lock_of >= 0)[0]}


class Programme:
    """Rows and columns of a mixed-integer programme, gathered one by one."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self.upper: list[float] = []
        self.whole: list[int] = []
        self.rows: list[tuple[list[int], list[float], float, float]] = []

    def column(self, cost: float, upper: float, whole: bool = True) -> int:
        """Add a variable between 0 and `upper`; returns its number."""
        self.cost.append(cost)
        self.upper.append(upper)
        self.whole.append(int(whole))
        return len(self.cost) - 1

    def row(self, columns: list[int], values: list[float], low: float, high: float) -> None:
        """Add low ≤ Σ values · columns ≤ high."""
        if columns:
            self.rows.append((columns, values, low, high))

    def relaxed(self) -> float:
        """The least cost when every number may be broken: a bound on the programme's."""
        found = milp(self.cost, bounds=Bounds(0, self.upper), constraints=self._rules())
        return float(found.fun)

    def solve(
        self, cost: NDArray[np.float64], nodes: int, until: float | None
    ) -> tuple[NDArray[np.float64] | None, float | None]:
        """Minimise; returns the best values found, if any, and the proved lower bound, if any."""
        options: dict[str, float] = {"node_limit": nodes}
        if until is not None:
            options["time_limit"] = max(until - time.perf_counter(), 0.05)
        found = milp(
            cost,
            integrality=self.whole,
            bounds=Bounds(0, self.upper),
            constraints=self._rules(),
            options=options,
        )
        bound = found.mip_dual_bound
        proved = None if bound is None or not np.isfinite(bound) else float(bound)
        return found.x, proved

    def _rules(self) -> LinearConstraint:
        lengths = [len(columns) for columns, *_ in self.rows]
        i = np.repeat(np.arange(len(self.rows)), lengths)
        j = np.array([c for columns, *_ in self.rows for c in columns], np.int64)
        v = np.array([x for _, values, *_ in self.rows for x in values], np.float64)
        matrix = coo_array((v, (i, j)), shape=(len(self.rows), len(self.cost))).tocsr()
        return LinearConstraint(matrix, [row[2] for row in self.rows], [row[3] for row in self.rows])


class Master:
    """The programme of one problem, its variables by name."""

    def __init__(self, laid: Arrays, by_present: bool = False) -> None:
        self.laid = laid
        self.kinds = kinds(laid, by_present)
        self.programme = Programme()
        self.seat: dict[tuple[int, int], int] = {}  # kind, cell
        self.lead: dict[tuple[int, int], int] = {}  # kind, cell
        self.leaders: dict[int, int] = {}  # kind
        self.member_lead: dict[tuple[int, int], int] = {}  # person of a larger unit, cell
        self.elsewhere: dict[tuple[int, int], int] = {}  # the same, at a table more
        self.locked_lead: dict[tuple[int, int], int] = {}  # locked facilitator, another cell
        self.at_cell: list[list[tuple[int, float]]] = [[] for _ in range(len(laid.cells))]
        self.leading_cell: list[list[int]] = [[] for _ in range(len(laid.cells))]
        self.leading_slot: dict[int, list[list[int]]] = {}
        self.at_once = 2 if laid.problem.options.alternate_weeks else 1
        self._people()
        self._locked_leaders()
        self.circles = self._circles()

    def _people(self) -> None:
        many = self.laid.problem.options.facilitators[1]
        for t in range(len(self.kinds)):
            cells = self.kinds.cells(t)
            count = int(self.kinds.start[t + 1] - self.kinds.start[t])
            weight, offers = int(self.kinds.weight[t]), int(self.kinds.offers[t])
            columns = [self._seat(t, int(k), count, weight) for k in cells]
            values = [1.0] * len(columns)
            if weight == 1 and offers and many:
                columns.append(self._leaders(t, count, offers, cells))
                values.append(1.0)
            if weight > 1 and many:
                self._leading_members(t, cells)
            self.programme.row(columns, values, 0, count)

    def _seat(self, t: int, k: int, count: int, weight: int) -> int:
        column = self.programme.column(-weight, count, whole=weight > 1)
        self.seat[t, k] = column
        self.at_cell[k].append((column, weight))
        return column

    def _leaders(self, t: int, count: int, offers: int, cells: NDArray[np.intp]) -> int:
        """Facilitators of one kind: no more circles than offered, and each slot once (or twice)."""
        z = self.leaders[t] = self.programme.column(-1, count)
        by_slot: dict[int, list[int]] = {}
        for k in cells:
            column = self.programme.column(0, count * self.at_once)
            self.lead[t, int(k)] = column
            self.at_cell[k].append((column, 1))
            self.leading_cell[k].append(column)
            by_slot.setdefault(int(self.laid.cells.slot[k]), []).append(column)
        every = [column for columns in by_slot.values() for column in columns]
        self.programme.row([*every, z], [1.0] * len(every) + [-offers], -np.inf, 0)
        self.programme.row([*every, z], [1.0] * len(every) + [-1.0], 0, np.inf)
        for columns in by_slot.values():
            self.programme.row([*columns, z], [1.0] * len(columns) + [-self.at_once], -np.inf, 0)
        return z

    def _leading_members(self, t: int, cells: NDArray[np.intp]) -> None:
        """Somebody of a larger unit may facilitate where the unit sits, and then elsewhere too."""
        laid, programme = self.laid, self.programme
        for i in (int(i) for i in laid.people_of(self.kinds.members(t)[0]) if laid.offers[i] > 0):
            home = []
            by_slot: dict[int, list[int]] = {}
            for k in (int(k) for k in cells):
                column = self.member_lead[i, k] = programme.column(0, 1)
                home.append(column)
                self.leading_cell[k].append(column)
                by_slot.setdefault(int(laid.cells.slot[k]), []).append(column)
                programme.row([column, self.seat[t, k]], [1.0, -1.0], -np.inf, 0)
            spare = int(laid.offers[i]) - 1
            if not spare:
                continue
            more = []
            for k in (int(k) for k in np.nonzero(laid.can[i])[0]):
                column = self.elsewhere[i, k] = programme.column(0, self.at_once)
                more.append(column)
                self.at_cell[k].append((column, 1))
                self.leading_cell[k].append(column)
                by_slot.setdefault(int(laid.cells.slot[k]), []).append(column)
            programme.row([*more, *home], [1.0] * len(more) + [-spare] * len(home), -np.inf, 0)
            for columns in by_slot.values():
                programme.row(columns, [1.0] * len(columns), 0, self.at_once)

    def _locked_leaders(self) -> None:
        """Who sits in a locked circle may lead it; who facilitates one may lead others, at other slots."""
        laid = self.laid
        for i, number, leads in laid.lock_seats:
            if not leads and laid.offers[i] > 0:
                for k in np.nonzero(laid.cells.owner == number)[0]:
                    column = self.member_lead[int(i), int(k)] = self.programme.column(0, 1)
                    self.leading_cell[k].append(column)
        leading = laid.lock_seats[laid.lock_seats[:, 2] == 1]
        for i in np.unique(leading[:, 0]):
            theirs = leading[leading[:, 0] == i, 1]
            spare = int(laid.offers[i]) - len(theirs)
            if spare < 1 or not laid.alone(i):
                continue
            busy = [laid.slots.index(laid.locks[number].slot) for number in theirs]
            by_slot: dict[int, list[int]] = {}
            for k in np.nonzero(laid.can[i])[0]:
                s = int(laid.cells.slot[k])
                if busy.count(s) >= self.at_once or laid.cells.owner[k] in theirs:
                    continue
                column = self.programme.column(0, 1)
                self.locked_lead[int(i), int(k)] = column
                self.at_cell[k].append((column, 1))
                self.leading_cell[k].append(column)
                by_slot.setdefault(s, []).append(column)
            every = [column for columns in by_slot.values() for column in columns]
            self.programme.row(every, [1.0] * len(every), 0, spare)
            for s, columns in by_slot.items():
                self.programme.row(columns, [1.0] * len(columns), 0, self.at_once - busy.count(s))

    def _circles(self) -> list[int]:
        laid, programme = self.laid, self.programme
        low, high, _ = laid.size
        few, many = laid.problem.options.facilitators
        base = np.bincount(laid.lock_seats[:, 1], minlength=len(laid.locks))
        led = np.bincount(laid.lock_seats[laid.lock_seats[:, 2] == 1, 1], minlength=len(laid.locks))
        reach = laid.can.sum(axis=0)
        columns = []
        for k, owner in enumerate(laid.cells.owner):
            if owner < 0:
                m = programme.column(0, int(reach[k] + len(self.leading_cell[k])) // low)
                sizes, leaders, short = (low, high), (few, many), []
            else:
                m = programme.column(0, 1)
                n, f = int(base[owner]), int(led[owner])
                sizes, leaders = (low - n, max(high - n, 0)), (few - f, max(many - f, 0))
                short = [programme.column(laid.n + 1.0, low + few, whole=False)]
            columns.append(m)
            inside = [column for column, _ in self.at_cell[k]]
            weights = [weight for _, weight in self.at_cell[k]]
            lead = self.leading_cell[k]
            more = [1.0] * len(short)
            programme.row([*inside, m, *short], [*weights, -sizes[0], *more], 0, np.inf)
            programme.row([*inside, m], [*weights, -sizes[1]], -np.inf, 0)
            programme.row([*lead, m, *short], [1.0] * len(lead) + [-leaders[0], *more], 0, np.inf)
            programme.row([*lead, m], [1.0] * len(lead) + [-leaders[1]], -np.inf, 0)
        for number in range(len(laid.locks)):
            theirs = [columns[int(k)] for k in np.nonzero(laid.cells.owner == number)[0]]
            programme.row(theirs, [1.0] * len(theirs), 1, 1)
        return columns

    def most_placed(self) -> int:
        """A proved bound on how many can be placed, quicker and looser than the one of `plan`.

        Nobody may be locked: what a locked circle lacks is no part of the programme's bound.
        """
        return min(int(np.floor(1e-6 - self.programme.relaxed())), self.laid.n) if self.programme.cost else 0

    def plan(self, best_size: int, nodes: int = 400, until: float | None = None) -> Plan:
        """Solve for the most people placed, then for as many circles as bring them near `best_size`.

        `until` is the time of `time.perf_counter` at which the solver gives what it has and what it proved.
        """
        laid = self.laid
        locked = int((laid.lock_of >= 0).sum())
        empty = Plan(np.zeros(len(laid.cells), np.int64), most_placed=locked)
        if not self.programme.cost:
            return empty
        cost = np.array(self.programme.cost, np.float64)
        values, bound = self.programme.solve(cost, nodes, until)
        most = None if bound is None else locked + int(np.floor(-bound + 1e-6 + self._short(values, cost)))
        if values is None:
            empty.most_placed = None
            return empty
        better = self._count(cost, values, best_size, until)
        plan = self.read(values if better is None else better)
        plan.most_placed = None if most is None else min(most, laid.n)
        return plan

    def _short(self, values: NDArray[np.float64] | None, cost: NDArray[np.float64]) -> float:
        """What locked circles that cannot be completed cost the programme."""
        return 0.0 if values is None else float((values * np.maximum(cost, 0)).sum())

    def _count(
        self, cost: NDArray[np.float64], values: NDArray[np.float64], best_size: int, until: float | None
    ) -> NDArray[np.float64] | None:
        """With as many placed, a number of circles that makes them about as large as is best."""
        programme = self.programme
        placed = -float((cost * values).clip(max=0).sum())
        wanted = round(placed / best_size)
        there = sum(round(float(values[m])) for m in self.circles)
        if wanted == there:
            return None
        kept = len(programme.rows)
        programme.row(
            list(np.nonzero(cost)[0]), list(cost[cost != 0]), -np.inf, round(float(cost @ values)) + 0.5
        )
        more = wanted > there
        span = (there, wanted) if more else (wanted, there)
        programme.row(self.circles, [1.0] * len(self.circles), *span)
        counting = np.zeros(len(cost))
        counting[self.circles] = -1.0 if more else 1.0
        found, _ = programme.solve(counting, 1, until)
        del programme.rows[kept:]
        return found

    def read(self, values: NDArray[np.float64]) -> Plan:
        """The plan that values of the programme stand for."""
        plan = Plan(np.array([round(values[m]) for m in self.circles], np.int64))
        for t in range(len(self.kinds)):
            waiting = self.kinds.members(t)
            if t in self.leaders:
                leaders = [waiting.pop() for _ in range(min(round(values[self.leaders[t]]), len(waiting)))]
                self._read_leaders(values, t, leaders, plan)
            for k in self.kinds.cells(t):
                count = round(values[self.seat[t, int(k)]])
                plan.seats += [(waiting.pop(), int(k)) for _ in range(min(count, len(waiting)))]
        plan.home = {pair for pair, column in self.member_lead.items() if values[column] > 0.5}
        for chosen in (self.elsewhere, self.locked_lead):
            plan.leads += [pair for pair, column in chosen.items() for _ in range(round(values[column]))]
        return plan

    def _read_leaders(self, values: NDArray[np.float64], t: int, leaders: list[int], plan: Plan) -> None:
        """Deal the seats of a kind of facilitators out in turn, slot by slot: nobody gets one slot twice."""
        turn = 0
        for k in sorted(self.kinds.cells(t), key=lambda k: (self.laid.cells.slot[k], k)):
            for _ in range(round(values[self.lead[t, int(k)]])):
                if leaders:
                    u = leaders[turn % len(leaders)]
                    plan.leads.append((int(self.laid.people_of(u)[0]), int(k)))
                    turn += 1
