"""Points on a wall, and where a round of consent stands."""

from __future__ import annotations

import pytest

from essaim.engines.ballots import Objection, OverSpent, Supported, consent, spend

CIRCLE = ("amel", "claire", "marc")


def test_points_with_how_many_people_they_come_from():
    votes = [(1, "a", 3), (2, "b", 1), (3, "b", 1), (4, "b", 1), (2, "c", 1), (2, "c", 1), (5, "gone", 2)]
    assert spend("abcd", votes, each=3) == [
        Supported("b", 3, 3), Supported("a", 3, 1), Supported("c", 2, 1), Supported("d", 0, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("votes", [[(7, "a", 2), (7, "b", 2)], [(7, "a", 5), (7, "b", -1)], [(7, "a", -1)]])
def test_more_than_one_has_is_refused_and_less_than_nothing_too(votes):
    with pytest.raises(OverSpent) as refused:
        spend("ab", votes, each=3)
    assert (refused.value.voter, refused.value.each) == (7, 3)
    assert refused.value.gave == sum(points for _, _, points in votes)


@pytest.mark.parametrize(
    ("consenting", "objections", "consents", "to_hear", "stands"),
    [
        (CIRCLE, [], 3, (), True),
        (CIRCLE[:2], [], 2, ("marc",), False),
        (CIRCLE[:2], [Objection("marc")], 2, (), False),
        (CIRCLE, [Objection("marc", "valid")], 2, (), False),
        (CIRCLE[:2], [Objection("marc", "integrated")], 3, (), True),
        (CIRCLE[:2], [Objection("marc", "withdrawn"), Objection("marc")], 2, (), False),
        ((*CIRCLE, "a stranger"), [Objection("a stranger")], 3, (), True),
        ((), [], 0, CIRCLE, False),
    ],
)
def test_where_a_round_stands(consenting, objections, consents, to_hear, stands):
    found = consent(CIRCLE, consenting, objections)
    assert (found.consents, found.to_hear, found.stands) == (consents, to_hear, stands)


def test_nobody_decides_nothing():
    assert not consent((), ()).stands
