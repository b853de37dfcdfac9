"""Equal shares never spend over the budget, and no group that agrees goes without."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from essaim.engines.ballots import equal_shares
from essaim.engines.ballots.shares import support

PROJECTS = "abcdef"


def ballots(highest: int = 1):
    return some.lists(
        some.dictionaries(some.sampled_from(PROJECTS), some.integers(0, highest)), min_size=1, max_size=10
    )


COSTS = some.dictionaries(some.sampled_from(PROJECTS), some.integers(0, 12), min_size=1)


def test_a_minority_gets_what_its_part_can_pay():
    """Seven want three projects, three want another; by votes alone the three would get nothing."""
    voters = [{"a": 1, "b": 1, "c": 1}] * 7 + [{"d": 1}] * 3
    chosen = equal_shares(dict.fromkeys("abcd", 30), voters, 100)
    assert set(chosen.projects) == {"a", "b", "d"}
    assert [(one.project, one.rate) for one in chosen.bought] == [
        ("a", Fraction(30, 7)), ("b", Fraction(30, 7)), ("d", Fraction(10)),
    ]  # fmt: skip
    assert chosen.left == 10


def test_who_can_pay_less_gives_all_they_have_and_the_others_a_little_more():
    chosen = equal_shares({"a": 9, "b": 6}, [{"a": 2, "b": 1}, {"a": 1}, {"b": 1}], 12, complete=False)
    assert [one.project for one in chosen.bought] == ["b"]
    assert chosen.bought[0].paid == (3, 0, 3)
    chosen = equal_shares({"a": 7}, [{"a": 2}, {"a": 1}], 8)
    assert (chosen.bought[0].rate, chosen.bought[0].paid) == (3, (4, 3))


def test_what_is_left_over_is_spent_and_said_to_be():
    voters = [{"a": 1}, {"b": 1}, {"b": 1, "c": 1}]
    chosen = equal_shares({"a": 8, "b": 6, "c": 6}, voters, 15)
    assert [(one.project, one.by) for one in chosen.bought] == [("b", "shares"), ("c", "completion")]
    assert chosen.left == 3
    assert equal_shares({"a": 8, "b": 6, "c": 6}, voters, 15, complete=False).projects == ("b",)


def test_of_equals_the_more_supported_then_the_cheaper_then_the_first():
    voters = [{"a": 1, "b": 1}, {"a": 1, "b": 1}, {"c": 1}]
    assert equal_shares({"c": 2, "b": 4, "a": 4}, voters, 30).projects == ("b", "a", "c")


def test_what_costs_nothing_is_chosen_if_anybody_wants_it():
    assert equal_shares({"a": 0, "b": 0}, [{"a": 1}], 0).projects == ("a",)


def test_nobody_and_nothing():
    assert equal_shares({"a": 3}, [], 10).projects == ()
    assert equal_shares({}, [{"a": 1}], 10).left == 10


@pytest.mark.parametrize(
    ("costs", "voters", "budget"), [({"a": -1}, [], 1), ({"a": 1}, [], -1), ({"a": 1}, [{"a": -1}], 1)]
)
def test_less_than_nothing_is_refused(costs, voters, budget):
    with pytest.raises(ValueError, match="below zero"):
        equal_shares(costs, voters, budget)


@settings(max_examples=200)
@given(COSTS, ballots(3), some.integers(0, 30), some.booleans())
def test_never_over_budget_and_nobody_pays_more_than_their_part(costs, voters, budget, complete):
    chosen = equal_shares(costs, voters, budget, complete=complete)
    assert sum(costs[project] for project in chosen.projects) + chosen.left == budget
    assert chosen.left >= 0
    assert len(set(chosen.projects)) == len(chosen.projects)
    spent = [sum((one.paid[k] for one in chosen.bought), Fraction(0)) for k in range(len(voters))]
    assert all(paid <= Fraction(budget, len(voters)) for paid in spent)
    for one in chosen.bought:
        if one.by == "shares":
            assert sum(one.paid) == one.cost
            assert all(
                paid == 0
                for paid, ballot in zip(one.paid, voters, strict=True)
                if not ballot.get(one.project)
            )


@settings(max_examples=200)
@given(COSTS, ballots(3), some.integers(0, 30))
def test_completed_nothing_wanted_still_fits(costs, voters, budget):
    chosen = equal_shares(costs, voters, budget)
    left_out = [p for p in costs if p not in chosen.projects and support(p, voters)]
    assert all(costs[project] > chosen.left for project in left_out)


@settings(max_examples=200)
@given(ballots(), some.integers(1, 5))
def test_a_group_large_enough_that_agrees_on_a_project_is_heard(voters, seats):
    """Justified representation (Aziz and others, 2017), with projects of one cost."""
    chosen = equal_shares(dict.fromkeys(PROJECTS, 1), voters, seats, complete=False).projects
    for project in PROJECTS:
        group = [ballot for ballot in voters if ballot.get(project)]
        size = -(-len(voters) // seats)
        for members in combinations(group, size):
            assert any(ballot.get(one) for ballot in members for one in chosen)


@settings(max_examples=100)
@given(COSTS, ballots(3), some.integers(0, 30), some.randoms())
def test_the_order_of_ballots_changes_nothing(costs, voters, budget, chance):
    shuffled = list(voters)
    chance.shuffle(shuffled)
    assert equal_shares(costs, shuffled, budget).projects == equal_shares(costs, voters, budget).projects
