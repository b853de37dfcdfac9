"""What matters and does not work, and what comes first when all orders are put together."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from essaim.engines.tallies import Counter, Pointed, need, needs_map, pointed, quadrant, ranked


@pytest.mark.parametrize(
    ("importance", "satisfaction", "where"),
    [(4, 2, "act"), (3, 3, "keep"), (2, 2, "watch"), (2, 4, "enough"), (2.99, 3, "enough"), (3, 2.99, "act")],
)
def test_the_four_quarters(importance, satisfaction, where):
    assert quadrant(importance, satisfaction) == where


def test_a_need_is_weighed_by_the_same_people():
    found = need("time", {(5, 1): 6, (4, 2): 3, (3, 3): 1})
    assert (found.of, found.importance.value, found.satisfaction.value) == (10, 4.5, 1.5)
    assert (found.gap.value, found.quadrant) == (3.0, "act")
    assert found.gap.low < 3 < found.gap.high


def test_the_widest_gap_comes_first_and_one_person_makes_no_map():
    rows = {"a": {(3, 3): 4}, "b": {(5, 2): 4}, "c": {(1, 1): 1}, "d": {(4, 4): 2}, "e": {}}
    assert [one.row for one in needs_map(rows)] == ["b", "a", "d"]


def orders():
    return some.lists(
        some.permutations("abcd").flatmap(lambda order: some.integers(1, 4).map(lambda n: order[:n])),
        max_size=12,
    )


def borda(ballots, choice: str) -> float:
    """Ballot by ballot: what was left out shares the places that are left."""
    total = 0.0
    for ballot in ballots:
        left = [place for place in range(4) if place >= len(ballot)]
        total += 3 - (ballot.index(choice) if choice in ballot else sum(left) / len(left))
    return total


@given(orders())
def test_points_of_an_order_are_those_counted_ballot_by_ballot(ballots):
    counter = Counter({"order": "ranks"}).add_all(json.dumps({"order": ballot}) for ballot in ballots)
    found = ranked(counter.tally("order").counts, "abcd")
    assert {one.choice: one.points for one in found} == pytest.approx({c: borda(ballots, c) for c in "abcd"})
    assert sum(one.points for one in found) == pytest.approx(6 * len(ballots))
    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)
    for one in found:
        assert one.first == sum(ballot[0] == one.choice for ballot in ballots)
        assert one.named == sum(one.choice in ballot for ballot in ballots)
        assert one.points == pytest.approx(len(ballots) * (4 - one.average))


def test_points_with_the_people_they_come_from():
    assert pointed({("a", 3): 1, ("b", 1): 3, ("c", 2): 1, ("c", 0): 4}, "abcd") == [
        Pointed("b", 3, 3), Pointed("a", 3, 1), Pointed("c", 2, 1), Pointed("d", 0, 0),
    ]  # fmt: skip
