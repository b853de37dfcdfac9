"""Groups on the map: k-means, how apart they are (silhouette), how alike two groupings are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .mapping import Floats

Labels = npt.NDArray[np.int64]
KS = (2, 3, 4, 5)
STARTS = 8
TURNS = 100
SAMPLE = 2_000


@dataclass(frozen=True, slots=True)
class Grouped:
    """`labels` is (people,), from 0 to k-1; `silhouette` from -1 to 1."""

    labels: Labels
    silhouette: float


def best_groups(points: Floats, draw: np.random.Generator, ks: Sequence[int] = KS) -> Grouped:
    """Of the groupings into k for each of `ks`, the one with the greatest silhouette."""
    # Sorted, so that the order in which people come decides nothing.
    order = np.lexsort(points.T)
    inside = points[order]
    looked_at = sample(len(inside), draw)
    apart = distances(inside[looked_at])
    best = Grouped(np.zeros(len(points), dtype=np.int64), -1.0)
    for k in ks:
        labels = k_means(inside, k, draw)
        value = silhouette(apart, labels[looked_at])
        if value > best.silhouette:
            best = Grouped(labels[np.argsort(order)], value)
    return best


def k_means(points: Floats, k: int, draw: np.random.Generator) -> Labels:
    """The tightest of several beginnings, each drawn far apart (k-means++), by Lloyd's turns."""
    tightest, kept = np.inf, np.zeros(len(points), dtype=np.int64)
    for _ in range(STARTS):
        labels, spread = lloyd(points, far_apart(points, k, draw))
        if spread < tightest - 1e-12:
            tightest, kept = spread, labels
    return kept


def far_apart(points: Floats, k: int, draw: np.random.Generator) -> Floats:
    """k beginnings, each drawn with the square of its distance to the nearest (Arthur, Vassilvitskii)."""
    chosen = [points[draw.integers(len(points))]]
    nearest = ((points - chosen[0]) ** 2).sum(axis=1)
    for _ in range(k - 1):
        total = nearest.sum()
        place = np.searchsorted(np.cumsum(nearest), draw.random() * total) if total else 0
        chosen.append(points[min(place, len(points) - 1)])
        nearest = np.minimum(nearest, ((points - chosen[-1]) ** 2).sum(axis=1))
    return np.array(chosen)


def lloyd(points: Floats, centres: Floats) -> tuple[Labels, float]:
    """Each to the nearest centre, each centre to its middle, until nothing moves: labels, sum of squares."""
    labels = np.full(len(points), -1)
    for _ in range(TURNS):
        # |p|² is left out: it is the same for all centres.
        nearest = ((centres**2).sum(axis=1) - 2 * points @ centres.T).argmin(axis=1)
        if (nearest == labels).all():
            break
        labels = nearest
        centres = middles(points, labels, centres)
    return labels, float(((points - centres[labels]) ** 2).sum())


def middles(points: Floats, labels: Labels, centres: Floats) -> Floats:
    """The mean of each group; an empty one stays where it was."""
    sizes = np.bincount(labels, minlength=len(centres))
    sums = np.stack([np.bincount(labels, points[:, axis], len(centres)) for axis in (0, 1)], axis=1)
    return np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1)[:, None], centres)


def sample(people: int, draw: np.random.Generator) -> Labels:
    """Whose silhouette is looked at: everybody, and of very many some two thousand."""
    if people <= SAMPLE:
        return np.arange(people)
    return np.sort(draw.choice(people, SAMPLE, replace=False))


def distances(points: Floats) -> Floats:
    """How far each is from each, (people, people)."""
    # A complex number's length is what hypot would give, in one pass over memory.
    at = points[:, 0] + 1j * points[:, 1]
    return np.asarray(np.abs(at[:, None] - at[None, :]))


def silhouette(apart: Floats, labels: Labels) -> float:
    """The mean of (b-a)/max(a, b): a, the mean distance to one's group, b to the nearest other (Rousseeuw).

    Somebody alone in a group counts 0. One group only gives -1.
    """
    there = np.unique(labels)
    if len(there) < 2:
        return -1.0
    member = (labels[:, None] == there).astype(np.float64)
    sizes = member.sum(axis=0)
    sums = apart @ member
    own = member.astype(bool)
    others = sizes[own.argmax(axis=1)] - 1
    a = sums[own] / np.maximum(others, 1)
    b = np.where(own, np.inf, sums / sizes).min(axis=1)
    widest = np.maximum(a, b)
    values = np.where((others > 0) & (widest > 0), (b - a) / np.where(widest > 0, widest, 1.0), 0.0)
    return float(values.mean())


def adjusted_rand(one: Labels, other: Labels) -> float:
    """How alike two groupings of the same people are: 1 for the same, about 0 by chance (Hubert, Arabie)."""
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1)

    def pairs(counts: Floats) -> float:
        return float((counts * (counts - 1) / 2).sum())

    together, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    everyone = len(one) * (len(one) - 1) / 2
    by_chance = rows * columns / everyone if everyone else 0.0
    most = (rows + columns) / 2
    return (together - by_chance) / (most - by_chance) if most != by_chance else 1.0
