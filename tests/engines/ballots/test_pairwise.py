"""Pairwise comparison gives what a committee recorded, and what the method's author published."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from essaim.engines.ballots import judge, schulze

VOTES = json.loads((Path(__file__).parent / "votes" / "committee.json").read_text("utf-8"))


def ranked(*groups: tuple[int, str]) -> list[dict[str, int]]:
    """So many ballots of each order, the best first."""
    return [{name: -place for place, name in enumerate(order)} for n, order in groups for _ in range(n)]


@pytest.mark.parametrize("vote", VOTES, ids=[vote["source"] for vote in VOTES])
def test_the_recorded_winner_of_a_committee(vote):
    options = range(len(vote["options"]))
    found = schulze(options, (dict(enumerate(ballot)) for ballot in vote["ballots"]))
    assert found.winners == (vote["winner"],)
    assert found.condorcet == vote["winner"]
    assert found.order[0] == (vote["winner"],)


def test_the_example_of_forty_five_voters():
    """Schulze (2011), example 1, as on his pages: E, A, C, B, D, without a Condorcet winner."""
    votes = ranked(
        (5, "ACBED"), (5, "ADECB"), (8, "BEDAC"), (3, "CABED"), (7, "CAEBD"), (2, "CBADE"), (7, "DCEBA"),
        (8, "EBADC"),
    )  # fmt: skip
    found = schulze("ABCDE", votes)
    assert found.order == (("E",), ("A",), ("C",), ("B",), ("D",))
    assert found.condorcet is None
    assert (found.preferring["A", "B"], found.preferring["B", "A"]) == (20, 25)


def test_equal_scores_are_no_preference_and_what_is_left_out_comes_last():
    found = schulze("abc", [{"a": 1, "b": 1}, {}])
    assert found.preferring == {
        ("a", "b"): 0, ("b", "a"): 0, ("a", "c"): 1, ("c", "a"): 0, ("b", "c"): 1, ("c", "b"): 0,
    }  # fmt: skip
    assert found.order == (("a", "b"), ("c",))
    assert found.winners == ("a", "b")


def test_nothing_to_compare():
    assert schulze("", []).winners == ()
    assert schulze("a", []).condorcet == "a"


@given(some.lists(some.permutations("abcd"), min_size=1, max_size=15))
def test_who_beats_each_other_wins_alone_and_somebody_always_wins(orders):
    found = schulze("abcd", ranked(*((1, order) for order in orders)))
    assert found.winners
    assert found.condorcet is None or found.winners == (found.condorcet,)
    assert sorted(name for tier in found.order for name in tier) == list("abcd")


def test_where_all_agree_so_does_majority_judgment():
    votes = ranked((9, "bca"))
    first = judge({name: Counter(ballot[name] for ballot in votes) for name in "abc"})[0]
    assert schulze("abc", votes).winners == (first.option,)


def test_an_option_left_out_comes_last_unless_silence_says_nothing():
    ballots = [{"a": 1}, {"a": 1}, {"a": 3, "b": 5}]
    assert schulze("ab", ballots).winners == ("a",)
    assert schulze("ab", ballots, left_out_last=False).winners == ("b",)
