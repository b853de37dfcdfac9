"""The beta distribution in plain Python: how sure a share is, given a count.

Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.8 (the continued fraction); Lentz's method
evaluates it. Accurate to about ten digits for counts up to a million.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

TINY = 1e-300
CLOSE = 1e-15
STEPS = 100


def share_below(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b): how much of Beta(a, b) lies below x."""
    refuse_counts(a, b)
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    # The fraction converges fast on this side of the mean only.
    if x > (a + 1) / (a + b + 2):
        return 1.0 - share_below(1.0 - x, b, a)
    return exp(a * log(x) + b * log(1.0 - x) - log_beta(a, b)) / a / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """1 + d1/(1 + d2/(1 + …)), by Lentz's method."""
    value, c, d = 1.0, 1.0, 0.0
    for term in range(1, 10_000 + int(10 * sqrt(a + b))):
        step = _coefficient(term, x, a, b)
        d = 1.0 / (1.0 + step * d or TINY)
        c = 1.0 + step / c or TINY
        value *= c * d
        if abs(c * d - 1.0) < CLOSE:
            break
    return value


def _coefficient(term: int, x: float, a: float, b: float) -> float:
    m = term // 2
    if term % 2:
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))


def log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


@lru_cache(maxsize=1 << 14)
def quantile(p: float, a: float, b: float) -> float:
    """The x below which a share p of Beta(a, b) lies, by Newton's steps kept in a bracket."""
    refuse_counts(a, b)
    if not 0 < p < 1:
        raise ValueError(f"A quantile lies strictly between 0 and 1, not at {p}.")
    low, high, x = 0.0, 1.0, _first_guess(p, a, b)
    scale = log_beta(a, b)
    for _ in range(STEPS):
        error = share_below(x, a, b) - p
        low, high = (low, x) if error > 0 else (x, high)
        slope = exp((a - 1) * log(x) + (b - 1) * log(1.0 - x) - scale)
        following = x - error / slope if slope else low
        if not low < following < high:
            following = (low + high) / 2
        if abs(following - x) <= 1e-14 * x:
            return following
        x = following
    return x


def refuse_counts(a: float, b: float) -> None:
    if not (a > 0 and b > 0):
        raise ValueError(f"Beta({a}, {b}) does not exist: both counts must be above 0.")


def _first_guess(p: float, a: float, b: float) -> float:
    """The normal law's answer, kept inside."""
    mean = a / (a + b)
    spread = sqrt(mean * (1 - mean) / (a + b + 1))
    return min(max(mean + NormalDist().inv_cdf(p) * spread, 1e-6), 1 - 1e-6)
