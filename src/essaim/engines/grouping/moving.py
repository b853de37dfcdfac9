"""The fewest people who must change circles: the master programme with the circles there are.

It proves how few, and seats people so.
"""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from .arrays import Arrays
from .master import Master
from .seating import Table, seat_plan

NODES = 2000


def fewest_moves(laid: Arrays, placed: int, seconds: float = 10.0) -> int | None:
    """A proved lower bound on who moves in any answer that places `placed` people, None when none was found.

    Each present circle lives on in one cell at most; who stays sits there. That its people also share one
    circle of that cell is left out, so the bound may be too low, never too high. Nobody may be locked.
    """
    if laid.locks or (laid.present < 0).all():
        return None if laid.locks else 0
    _, proved = Stays(laid).least_moves(placed, time.perf_counter() + seconds)
    return None if proved is None else max(int(np.ceil(proved - 1e-6)), 0)


def seat_stayers(laid: Arrays, placed: int, until: float | None) -> list[Table] | None:
    """Tables that place `placed` people and, of these, move the fewest; None when none were found in time."""
    if laid.locks or (laid.present < 0).all():
        return None
    stays = Stays(laid)
    stays.keep_apart()
    least, _ = stays.least_moves(placed, until)
    if least is None:
        return None
    lives = {group: k for (group, k), column in stays.lives.items() if least[column] > 0.5}
    return [table for table in seat_plan(laid, stays.master.read(least), lives) if table.people]


class Stays:
    """The master programme with the circles there are in it: who can stay where they are."""

    def __init__(self, laid: Arrays) -> None:
        self.master = Master(laid, by_present=True)
        self.programme = self.master.programme
        self.lives: dict[tuple[int, int], int] = {}  # present circle, cell
        staying = self._present_circles()
        self.cost = np.array(self.programme.cost)
        self.moves = np.zeros(len(self.cost))
        for column, people in self._known_seats().items():
            self.moves[column] = people
        self.moves[staying] = -1

    def keep_apart(self) -> None:
        """Let each circle that goes on have a table of its own: what is left of two is not put together."""
        for k, circles in enumerate(self.master.circles):
            living = [column for (_, cell), column in self.lives.items() if cell == k]
            self.programme.row([*living, circles], [1.0] * len(living) + [-1.0], -np.inf, 0)

    def least_moves(
        self, placed: int, until: float | None
    ) -> tuple[NDArray[np.float64] | None, float | None]:
        """The values that move the fewest people with `placed` of them placed, and the proved fewest."""
        seats = np.nonzero(self.cost)[0]
        self.programme.row([int(c) for c in seats], [float(-self.cost[c]) for c in seats], placed, np.inf)
        return self.programme.solve(self.moves, NODES, until)

    def _people_of_kind(self, t: int) -> dict[int, int]:
        """How many of one unit of a kind sit in each present circle now."""
        laid, kinds = self.master.laid, self.master.kinds
        present = laid.present[laid.people_of(int(kinds.units[kinds.start[t]]))]
        groups, counts = np.unique(present[present >= 0], return_counts=True)
        return {int(g): int(n) for g, n in zip(groups, counts, strict=True)}

    def _known_seats(self) -> dict[int, int]:
        """For each column that seats people, how many of them have a present circle."""
        seats = [(column, t) for (t, _), column in self.master.seat.items()]
        seats += [(column, t) for t, column in self.master.leaders.items()]
        return {column: sum(self._people_of_kind(t).values()) for column, t in seats}

    def _present_circles(self) -> list[int]:
        """Columns that count who stays of each present circle in each cell, at most one cell for each."""
        master, programme = self.master, self.programme
        staying, cells_of = [], dict[int, list[int]]()
        for (group, k), theirs in sorted(self._seats_of_circles().items()):
            most = float(min(master.laid.size[1], (master.laid.present == group).sum()))
            here, stays = programme.column(0, 1), programme.column(0, most, whole=False)
            sitting = [column for column, _ in theirs]
            programme.row([*sitting, stays], [*(float(people) for _, people in theirs), -1.0], 0, np.inf)
            programme.row([here, stays], [most, -1.0], 0, np.inf)
            self.lives[group, k] = here
            cells_of.setdefault(group, []).append(here)
            staying.append(stays)
        for columns in cells_of.values():
            programme.row(columns, [1.0] * len(columns), 0, 1)
        return staying

    def _seats_of_circles(self) -> dict[tuple[int, int], list[tuple[int, int]]]:
        """{(present circle, cell): (column, how many of the circle one unit of it seats there)}."""
        master = self.master
        seats: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for chosen in (master.seat, master.lead):
            for (t, k), column in chosen.items():
                for group, people in self._people_of_kind(t).items():
                    seats.setdefault((group, k), []).append((column, people))
        for (i, k), column in master.elsewhere.items():
            if master.laid.present[i] >= 0:
                seats.setdefault((int(master.laid.present[i]), k), []).append((column, 1))
        return seats
