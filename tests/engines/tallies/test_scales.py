"""Shares, means, grades and recommendation, against published figures and SciPy's."""

from __future__ import annotations

import csv
from collections import Counter as Bag
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from essaim.engines.tallies import distribution, mean, median_grade, only, recommendation, share, wilson
from essaim.engines.tallies.students import normal, student

SURVEYS = Path(__file__).parent / "surveys"
MARKS = some.dictionaries(some.integers(0, 10), some.integers(0, 40), min_size=1)


def marks_of(name: str) -> dict[int, int]:
    with (SURVEYS / name).open(encoding="utf-8") as file:
        return dict(Bag(int(row[0]) for row in csv.reader(file) if row and row[0].isdigit()))


@pytest.mark.parametrize(
    ("name", "score", "of"),
    [("carpentrycon_2020.csv", 62.1, 124), ("instructor_training_2018.csv", 48.4, 889)],
)
def test_the_recommendation_of_two_real_surveys(name, score, of):
    found = recommendation(marks_of(name))
    assert (round(found.score, 1), found.of) == (score, of)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_as_newcombe_published_it(count, of, low, high):
    """Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I."""
    found = wilson(count, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(some.integers(1, 400).flatmap(lambda n: some.tuples(some.integers(0, n), some.just(n))))
def test_wilsons_interval_as_scipy_computes_it(given):
    count, of = given
    found, expected = wilson(count, of), stats.binomtest(count, of).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(MARKS)
def test_a_mean_and_its_interval_as_scipy_computes_them(counts):
    numbers = [mark for mark, n in counts.items() for _ in range(n)]
    found = mean(counts)
    if not numbers:
        assert found is None
        return
    assert found.value == pytest.approx(sum(numbers) / len(numbers))
    if len(numbers) > 1:
        assert found.deviation == pytest.approx(stats.tstd(numbers))
        half = stats.t.ppf(0.975, len(numbers) - 1) * stats.sem(numbers)
        assert found.interval.high - found.value == pytest.approx(half)
        assert found.value - found.interval.low == pytest.approx(half)


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.99])
@pytest.mark.parametrize("freedom", [1, 2, 3.7, 10, 119.5, 1e4, 1e6])
def test_students_quantiles(level, freedom):
    assert student(level, freedom) == pytest.approx(stats.t.ppf((1 + level) / 2, freedom), rel=1e-8)
    assert normal(level) == pytest.approx(stats.norm.ppf((1 + level) / 2), rel=1e-12)


@pytest.mark.parametrize("level", [0, 1, -0.5, 95])
def test_a_level_is_between_nothing_and_certainty(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, level=level)


def test_one_person_has_a_mean_but_no_interval_and_nobody_has_none():
    one = mean({4: 1, 5: 0})
    assert (one.value, one.deviation, one.interval) == (4, None, None)
    assert mean({}) is None
    assert mean({4: 0}) is None


@pytest.mark.parametrize(
    ("counts", "grade"),
    [({1: 1, 5: 1}, 1), ({1: 1, 5: 2}, 5), ({0: 3, 2: 1, 4: 4}, 2), ({3: 7}, 3), ({}, None), ({2: 0}, None)],
)
def test_the_median_grade_is_the_lower_one(counts, grade):
    assert median_grade(counts) == grade


@given(MARKS)
def test_the_interval_of_a_recommendation_is_that_of_a_mean_of_three_values(counts):
    found = recommendation(counts)
    if found is None:
        assert not sum(counts.values())
        return
    values = [100] * found.promoters + [0] * found.passives + [-100] * found.detractors
    half = 1.959963984540054 * stats.tstd(values, ddof=0) / sqrt(found.of) if len(values) > 1 else 0
    assert found.score == pytest.approx(sum(values) / found.of)
    assert found.interval.high == pytest.approx(min(found.score + half, 100), abs=1e-9)
    assert found.interval.low == pytest.approx(max(found.score - half, -100), abs=1e-9)


def test_a_mark_of_eleven_is_refused():
    with pytest.raises(ValueError, match="between 0 and 10"):
        recommendation({11: 1})


def test_a_distribution_keeps_the_order_of_the_scale_and_its_empty_places():
    found = distribution({3: 2, 1: 1, "none": 1}, (1, 2, 3))
    assert [(value, one.count, one.part) for value, one in found.items()] == [
        (1, 1, 0.25), (2, 0, 0.0), (3, 2, 0.5), ("none", 1, 0.25),
    ]  # fmt: skip
    assert distribution({"a": 3, "b": 2}, of=4)["a"].part == 0.75
    assert share(0, 0).interval is None
    assert share(0, 0).part == 0
    assert only({1: 2, "none": 4, 3: 0}, range(1, 6)) == {1: 2}


@pytest.mark.parametrize(("count", "of"), [(1, 0), (3, 2), (-1, 2)])
def test_more_than_all_is_refused(count, of):
    with pytest.raises(ValueError, match=f"{count} of {of}"):
        wilson(count, of)
