"""Lines of search side by side: rounds that cool a fresh grouping, then rounds that cross two good ones."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..stop import Done, Stop
from .layout import laid_out, value_of
from .line import Groups, Line
from .pace import Pace, counted, timed

LINES = 2  # where rounds or moves are counted, whatever the number of threads
FRESH, CROSSED = 3, 30  # rounds of each kind in turn
KEPT = 6  # groupings that may be crossed
THOROUGH = 100  # sweeps an item in a fresh round, beyond which another round brings more
QUICK = 20_000_000  # exchanges tried in the first round, where they are counted

Progress = Callable[[float, float | None], Any]


class Search:
    """Lines, and the good groupings they share between rounds."""

    def __init__(
        self,
        distance: NDArray[np.float64],
        low: NDArray[np.int64],
        high: NDArray[np.int64],
        stop: Stop,
        seed: int,
        threads: int | None,
    ) -> None:
        self.began = time.perf_counter()
        self.distance, self.stop = distance, stop
        self.threads = threads or os.cpu_count() or 1
        self.by_clock = stop.seconds_left(Done()) is not None
        matrix = laid_out(distance, low, high, np.random.default_rng([abs(seed), int(seed < 0)]))
        count = self.threads if self.by_clock else LINES
        self.lines = [Line(matrix, seed, number) for number in range(count)]
        self.rounds, self.speed = 0, 1.0
        self.kept: list[tuple[float, Groups]] = []
        self._keep(line.groups for line in self.lines)

    @property
    def done(self) -> Done:
        tried = sum(line.sweeps for line in self.lines) * len(self.distance) ** 2
        return Done(self.rounds, tried, time.perf_counter() - self.began)

    def run(self, progress: Progress | None) -> Groups:
        """Round after round until it is time to stop; the best grouping found."""
        with ThreadPoolExecutor(self.threads) as pool:
            while not self.stop.reached(self.done):
                began, swept = time.perf_counter(), self.lines[0].sweeps
                self._keep(list(pool.map(self._task(), self.lines)))
                self.speed = (self.lines[0].sweeps - swept) / (time.perf_counter() - began)
                self.rounds += 1
                remaining = self.stop.remaining(self.done)
                if progress is not None and progress(self.kept[0][0], remaining) is False:
                    break
        return self.kept[0][1]

    def _task(self) -> Callable[[Line], Groups]:
        """What every line does in this round: for all the same, save for what it draws."""
        turn = self.rounds % (FRESH + CROSSED)
        if turn == 0:
            del self.kept[1:]
        kept, pace, done = tuple(self.kept), self._pace(crossed=turn >= FRESH), self.done

        def stopped() -> bool:
            return self.stop.reached(Done(done.rounds, done.moves, time.perf_counter() - self.began))

        def task(line: Line) -> Groups:
            if turn < FRESH:
                return line.fresh(pace(), stopped)
            first, second = line.drawn.choice(len(kept), 2, replace=len(kept) < 2)
            return line.crossed(kept[first][1], kept[second][1], pace(), stopped)

        return task

    def _pace(self, crossed: bool) -> Callable[[], Pace]:
        """A crossed grouping needs half the sweeps. The first rounds are short: an answer comes early."""
        n = len(self.distance)
        thorough = THOROUGH * n // (1 + crossed)
        left = self.stop.seconds_left(self.done)
        if left is None:
            sweeps = min(thorough, max(QUICK // n**2, 20) << min(self.rounds, 20))
            return lambda: counted(sweeps)
        if not self.rounds:
            return lambda: timed(left / 25)
        seconds = thorough / self.speed if crossed else min(thorough / self.speed, 0.35 * left)
        return lambda: timed(left if left < 1.5 * seconds else seconds)

    def _keep(self, found: Iterable[Groups]) -> None:
        """Put groupings among those that may be crossed, the best first, none twice."""
        for groups in found:
            value = value_of(self.distance, groups)
            if all(abs(value - other) > 1e-9 * abs(value) for other, _ in self.kept):
                self.kept.append((value, groups))
        self.kept.sort(key=lambda one: -one[0])
        del self.kept[KEPT:]
