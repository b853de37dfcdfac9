"""Whether groups are there: against shuffled votes, again with fewer people, and large enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import numpy as np

from .grouping import Grouped, adjusted_rand, best_groups, k_means
from .mapping import Floats, Map, draw_map

SHUFFLES = 19
RUNS = 20
KEPT = 0.9


@dataclass(frozen=True, slots=True)
class Trial:
    """The map, its groups, the silhouettes of shuffled votes, how alike groups of fewer people are."""

    map: Map
    grouped: Grouped
    by_chance: tuple[float, ...]
    likeness: tuple[float, ...]

    @property
    def steadiness(self) -> float:
        return median(self.likeness)


def try_groups(matrix: Floats, seed: int, step: Callable[[], None]) -> Trial:
    """Groups of the people of a matrix (people, statements), with NaN where nothing was said.

    `step` is called after each of `steps()` pieces of work, and may raise.
    """
    drawn, grouped = _groups(matrix, _draw(seed, 0))
    step()
    by_chance = []
    for turn in range(SHUFFLES):
        draw = _draw(seed, 1, turn)
        by_chance.append(_groups(shuffled(matrix, draw), draw)[1].silhouette)
        step()
    likeness = []
    for turn in range(RUNS):
        likeness.append(_again(matrix, grouped, _draw(seed, 2, turn)))
        step()
    return Trial(drawn, grouped, tuple(by_chance), tuple(likeness))


def steps() -> int:
    return 1 + SHUFFLES + RUNS


def _draw(*seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def _groups(matrix: Floats, draw: np.random.Generator) -> tuple[Map, Grouped]:
    drawn = draw_map(matrix)
    return drawn, best_groups(drawn.points, draw)


def _again(matrix: Floats, grouped: Grouped, draw: np.random.Generator) -> float:
    """How alike groups come out of nine people in ten: another map, as many groups."""
    kept = np.sort(draw.choice(len(matrix), max(round(KEPT * len(matrix)), 1), replace=False))
    anew = k_means(draw_map(matrix[kept]).points, len(set(grouped.labels.tolist())), draw)
    return adjusted_rand(grouped.labels[kept], anew)


def shuffled(matrix: Floats, draw: np.random.Generator) -> Floats:
    """Each statement's votes dealt again among those who voted on it: as many of each, nobody's own."""
    dealt = matrix.copy()
    for column in range(matrix.shape[1]):
        said = ~np.isnan(matrix[:, column])
        dealt[said, column] = draw.permutation(matrix[said, column])
    return dealt
