"""What the answers on a scale come to: shares, mean, median grade, recommendation, each with its number."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

from .students import normal, student

LEVEL = 0.95
Number = TypeVar("Number", int, float)


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the bounds between which the true value lies at the level asked for."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """`count` people of `of`; `interval` is Wilson's, in shares from 0 to 1, None of nobody."""

    count: int
    of: int
    interval: Interval | None

    @property
    def part(self) -> float:
        """From 0 to 1; 0 of nobody."""
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of `of` numbers, its standard deviation (n − 1), and its interval by Student's t.

    The deviation is None of one number, and so is the interval.
    """

    of: int
    value: float
    deviation: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Net promoter score: `score` from −100 to 100, with the people it comes from and its interval.

    Promoters give 9 or 10, detractors 0 to 6 (Reichheld, *The One Number You Need to Grow*, 2003). The
    interval is that of a difference of two shares of the same people: variance (p + d − (p − d)²) / n.
    """

    promoters: int
    passives: int
    detractors: int
    score: float
    interval: Interval

    @property
    def of(self) -> int:
        return self.promoters + self.passives + self.detractors


def wilson(count: int, of: int, *, level: float = LEVEL) -> Interval:
    """The score interval of a share (E. B. Wilson, 1927): honest near 0 and 1, where Wald's is not.

    Raises ValueError unless 0 ≤ count ≤ of and of > 0.
    """
    if not 0 <= count <= of or of == 0:
        raise ValueError(f"{count} of {of}")
    z, p = normal(level), count / of
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    low = 0.0 if count == 0 else middle - half
    return Interval(p, low, 1.0 if count == of else middle + half)


def share(count: int, of: int, *, level: float = LEVEL) -> Share:
    """So many people of so many, with Wilson's interval."""
    return Share(count, of, wilson(count, of, level=level) if of else None)


def distribution(
    counts: Mapping[Hashable, int], values: Sequence[Hashable] = (), of: int | None = None
) -> dict[Hashable, Share]:
    """The share of each value, `values` first and in their order, empty ones included.

    `of` is the number of people where each may give several values; else the sum of counts.
    """
    whole = sum(counts.values()) if of is None else of
    ordered = {**dict.fromkeys(values, 0), **counts}
    return {value: share(n, whole) for value, n in ordered.items()}


def only(counts: Mapping[object, int], values: Collection[int]) -> dict[int, int]:
    """The counts of some values alone: a scale without its "no opinion"."""
    return {value: counts[value] for value in values if counts.get(value)}


def mean(counts: Mapping[Number, int], *, level: float = LEVEL) -> Mean | None:
    """The mean of numbers given as {number: people}, None of nobody.

    The interval is t·s/√n with n − 1 degrees of freedom (Student, 1908). Where all agree it has no width.
    """
    of = sum(counts.values())
    if not of:
        return None
    value = sum(x * n for x, n in counts.items()) / of
    if of == 1:
        return Mean(1, value, None, None)
    deviation = sqrt(sum(n * (x - value) ** 2 for x, n in counts.items()) / (of - 1))
    half = student(level, of - 1) * deviation / sqrt(of)
    return Mean(of, value, deviation, Interval(value, value - half, value + half))


def median_grade(counts: Mapping[Number, int]) -> Number | None:
    """The lower median: the highest grade that more than half of people give at least, or exactly half.

    Majority judgment's majority grade (Balinski and Laraki, 2007); None of nobody.
    """
    reached, of = 0, sum(counts.values())
    for value in sorted(value for value, n in counts.items() if n):
        reached += counts[value]
        if 2 * reached >= of:
            return value
    return None


def recommendation(counts: Mapping[Number, int], *, level: float = LEVEL) -> Recommendation | None:
    """The net promoter score of marks from 0 to 10 given as {mark: people}, None of nobody.

    Raises ValueError for a mark outside of 0 to 10.
    """
    if any(not 0 <= mark <= 10 for mark in counts):
        raise ValueError("a mark lies between 0 and 10")
    of = sum(counts.values())
    if not of:
        return None
    promoters = sum(n for mark, n in counts.items() if mark >= 9)
    detractors = sum(n for mark, n in counts.items() if mark <= 6)
    p, d = promoters / of, detractors / of
    half = normal(level) * sqrt(max(p + d - (p - d) ** 2, 0) / of) * 100
    score = 100 * (promoters - detractors) / of
    bounds = Interval(score, max(score - half, -100), min(score + half, 100))
    return Recommendation(promoters, of - promoters - detractors, detractors, score, bounds)
