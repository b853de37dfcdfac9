"""Two surveys side by side: a difference with its interval, never an arrow.

A difference is `after` less `before`. `clear` says whether its interval leaves zero out. Paired differences
need to know who answered both: only where people answered by name or in confidence, and only if that was
said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from .scales import LEVEL, Interval, Mean, Number, Recommendation, mean, wilson
from .students import normal, root_of_sum, student


@dataclass(frozen=True, slots=True)
class Difference:
    """`after` − `before`, with its interval; `paired` where each person is both times."""

    before: float
    after: float
    interval: Interval
    paired: bool = False

    @property
    def value(self) -> float:
        return self.interval.value

    @property
    def clear(self) -> bool:
        """Zero lies outside of the interval."""
        return self.interval.low > 0 or self.interval.high < 0


def shares_apart(before: tuple[int, int], after: tuple[int, int], *, level: float = LEVEL) -> Difference:
    """Two shares, (people, of people) each, of different people.

    Newcombe's hybrid score interval from two Wilson intervals (1998, Statistics in Medicine 17:873, method
    10).
    """
    first, second = wilson(*before, level=level), wilson(*after, level=level)
    value = second.value - first.value
    low = value - root_of_sum(second.value - second.low, first.high - first.value)
    high = value + root_of_sum(second.high - second.value, first.value - first.low)
    return Difference(first.value, second.value, Interval(value, low, high))


def shares_paired(both: int, before: int, after: int, neither: int, *, level: float = LEVEL) -> Difference:
    """The same people twice: how many said yes both times, only before, only after, neither time.

    Newcombe's square-and-add interval for paired shares (1998, Statistics in Medicine 17:2635, method 10).
    Raises ValueError of nobody.
    """
    of = both + before + after + neither
    first, second = wilson(both + before, of, level=level), wilson(both + after, of, level=level)
    value = (after - before) / of
    phi = _phi(both, before, after, neither)

    def spread(one: float, other: float) -> float:
        return sqrt(max(one * one - 2 * phi * one * other + other * other, 0))

    low = value - spread(second.value - second.low, first.high - first.value)
    high = value + spread(second.high - second.value, first.value - first.low)
    return Difference(first.value, second.value, Interval(value, low, high), paired=True)


def _phi(both: int, before: int, after: int, neither: int) -> float:
    """The correlation of the two answers, with Newcombe's correction for continuity where positive."""
    of = both + before + after + neither
    margins = (both + before) * (after + neither) * (both + after) * (before + neither)
    product = both * neither - before * after
    if not margins:
        return 0.0
    return (max(product - of / 2, 0) if product > 0 else product) / sqrt(margins)


def means_apart(
    before: Mapping[Number, int], after: Mapping[Number, int], *, level: float = LEVEL
) -> Difference | None:
    """Two means of different people, each as {number: people}; None unless each has two people or more.

    Welch's interval with the Welch–Satterthwaite degrees of freedom (B. L. Welch, 1947).
    """
    first, second = mean(before, level=level), mean(after, level=level)
    if first is None or second is None or first.deviation is None or second.deviation is None:
        return None
    value = second.value - first.value
    one, other = first.deviation**2 / first.of, second.deviation**2 / second.of
    half = 0.0
    if one + other:
        freedom = (one + other) ** 2 / (one**2 / (first.of - 1) + other**2 / (second.of - 1))
        half = student(level, freedom) * sqrt(one + other)
    return Difference(first.value, second.value, Interval(value, value - half, value + half))


def means_paired(pairs: Mapping[tuple[Number, Number], int], *, level: float = LEVEL) -> Difference | None:
    """The same people twice, as {(before, after): people}; None below two. Student's t on differences."""
    steps: dict[Number, int] = {}
    for (before, after), n in pairs.items():
        steps[after - before] = steps.get(after - before, 0) + n
    found: Mean | None = mean(steps, level=level)
    if found is None or found.interval is None:
        return None
    first = sum(before * n for (before, _), n in pairs.items()) / found.of
    second = sum(after * n for (_, after), n in pairs.items()) / found.of
    return Difference(first, second, found.interval, paired=True)


def recommendations_apart(
    before: Recommendation, after: Recommendation, *, level: float = LEVEL
) -> Difference:
    """Two net promoter scores of different people: the sum of their variances, as in `recommendation`."""
    value = after.score - before.score
    half = normal(level) * sqrt(_variance(before) + _variance(after))
    return Difference(before.score, after.score, Interval(value, value - half, value + half))


def _variance(one: Recommendation) -> float:
    p, d = one.promoters / one.of, one.detractors / one.of
    return 10_000 * max(p + d - (p - d) ** 2, 0) / one.of
