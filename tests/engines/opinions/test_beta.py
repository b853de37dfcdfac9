"""The beta distribution, against scipy's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.special import betainc, betaincinv

from essaim.engines.opinions.beta import quantile, share_below

COUNTS = some.integers(1, 5_000)


@given(some.floats(0, 1), COUNTS, COUNTS)
def test_the_share_below_is_scipys(x, a, b):
    assert share_below(x, a, b) == pytest.approx(betainc(a, b, x), rel=1e-9, abs=1e-12)


@given(some.floats(1e-6, 1 - 1e-6), COUNTS, COUNTS)
def test_the_quantile_is_scipys(p, a, b):
    assert quantile(p, a, b) == pytest.approx(betaincinv(a, b, p), rel=1e-8)


@pytest.mark.parametrize(
    ("p", "a", "b"),
    [(0.05, 1, 1), (0.05, 1, 1_000_001), (0.95, 1_000_001, 1), (0.05, 600_001, 400_001), (0.5, 0.5, 0.5)],
)
def test_at_the_ends_and_with_very_many(p, a, b):
    assert quantile(p, a, b) == pytest.approx(betaincinv(a, b, p), rel=1e-8)


def test_a_uniform_share_is_its_own_quantile():
    assert quantile(0.3, 1, 1) == pytest.approx(0.3, rel=1e-14)
    assert (share_below(-1, 2, 3), share_below(2, 2, 3)) == (0.0, 1.0)


@pytest.mark.parametrize(("p", "a", "b"), [(0, 1, 1), (1, 1, 1), (0.5, 0, 1), (0.5, 1, -1)])
def test_what_does_not_exist_is_refused(p, a, b):
    with pytest.raises(ValueError, match=r"does not exist|strictly between"):
        quantile(p, a, b)
