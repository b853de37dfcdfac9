"""The fewest people who must change circles, proved: the master programme with the circles there are."""

from __future__ import annotations

import time

import numpy as np

from .arrays import Arrays
from .master import Master


def fewest_moves(laid: Arrays, placed: int, seconds: float = 10.0) -> int | None:
    """A proved lower bound on who moves in any answer that places `placed` people, None when none was found.

    Each present circle lives on in one cell at most; who stays sits there. That its people also share one
    circle of that cell is left out, so the bound may be too low, never too high. Nobody may be locked.
    """
    if laid.locks or (laid.present < 0).all():
        return None if laid.locks else 0
    master = Master(laid, by_present=True)
    programme = master.programme
    cost = np.array(programme.cost)
    seats = np.nonzero(cost)[0]
    programme.row([int(c) for c in seats], [float(-cost[c]) for c in seats], placed, np.inf)
    staying = _present_circles(master)
    price = np.zeros(len(programme.cost))
    for column, people in _known_seats(master).items():
        price[column] = people
    price[staying] = -1
    _, proved = programme.solve(price, 2000, time.perf_counter() + seconds)
    return None if proved is None else max(int(np.ceil(proved - 1e-6)), 0)


def _people_of_kind(master: Master, t: int) -> dict[int, int]:
    """How many of one unit of a kind sit in each present circle now."""
    laid = master.laid
    u = int(master.kinds.units[master.kinds.start[t]])
    present = laid.present[laid.people_of(u)]
    groups, counts = np.unique(present[present >= 0], return_counts=True)
    return {int(g): int(n) for g, n in zip(groups, counts, strict=True)}


def _known_seats(master: Master) -> dict[int, int]:
    """For each column that seats people, how many of them have a present circle."""
    counted = {}
    for (t, _), column in master.seat.items():
        counted[column] = sum(_people_of_kind(master, t).values())
    for t, column in master.leaders.items():
        counted[column] = sum(_people_of_kind(master, t).values())
    return counted


def _present_circles(master: Master) -> list[int]:
    """Columns that count who stays of each present circle in each cell, at most one cell for each circle."""
    programme = master.programme
    seats: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for chosen in (master.seat, master.lead):
        for (t, k), column in chosen.items():
            for group, people in _people_of_kind(master, t).items():
                seats.setdefault((group, k), []).append((column, people))
    for (i, k), column in master.elsewhere.items():
        if master.laid.present[i] >= 0:
            seats.setdefault((int(master.laid.present[i]), k), []).append((column, 1))
    lives: dict[int, list[int]] = {}
    staying = []
    for (group, _), theirs in sorted(seats.items()):
        most = float(min(master.laid.size[1], (master.laid.present == group).sum()))
        here, stays = programme.column(0, 1), programme.column(0, most, whole=False)
        sitting = [column for column, _ in theirs]
        programme.row([*sitting, stays], [*(float(people) for _, people in theirs), -1.0], 0, np.inf)
        programme.row([here, stays], [most, -1.0], 0, np.inf)
        lives.setdefault(group, []).append(here)
        staying.append(stays)
    for columns_of_group in lives.values():
        programme.row(columns_of_group, [1.0] * len(columns_of_group), 0, 1)
    return staying
