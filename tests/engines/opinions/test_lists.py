"""The lists that are always shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from essaim.engines.opinions import LISTS, Interval, OpinionsRefused, Tally, interval, lists, lists_of
from factories.opinions import flipped, matrices, reordered

CONTRARY = {"agree": "refuse", "refuse": "agree"}


def name(agree: int, disagree: int, passed: int, voters: int | None = None) -> str:
    tally = Tally(agree, disagree, passed)
    return lists_of({"s": tally}, voters=voters or tally.voices).standings["s"].list


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((9, 0, 0), "agree"),
        ((0, 9, 0), "refuse"),
        ((5, 0, 0), "agree"),  # the lowest bound of five out of five is 0.607
        ((4, 1, 0), "unsettled"),  # that of four out of five is 0.418
        ((5, 5, 0), "divided"),
        ((3, 4, 3), "divided"),  # exactly 30 %
        ((29, 38, 33), "unsettled"),
        ((0, 0, 9), "clarify"),
        ((4, 2, 4), "clarify"),  # exactly 40 %
        ((3, 3, 4), "clarify"),  # both at once: to clarify comes first
        ((600, 0, 400), "agree"),
        ((4, 0, 0), "few"),
        ((6, 4, 0), "divided"),
        ((60, 40, 0), "agree"),
    ],
)
def test_where_a_statement_stands(counts, expected):
    assert name(*counts) == expected


def test_three_voters_in_ten_must_have_spoken():
    assert name(30, 0, 0, voters=100) == "agree"
    assert name(29, 0, 0, voters=100) == "few"
    assert name(0, 0, 0, voters=3) == "few"


def test_the_interval_is_that_of_the_formula():
    assert interval(0, 0) == Interval(pytest.approx(0.05), 0.5, pytest.approx(0.95))
    assert interval(9, 9) == Interval(
        pytest.approx(0.05 ** (1 / 10)), 10 / 11, pytest.approx(0.95 ** (1 / 10))
    )


def test_the_clearest_come_first_and_every_statement_is_in_one_list():
    counts = {"a": Tally(8, 2), "b": Tally(10, 0), "c": Tally(0, 10), "d": Tally(5, 5), "e": Tally(4, 6)}
    found = lists_of(counts, voters=10)
    assert [one.statement for one in found.agree] == ["b", "a"]
    assert [one.statement for one in found.refuse] == ["c"]
    assert [one.statement for one in found.divided] == ["d", "e"]
    assert found.clarify == found.few == found.unsettled == ()
    assert found.voters == 10


def test_nobody_has_two_voices():
    with pytest.raises(OpinionsRefused, match="'s' has 6 voices for 5 voters"):
        lists_of({"s": Tally(6)}, voters=5)


@given(matrices())
def test_each_statement_stands_in_one_list(votes):
    found = lists(votes)
    placed = [one.statement for kind in LISTS for one in getattr(found, kind)]
    assert sorted(placed) == sorted(votes.statements)


@given(matrices())
def test_saying_the_contrary_exchanges_agreement_and_refusal(votes):
    before, after = lists(votes).standings, lists(flipped(votes)).standings
    for statement, one in before.items():
        other = after[statement]
        assert other.list == CONTRARY.get(one.list, one.list)
        assert (other.agree, other.disagree) == (one.disagree, one.agree)


@given(matrices(), some.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(votes, draw):
    order = list(range(len(votes.people)))
    draw.shuffle(order)
    assert lists(reordered(votes, order)) == lists(votes)


@given(some.integers(0, 200), some.integers(0, 200), some.integers(0, 200), some.integers(1, 50))
def test_passes_never_make_agreement(agree, disagree, passed, more):
    """With more passes, what was not agreed on, or not refused, still is not."""
    before = name(agree, disagree, passed, voters=1_000)
    after = name(agree, disagree, passed + more, voters=1_000)
    if before != "few":
        assert after == before or after not in ("agree", "refuse")


@given(some.integers(0, 500), some.integers(0, 500))
def test_one_voice_more_for_it_raises_the_bound(count, against):
    assert interval(count + 1, count + against + 1).low > interval(count, count + against).low
