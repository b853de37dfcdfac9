"""What is asked, checked, then laid out for the kernels: whole distances, and sizes to begin with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..kernels.diversity import STARTS, WIDE, Matrix, Places

LARGEST_SUM = 1 << 26  # an item's distances to one group: a gain of four such sums fits 32 bits
MOST_GROUPS = (1 << 16) - 1
FILLINGS = 20_000  # sizes of single groups weighed one against another


def value_of(distances: NDArray[np.float64], groups: NDArray[np.int32]) -> float:
    """The sum over pairs in one group of their distance."""
    members = (np.flatnonzero(groups == number) for number in np.unique(groups))
    within = (distances[np.ix_(items, items)] for items in members)
    return sum(float(block.sum() - np.trace(block)) for block in within) / 2


def checked(
    distances: NDArray[np.float64], sizes: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """The distances with an empty diagonal, and the bounds of sizes; ValueError where they cannot be used."""
    matrix = np.array(distances, np.float64, order="C")
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
    if len(low) > MOST_GROUPS:
        raise ValueError(f"There cannot be more than {MOST_GROUPS} groups.")
    if not low.sum() <= len(matrix) <= high.sum():
        raise ValueError(f"Groups of {low.sum()} to {high.sum()} items in all cannot hold {len(matrix)}.")
    np.fill_diagonal(matrix, 0.0)
    return matrix, low, np.minimum(high, len(matrix))


def laid_out(
    distance: NDArray[np.float64], low: NDArray[np.int64], high: NDArray[np.int64], rng: np.random.Generator
) -> Matrix:
    """Distances times the power of ten that keeps most of their decimals, less their mean."""
    n = len(distance)
    mean = distance.sum() / max(n * (n - 1), 1)
    largest = float(np.abs(_around(distance, mean)).max(initial=0.0)) * int(high.max())
    scale = 10.0 ** np.floor(np.log10(LARGEST_SUM / largest)) if largest else 1.0
    mean = np.rint(mean * scale)
    whole = np.zeros((n, padded(n)), np.int32)
    whole[:, :n] = np.rint(_around(distance, mean / scale) * scale)
    draws = STARTS + max(padded(n), len(low))
    chances = np.log((rng.permutation(draws) + 0.5) / draws).astype(np.float32)
    return Matrix(whole, low, high, np.array([mean], np.float64), chances)


def _around(distance: NDArray[np.float64], mean: float) -> NDArray[np.float64]:
    around = distance - mean
    np.fill_diagonal(around, 0.0)
    return around


def padded(n: int) -> int:
    return -(-n // WIDE) * WIDE


def places(matrix: Matrix, rng: NDArray[np.uint64]) -> Places:
    groups, width = len(matrix.low), matrix.distance.shape[1]
    return Places(
        group=np.zeros(width, np.uint16),
        size=np.zeros(groups, np.int64),
        sums=np.zeros((groups, width), np.int32),
        own=np.zeros(width, np.int32),
        gain=np.zeros(groups, np.int32),
        least=np.zeros(len(matrix.chances), np.int32),
        rng=rng,
        made=np.zeros(2, np.int64),
    )


def first_sizes(matrix: Matrix) -> NDArray[np.int64]:
    """Sizes with the most pairs in groups, or the fewest where distances are mostly negative.

    Each pair counts for the mean distance, which outweighs what a choice of items can gain: sizes that differ
    in the number of pairs are seldom worth a search.
    """
    low, high = matrix.low, matrix.high
    spare = len(matrix.distance) - int(low.sum())
    if matrix.mean[0] < 0:
        return _even(low, high, spare)
    if not spare or int(np.minimum(high - low, spare).sum()) > FILLINGS:
        return _one_after_other(low, high, spare)
    return _most_pairs(low, high, spare)


def _even(low: NDArray[np.int64], high: NDArray[np.int64], spare: int) -> NDArray[np.int64]:
    sizes = low.copy()
    for _ in range(spare):
        sizes[np.argmin(np.where(sizes < high, sizes, np.iinfo(np.int64).max))] += 1
    return sizes


def _one_after_other(low: NDArray[np.int64], high: NDArray[np.int64], spare: int) -> NDArray[np.int64]:
    sizes = low.copy()
    for group in np.argsort(-(low + high), kind="stable"):
        sizes[group] += min(spare, int(high[group] - low[group]))
        spare -= int(sizes[group] - low[group])
    return sizes


def _most_pairs(low: NDArray[np.int64], high: NDArray[np.int64], spare: int) -> NDArray[np.int64]:
    """By dynamic programming over the groups and how many of the spare items they took."""
    most = np.full(spare + 1, -np.inf)
    most[0] = 0.0
    choices = []
    for fewest, largest in zip(low, high, strict=True):
        before, most, choice = most, np.full(spare + 1, -np.inf), np.zeros(spare + 1, np.int64)
        for more in range(min(int(largest - fewest), spare) + 1):
            pairs = before[: spare + 1 - more] + float(fewest + more) ** 2
            better = pairs > most[more:]
            most[more:][better] = pairs[better]
            choice[more:][better] = more
        choices.append(choice)
    sizes = low.copy()
    for group in range(len(low) - 1, -1, -1):
        sizes[group] += choices[group][spare]
        spare -= int(choices[group][spare])
    return sizes
