"""What brings declared groups together."""

from __future__ import annotations

from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as some

from essaim.engines.opinions import OpinionsRefused, Votes, bridging
from factories.opinions import matrices, reordered

SITES = {n: "north" if n < 6 else "south" if n < 12 else "east" for n in range(14)}


def said(statement: str, north: list[int], south: list[int]) -> list[tuple[int, str, int]]:
    return [(n, statement, vote) for n, vote in enumerate(north)] + [
        (6 + n, statement, vote) for n, vote in enumerate(south)
    ]


VOTES = Votes.of(
    [
        *said("quiet hours", [1] * 6, [1] * 5 + [0]),
        *said("car park", [1] * 6, [-1] * 6),
        *said("new logo", [-1] * 6, [-1] * 5 + [1]),
        *said("shared meal", [1] * 6, [1] * 4),
        (12, "quiet hours", -1),
    ]
)


def test_what_bridges_and_what_parts_the_sites():
    found = bridging(VOTES, SITES)
    assert (found.groups, found.left_out) == (("north", "south"), ("east",))
    assert [one.statement for one in found.statements] == [
        "quiet hours",
        "car park",
        "new logo",
        "shared meal",
    ]
    quiet, car, logo, _ = found.statements
    assert quiet.shares == {"north": 7 / 8, "south": 6 / 8}
    assert quiet.score == pytest.approx((7 / 8 * 6 / 8) ** 0.5)
    assert car.score == pytest.approx((7 / 8 * 1 / 8) ** 0.5)
    assert logo.score == pytest.approx((1 / 8 * 2 / 8) ** 0.5)
    assert found.bridging == (quiet,)
    assert found.apart == (car, quiet, logo)
    assert (car.apart, car.gap) == (("north", "south"), 6 / 8)
    assert logo.apart == ("south", "north")


def test_four_voices_of_a_site_say_nothing_of_it():
    meal = bridging(VOTES, SITES).statements[-1]
    assert (meal.shares, meal.score, meal.apart, meal.everywhere) == ({"north": 7 / 8}, None, None, False)
    four = bridging(VOTES, SITES, fewest=4)
    assert [one.statement for one in four.bridging] == ["shared meal", "quiet hours"]


def test_without_groups_nothing_bridges():
    found = bridging(VOTES, {})
    assert (found.groups, found.bridging, found.apart) == ((), (), ())
    assert [one.statement for one in found.statements] == list(VOTES.statements)
    with pytest.raises(OpinionsRefused, match="A group of 0 voters says nothing"):
        bridging(VOTES, SITES, fewest=0)


@given(matrices(), some.lists(some.sampled_from("abc"), min_size=14, max_size=14))
def test_the_score_is_the_root_of_the_product(votes, names):
    for one in bridging(votes, dict(enumerate(names)), fewest=2).statements:
        if one.score is not None:
            assert one.score ** len(one.shares) == pytest.approx(prod(one.shares.values()))
            assert min(one.shares.values()) <= one.score + 1e-12
            assert one.gap == pytest.approx(max(one.shares.values()) - min(one.shares.values()))


@given(matrices(), some.lists(some.sampled_from("abc"), min_size=14, max_size=14), some.randoms())
def test_the_order_of_people_changes_no_score(votes, names, draw):
    order = list(range(len(votes.people)))
    draw.shuffle(order)
    groups = dict(enumerate(names))
    before = {one.statement: one for one in bridging(votes, groups, fewest=1).statements}
    for one in bridging(reordered(votes, order), groups, fewest=1).statements:
        assert one.shares == before[one.statement].shares
        assert one.score == pytest.approx(before[one.statement].score)
