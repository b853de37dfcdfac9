"""Polis's published arithmetic, against what its official server returned."""

from __future__ import annotations

import csv
from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from essaim.engines.opinions import Votes, consensus, group_aware_consensus, qualified, representative
from essaim.engines.opinions.numbers.mapping import cells, draw_map
from essaim.engines.opinions.polis import one_share, two_shares
from factories import conversations
from factories.opinions import flipped, matrices, reordered, two_camps

BOTH = pytest.mark.parametrize("size", ["above", "below"])


def official_groups(said: dict[str, Any]) -> dict[int, int]:
    """Person → group: the server's groups are made of base clusters, and these of people."""
    members = dict(zip(said["base-clusters"]["id"], said["base-clusters"]["members"], strict=True))
    return {
        person: group["id"]
        for group in said["group-clusters"]
        for base in group["members"]
        for person in members[base]
    }


@BOTH
def test_the_components_and_the_centre_are_the_servers(size):
    votes, said = conversations.official(size)
    drawn = draw_map(cells(votes, said["mod-out"]))
    # In the server, agreeing is -1.
    assert np.abs(drawn.centre + np.array(said["pca"]["center"])).max() < 1e-12
    for mine, theirs in zip(drawn.components, said["pca"]["comps"], strict=True):
        assert abs(mine @ np.array(theirs)) > 0.999999


@BOTH
def test_the_group_aware_consensus_is_the_servers(size):
    votes, said = conversations.official(size)
    mine = group_aware_consensus(votes, official_groups(said))
    theirs = {int(statement): value for statement, value in said["group-aware-consensus"].items()}
    assert mine.keys() == theirs.keys()
    assert max(abs(mine[statement] - theirs[statement]) for statement in theirs) < 1e-12


@BOTH
def test_the_representative_statements_are_the_servers(size):
    votes, said = conversations.official(size)
    found = representative(votes, official_groups(said), hidden=said["mod-out"])
    assert {str(group) for group in found} == set(said["repness"])
    for group, mine in found.items():
        theirs = said["repness"][str(group)]
        assert [(one.statement, one.side, one.success, one.trials, one.best_agree) for one in mine] == [
            (one["tid"], one["repful-for"], one["n-success"], one["n-trials"], one.get("best-agree", False))
            for one in theirs
        ]
        for one, other in zip(mine, theirs, strict=True):
            assert one.share == pytest.approx(other["p-success"], rel=1e-12)
            assert one.z == pytest.approx(other["p-test"], rel=1e-12)
            assert one.times == pytest.approx(other["repness"], rel=1e-12)
            assert one.times_z == pytest.approx(other["repness-test"], rel=1e-6)  # kept in single precision


@BOTH
def test_the_consensus_lists_are_the_servers(size):
    votes, said = conversations.official(size)
    found = consensus(votes, hidden=said["mod-out"])
    for side, mine in (("agree", found.agree), ("disagree", found.disagree)):
        theirs = said["consensus"][side]
        assert [(one.statement, one.success, one.trials) for one in mine] == [
            (one["tid"], one["n-success"], one["n-trials"]) for one in theirs
        ]
        assert [one.z for one in mine] == pytest.approx([one["p-test"] for one in theirs], rel=1e-12)


@BOTH
def test_whoever_qualifies_is_in_the_servers_conversation(size):
    """It keeps whoever qualified once, when there were fewer statements or people, so it may have more."""
    votes, said = conversations.official(size)
    assert set(qualified(votes)) <= set(said["in-conv"])
    assert {person for person, count in said["user-vote-counts"].items() if count >= 7} == {
        str(person) for person in qualified(votes)
    }


def test_the_group_informed_consensus_of_the_open_data_is_found_again():
    comments = conversations.elsewhere("bg2050-volunteers/comments.csv")
    with conversations.elsewhere("bg2050-volunteers/votes.csv").open(encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["timestamp"]))
    votes = conversations.read(rows, "voter-id", "comment-id", "vote")
    people = conversations.elsewhere("bg2050-volunteers/participants-votes.csv")
    with people.open(encoding="utf-8") as file:
        groups = {int(r["participant"]): r["group-id"] for r in csv.DictReader(file) if r["group-id"]}
    with comments.open(encoding="utf-8") as file:
        theirs = {int(r["comment-id"]): float(r["group-informed-consensus"]) for r in csv.DictReader(file)}
    mine = group_aware_consensus(votes, groups)
    assert len(theirs) == 371
    assert max(abs(mine[statement] - value) for statement, value in theirs.items()) < 1e-12


def test_the_tests_are_those_of_the_formulas():
    assert one_share(8, 9) == pytest.approx(2 * sqrt(10) * (9 / 10 - 1 / 2))
    pooled = (9 + 3) / (10 + 10)
    assert two_shares(8, 9, 2, 9) == pytest.approx((9 / 10 - 3 / 10) / sqrt(pooled * (1 - pooled) * 2 / 10))
    assert two_shares(5, 5, 5, 5) == 0.0


def test_fewer_than_fifteen_are_filled_up_with_those_who_voted_most():
    said = [
        (person, s, 1)
        for person in range(20)
        for s in range(10)
        if s < (10 if person < 3 else 1 + person % 5)
    ]
    found = qualified(Votes.of(said))
    assert len(found) == 15
    assert set(found) >= {0, 1, 2, *(p for p in range(3, 20) if p % 5 >= 2)}
    few = Votes.of([(person, s, 1) for person in range(16) for s in range(2)] + [(99, 0, 1)])
    assert qualified(few) == tuple(range(16))


def test_nothing_represents_a_group_that_said_nothing():
    votes = Votes.of([(1, "s", 1), (2, "s", 0)], people=[3])
    found = representative(votes, {1: "a", 2: "b", 3: "c"})
    assert [one.statement for one in found["a"]] == ["s"]
    assert representative(votes, {1: "a"}, hidden=["s"]) == {"a": ()}
    assert representative(votes, {}) == {}


def test_a_map_without_votes_is_flat():
    for votes in (Votes.of([], people=[1, 2], statements=["a", "b"]), Votes.of([(1, "a", 1), (2, "a", 1)])):
        drawn = draw_map(cells(votes))
        assert not drawn.components.any()
        assert not drawn.points.any()


def test_components_are_those_of_a_full_decomposition():
    matrix = cells(two_camps(60, 25, 3))
    said = ~np.isnan(matrix)
    centred = np.where(said, matrix - np.nanmean(matrix, axis=0), 0.0)
    _, _, directions = np.linalg.svd(centred)
    for mine, exact in zip(draw_map(matrix).components, directions, strict=False):
        assert abs(mine @ exact) == pytest.approx(1, abs=1e-9)


@given(
    matrices(),
    some.randoms(use_true_random=False),
    some.lists(some.sampled_from("ab"), min_size=14, max_size=14),
)
def test_the_order_of_people_changes_nothing(votes, draw, names):
    order = list(range(len(votes.people)))
    draw.shuffle(order)
    other, groups = reordered(votes, order), dict(enumerate(names))
    assert consensus(other) == consensus(votes)
    assert representative(other, groups) == representative(votes, groups)


@given(matrices())
def test_saying_the_contrary_exchanges_both_lists(votes):
    straight, contrary = consensus(votes), consensus(flipped(votes))
    assert [one.statement for one in straight.agree] == [one.statement for one in contrary.disagree]
    assert [one.statement for one in straight.disagree] == [one.statement for one in contrary.agree]


@given(matrices())
def test_saying_the_contrary_keeps_the_map_up_to_its_direction(votes):
    straight, contrary = draw_map(cells(votes)), draw_map(cells(flipped(votes)))
    assert contrary.centre == pytest.approx(-straight.centre)
    assert np.linalg.norm(contrary.points, axis=0) == pytest.approx(
        np.linalg.norm(straight.points, axis=0), abs=1e-6
    )
