"""Quantiles that confidence intervals need, in plain Python: the web process loads no numeric package."""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, pi, sqrt
from statistics import NormalDist

TINY = 1e-300


@lru_cache(maxsize=32)
def normal(level: float) -> float:
    """The z that leaves `level` (0.95: 1.96) of a normal distribution between −z and z."""
    return NormalDist().inv_cdf((1 + _checked(level)) / 2)


@lru_cache(maxsize=1024)
def student(level: float, freedom: float) -> float:
    """The same for Student's t with `freedom` degrees of freedom, which need not be whole; to about 1e-9.

    Newton's steps from the normal's z, which is below: P(−t < T < t) is concave in t, so no step goes past.
    """
    t = normal(level)
    while True:
        step = (level - _within(t, freedom)) / (2 * _density(t, freedom))
        t += step
        if step < 1e-12 * t:
            return t


def _density(t: float, freedom: float) -> float:
    front = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - log(freedom * pi) / 2
    return exp(front - (freedom + 1) / 2 * log(1 + t * t / freedom))


def _within(t: float, freedom: float) -> float:
    """P(−t < T < t) = 1 − I(ν/(ν+t²); ν/2, 1/2), Abramowitz and Stegun 26.7.1."""
    return 1 - _beta(freedom / 2, 0.5, freedom / (freedom + t * t), t * t / (freedom + t * t))


def _beta(a: float, b: float, x: float, rest: float) -> float:
    """Regularised incomplete beta, with `rest` = 1 − x, by its continued fraction (Lentz)."""
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, rest) / b


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of Abramowitz and Stegun 26.5.8."""
    c, d = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or TINY)
    value, m = d, 0
    while True:
        m += 1
        for part in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / ((1 + part * d) or TINY)
            c = (1 + part / c) or TINY
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            return value


def root_of_sum(*parts: float) -> float:
    """√(a² + b² + …)."""
    return sqrt(sum(part * part for part in parts))


def _checked(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"a level of {level}: it lies between 0 and 1")
    return level
