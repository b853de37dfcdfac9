"""One line of search: a grouping that is cooled from a temperature of its own, then climbs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from ..kernels.diversity import Matrix, settle, sweep
from .layout import first_sizes, places
from .pace import Pace

LOSING = 0.003  # of the exchanges tried, those accepted at a loss where a cooling begins
COOLEST = 0.33  # of that temperature, where it ends
LUKEWARM = 0.65  # of it, where two crossed groupings begin
HOTTEST = float(1 << 24)  # thresholds up to ten times as large fit 32 bits
TRIED = 50_000  # exchanges to tell a temperature by

Groups = NDArray[np.int32]


class Line:
    """Draws from generators of its own; says in `sweeps` how many it made."""

    def __init__(self, matrix: Matrix, seed: int, number: int) -> None:
        self.matrix = matrix
        self.drawn = np.random.default_rng([abs(seed), int(seed < 0), number])
        self.places = places(matrix, self.drawn.integers(1, 1 << 63, 1, np.uint64))
        self.sizes = first_sizes(matrix)
        self.rigid = bool((matrix.low == matrix.high).all())
        self.sweeps = 0
        self.groups = self._climbed(self._shuffled())
        self.hot = self._hot()

    def fresh(self, pace: Pace, stopped: Callable[[], bool]) -> Groups:
        """A grouping cooled from nowhere."""
        return self._cooled(self._shuffled(), self.hot, pace, stopped)

    def crossed(self, first: Groups, second: Groups, pace: Pace, stopped: Callable[[], bool]) -> Groups:
        """What two groupings agree on, the others shuffled among the seats left; cooled from lukewarm."""
        agreed = first == _renamed(second, first, len(self.sizes))
        child = first.copy()
        child[~agreed] = self.drawn.permutation(first[~agreed])
        return self._cooled(child, self.hot * LUKEWARM, pace, stopped)

    def _shuffled(self) -> Groups:
        ordered = np.repeat(np.arange(len(self.sizes)), self.sizes)
        return self.drawn.permutation(ordered).astype(np.int32)

    def _cooled(self, groups: Groups, warm: float, pace: Pace, stopped: Callable[[], bool]) -> Groups:
        self._place(groups)
        cold = self.hot * COOLEST
        for share, times in pace:
            self._sweep(warm * (cold / warm) ** share, times, free=False)
            if stopped():
                break
        return self._climbed()

    def _climbed(self, groups: Groups | None = None) -> Groups:
        """Where no exchange gains any more, and with sizes that may vary, no move."""
        if groups is not None:
            self._place(groups)
        for free in (False,) if self.rigid else (False, True):
            gains = -1
            while gains != self.places.made[0]:
                gains = int(self.places.made[0])
                self._sweep(0.0, 1, free)
        return self.places.group[: len(self.matrix.distance)].astype(np.int32)

    def _hot(self) -> float:
        """The temperature below which few exchanges are accepted at a loss."""
        n, groups = len(self.matrix.distance), len(self.sizes)
        heat = max(0.5 * float(self.matrix.distance[:, :n].std()) * float(np.sqrt(n / groups)), 1.0)
        while heat < HOTTEST and groups > 1 and self._losing(heat) < LOSING:
            heat *= 2
        while heat > 1.0 and self._losing(heat) > LOSING:
            heat *= 0.9
        return heat

    def _losing(self, heat: float) -> float:
        """The share of exchanges accepted at a loss."""
        before, tried = int(self.places.made[1]), len(self.matrix.distance) ** 2
        times = 1 + TRIED // tried
        self._sweep(heat, times, free=False)
        return (int(self.places.made[1]) - before) / (tried * times)

    def _place(self, groups: Groups) -> None:
        self.places.group[: len(groups)] = groups
        settle(self.matrix, self.places)

    def _sweep(self, heat: float, times: int, free: bool) -> None:
        sweep(self.matrix, self.places, heat, times, free)
        self.sweeps += times


def _renamed(groups: Groups, like: Groups, count: int) -> Groups:
    """The same grouping with its groups named after those of `like` that share the most items with them."""
    shared = np.zeros((count, count), np.int64)
    np.add.at(shared, (like, groups), 1)
    names = np.empty(count, np.int32)
    rows, columns = linear_sum_assignment(-shared)
    names[columns] = rows
    return names[groups]
