"""A difference comes with its interval, as published and as SciPy computes it."""

from __future__ import annotations

from collections import Counter as Bag

import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from essaim.engines.tallies import (
    means_apart,
    means_paired,
    recommendation,
    recommendations_apart,
    shares_apart,
    shares_paired,
)

MARKS = some.lists(some.integers(1, 5), min_size=2, max_size=30)
PEOPLE = some.integers(0, 30)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((0, 10), (0, 20), -0.1611, 0.2775),
    ],
)
def test_newcombes_interval_as_he_published_it(one, other, low, high):
    """Interval estimation for the difference between independent proportions (1998), table II."""
    found = shares_apart(other, one)
    assert (round(found.interval.low, 4), round(found.interval.high, 4)) == (low, high)
    assert found.value == pytest.approx(one[0] / one[1] - other[0] / other[1])
    assert not found.paired


@given(MARKS, MARKS)
def test_welchs_interval_as_scipy_computes_it(before, after):
    found = means_apart(Bag(before), Bag(after))
    if len(set(before)) == len(set(after)) == 1:
        assert found.interval.low == found.interval.high == after[0] - before[0]
        return
    expected = stats.ttest_ind(after, before, equal_var=False).confidence_interval(0.95)
    assert (found.interval.low, found.interval.high) == pytest.approx((expected.low, expected.high), abs=1e-8)


@given(some.lists(some.tuples(some.integers(1, 5), some.integers(1, 5)), min_size=2, max_size=30))
def test_the_paired_interval_as_scipy_computes_it(pairs):
    found = means_paired(Bag(pairs))
    before, after = zip(*pairs, strict=True)
    assert found.paired
    assert (found.before, found.after) == pytest.approx((sum(before) / len(pairs), sum(after) / len(pairs)))
    if len({b - a for a, b in pairs}) > 1:
        expected = stats.ttest_rel(after, before).confidence_interval(0.95)
        assert (found.interval.low, found.interval.high) == pytest.approx((expected.low, expected.high))


@pytest.mark.parametrize(
    ("before", "after"), [({}, {3: 5}), ({3: 1}, {3: 5}), ({3: 5}, {3: 1}), ({3: 5}, {})]
)
def test_one_person_cannot_be_compared(before, after):
    assert means_apart(before, after) is None
    assert means_paired({(1, 2): 1}) is None
    assert means_paired({}) is None


@given(PEOPLE, PEOPLE, PEOPLE, PEOPLE)
def test_paired_shares_hold_their_difference_and_turn_around(both, before, after, neither):
    of = both + before + after + neither
    if not of:
        with pytest.raises(ValueError, match="0 of 0"):
            shares_paired(0, 0, 0, 0)
        return
    found, turned = shares_paired(both, before, after, neither), shares_paired(both, after, before, neither)
    assert -1 <= found.interval.low <= found.value <= found.interval.high <= 1
    assert (turned.interval.low, turned.interval.high) == pytest.approx(
        (-found.interval.high, -found.interval.low)
    )


def test_paired_shares_without_any_link_are_as_those_of_different_people():
    paired, apart = shares_paired(0, 10, 0, 20), shares_apart((10, 30), (0, 30))
    assert paired.interval.low == pytest.approx(apart.interval.low)
    assert paired.interval.high == pytest.approx(apart.interval.high)


def test_whoever_answers_alike_twice_makes_the_interval_narrower():
    paired, apart = shares_paired(20, 2, 8, 30), shares_apart((22, 60), (28, 60))
    assert paired.value == pytest.approx(apart.value)
    assert paired.interval.high - paired.interval.low < apart.interval.high - apart.interval.low


def test_a_difference_is_clear_only_if_zero_is_outside():
    assert shares_apart((3, 10), (9, 10)).clear
    assert shares_apart((9, 10), (3, 10)).clear
    assert not shares_apart((5, 10), (6, 10)).clear


def test_two_recommendations():
    first, second = recommendation({10: 30, 8: 50, 2: 20}), recommendation({10: 60, 8: 30, 2: 10})
    found = recommendations_apart(first, second)
    assert (found.before, found.after, found.value) == (10, 50, 40)
    half = 195.9963984540054 * ((0.5 - 0.01) / 100 + (0.7 - 0.25) / 100) ** 0.5
    assert found.interval.high - 40 == pytest.approx(half)
