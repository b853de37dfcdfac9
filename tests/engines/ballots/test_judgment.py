"""Majority judgment: the grade of a majority, whatever the order of ballots."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from essaim.engines.ballots import judge
from essaim.engines.ballots.judgment import majority_value

GRADES = some.integers(0, 5)


def removed_in_turn(grades: list[int]) -> tuple[int, ...]:
    """The definition, word for word."""
    left, value = sorted(grades), []
    while left:
        value.append(left.pop((len(left) - 1) // 2))
    return tuple(value)


def profiles(most: int = 5):
    """As many grades for each option as there are voters."""
    return some.integers(1, 12).flatmap(
        lambda n: some.lists(some.lists(GRADES, min_size=n, max_size=n), min_size=1, max_size=most)
    )


def judged(profile):
    return judge({option: Counter(grades) for option, grades in enumerate(profile)})


@given(some.lists(GRADES, max_size=40))
def test_the_majority_value_is_the_lower_median_removed_in_turn(grades):
    assert majority_value(sorted(grades)) == removed_in_turn(grades)


def test_the_presidential_example_of_its_authors():
    """Balinski and Laraki, Orsay 2007: per thousand of 1,733 ballots, from excellent (5) to reject (0)."""
    orsay = {
        "Bayrou": (136, 307, 251, 148, 84, 74), "Royal": (167, 227, 191, 168, 122, 126),
        "Sarkozy": (191, 198, 143, 115, 71, 282), "Voynet": (29, 93, 175, 237, 261, 205),
    }  # fmt: skip
    tallies = {name: dict(zip(range(5, -1, -1), counts, strict=True)) for name, counts in orsay.items()}
    result = judge(tallies)
    assert [(one.option, one.grade) for one in result] == [
        ("Bayrou", 3), ("Royal", 3), ("Sarkozy", 3), ("Voynet", 2),
    ]  # fmt: skip


def test_people_above_and_below_and_equal_ranks():
    first, second, third = judge({"a": {4: 2, 1: 1}, "b": {4: 2, 1: 1}, "c": {0: 3}})
    assert [(one.option, one.rank) for one in (first, second, third)] == [("a", 1), ("b", 1), ("c", 3)]
    assert (first.grade, first.above, first.below, first.value) == (4, 0, 1, (4, 1, 4))


def test_whoever_left_an_option_out_rejects_it():
    assert judge({"a": {5: 2}, "b": {3: 5}})[1].value == (0, 0, 5, 0, 5)
    assert judge({"a": {5: 2}, "b": {3: 5}}, missing=1)[1].grade == 1


def test_nobody_and_nothing():
    assert judge({}) == []
    assert judge({"a": {}})[0].grade is None
    with pytest.raises(ValueError, match="below zero"):
        judge({"a": {1: -1}})


@settings(max_examples=200)
@given(profiles(), some.randoms())
def test_the_order_of_ballots_and_of_options_changes_nothing(profile, chance: random.Random):
    places = list(range(len(profile[0])))
    chance.shuffle(places)
    shuffled = [[grades[place] for place in places] for grades in profile]
    assert judged(shuffled) == judged(profile)
    names = list(range(len(profile)))
    chance.shuffle(names)
    ranks = {one.option: (one.rank, one.value) for one in judged([profile[k] for k in names])}
    assert all(ranks[names.index(one.option)] == (one.rank, one.value) for one in judged(profile))


@given(profiles())
def test_what_all_prefer_is_ranked_higher(profile):
    better = [grade + 1 for grade in profile[0]]
    ranks = {one.option: one.rank for one in judged([*profile, better])}
    assert ranks[len(profile)] < ranks[0]


@given(profiles(), GRADES)
def test_a_grade_all_agree_on_is_the_majoritys(profile, grade):
    result = {one.option: one for one in judged([*profile, [grade] * len(profile[0])])}
    assert result[len(profile)].grade == grade


@given(profiles())
def test_more_than_half_decide_the_grade(profile):
    for one in judged(profile):
        grades = profile[one.option]
        assert 2 * sum(grade >= one.grade for grade in grades) > len(grades)
        assert 2 * sum(grade <= one.grade for grade in grades) >= len(grades)


# Silence that says nothing: options that not as many people judged.


def ranked(profile, missing):
    tallies = {option: Counter(grades) for option, grades in enumerate(profile)}
    return [
        (one.option, one.rank, one.grade, one.above, one.below) for one in judge(tallies, missing=missing)
    ]


@settings(max_examples=200)
@given(profiles())
def test_where_all_judged_all_silence_changes_nothing(profile):
    assert ranked(profile, None) == ranked(profile, 0)


@given(profiles(), some.lists(some.integers(1, 4), min_size=5, max_size=5))
def test_as_many_more_people_in_the_same_proportions_change_no_rank(profile, times):
    more = [grades * n for grades, n in zip(profile, times, strict=False)]
    assert [one[:3] for one in ranked(more, None)] == [one[:3] for one in ranked(profile, None)]


def test_who_said_nothing_of_an_option_does_not_lower_it():
    fewer = {"a": {5: 3}, "b": {3: 5}}
    assert [(one.option, one.grade) for one in judge(fewer, missing=None)] == [("a", 5), ("b", 3)]
    thirds = judge({"a": {4: 2, 1: 1}, "b": {4: 4, 1: 2}, "c": {}}, missing=None)
    assert [(one.rank, one.grade, one.above, one.below) for one in thirds] == [
        (1, 4, 0, 1),
        (1, 4, 0, 2),
        (3, None, 0, 0),
    ]
