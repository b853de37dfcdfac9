"""The plain maximally diverse grouping problem: a matrix of distances, sizes, the largest sum within groups.

For comparison with the literature (Yang, Cai, Jin, Tang and Gao, EJOR 302(3), 2022, and MDGPLIB). The search
anneals over exchanges and moves with the sums of distances to every group kept up to date, then climbs; each
round is one such cooling, from the best grouping of its line or from a fresh one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .kernels.diversity import cool, sums_of
from .stop import Done, Stop

LINES = 2  # searched side by side, whatever the number of threads
HEATS = (1.0, 0.7)  # of the spread of an exchange's gain, round after round


@dataclass(frozen=True, slots=True)
class Grouping:
    """`groups[i]` is the group of item i (0-based); `value` the sum of distances within groups."""

    groups: NDArray[np.int32]
    value: float
    rounds: int
    seconds: float


def value_of(distances: NDArray[np.float64], groups: NDArray[np.int32]) -> float:
    """The sum over pairs in one group of their distance."""
    together = groups[:, None] == groups[None, :]
    return float(distances[together].sum() - np.trace(distances)) / 2


def group(
    distances: NDArray[np.float64],
    sizes: Sequence[tuple[int, int]],
    *,
    stop: Stop,
    seed: int = 0,
    progress: Callable[[float, float | None], Any] | None = None,
) -> Grouping:
    """Share n items among groups of bounded sizes (fewest, most), maximising the sum within groups.

    `distances` is n × n and symmetric. `progress(value, remaining)` is called once a round; returning False
    ends the search. Raises ValueError for a matrix that is not such, or sizes that cannot hold n items.
    """
    began = time.perf_counter()
    matrix, low, high = _checked(distances, sizes)
    lines = [Line(matrix, low, high, seed, number) for number in range(LINES)]
    done = Done()
    with ThreadPoolExecutor(LINES) as pool:
        while not stop.reached(done):
            list(pool.map(Line.round, lines, [done.rounds] * LINES))
            _share(lines, done.rounds)
            tried = LINES * lines[0].steps * min(1 + done.rounds, 16)
            done = Done(done.rounds + 1, done.moves + tried, time.perf_counter() - began)
            best = max(line.best for line in lines)
            if progress is not None and progress(best, stop.remaining(done)) is False:
                break
    groups = max(lines, key=lambda line: line.best).best_groups
    return Grouping(groups, value_of(matrix, groups), done.rounds, time.perf_counter() - began)


class Line:
    """One line of search, with its own generator for each round."""

    def __init__(
        self,
        distance: NDArray[np.float64],
        low: NDArray[np.int64],
        high: NDArray[np.int64],
        seed: int,
        number: int,
    ) -> None:
        self.distance, self.low, self.high = distance, low, high
        self.seed, self.number = seed, number
        n = len(distance)
        self.steps = 10_000 * n
        usual = distance[np.triu_indices(n, 1)]
        spread = float(usual.std()) if len(usual) else 0.0
        self.heat = max(spread * float(np.sqrt(n / len(low))), 1e-9)
        self.best_groups = self._fresh(0)
        self.best = value_of(distance, self.best_groups)

    def _generator(self, *parts: int) -> NDArray[np.uint64]:
        sequence = np.random.SeedSequence([abs(self.seed), int(self.seed < 0), self.number, *parts])
        return sequence.generate_state(1, np.uint64).astype(np.uint64)

    def _fresh(self, round_number: int) -> NDArray[np.int32]:
        """A random grouping with every size within its bounds."""
        rng = np.random.default_rng(self._generator(round_number, 1))
        sizes = self.low.copy()
        while sizes.sum() < len(self.distance):
            room = np.nonzero(sizes < self.high)[0]
            sizes[rng.choice(room)] += 1
        return rng.permutation(np.repeat(np.arange(len(sizes)), sizes)).astype(np.int32)

    def round(self, number: int) -> None:
        """One cooling; the best grouping seen is kept."""
        groups = self.best_groups.copy()
        size = np.bincount(groups, minlength=len(self.low))
        sums = sums_of(self.distance, groups, len(self.low))
        hot = self.heat * HEATS[(number + self.number) % len(HEATS)]
        rng = self._generator(number, 2)
        steps = self.steps * min(1 + number, 16)
        cool(self.distance, sums, groups, size, self.low, self.high, rng, hot, self.heat * 0.03, steps)
        value = value_of(self.distance, groups)
        if value > self.best + 1e-9:
            self.best, self.best_groups = value, groups


def _share(lines: list[Line], number: int) -> None:
    """Every sixth round the worst line goes on from the best grouping."""
    if number % 6 == 5:
        best = max(lines, key=lambda line: line.best)
        worst = min(lines, key=lambda line: line.best)
        worst.best, worst.best_groups = best.best, best.best_groups.copy()


def _checked(
    distances: NDArray[np.float64], sizes: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    matrix = np.ascontiguousarray(distances, np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError("The distances must be a square matrix.")
    if not np.isfinite(matrix).all():
        i, j = (int(x) for x in np.argwhere(~np.isfinite(matrix))[0])
        raise ValueError(f"The distance between items {i} and {j} is not a number.")
    if not np.array_equal(matrix, matrix.T):
        raise ValueError("The distances must be the same both ways.")
    low = np.array([size[0] for size in sizes], np.int64)
    high = np.array([size[1] for size in sizes], np.int64)
    if not len(low) or (low < 0).any() or (low > high).any():
        raise ValueError("Every group needs a smallest size from 0 and a largest not below it.")
    if not low.sum() <= len(matrix) <= high.sum():
        raise ValueError(f"Groups of {low.sum()} to {high.sum()} items in all cannot hold {len(matrix)}.")
    np.fill_diagonal(matrix, 0.0)
    return matrix, low, high
