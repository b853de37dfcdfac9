"""Camps are shown where there are some, and otherwise it is said why not."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from essaim.engines.opinions import Cancelled, OpinionsRefused, Votes, find_camps
from essaim.engines.opinions.numbers.grouping import adjusted_rand, best_groups, distances, silhouette
from essaim.engines.opinions.numbers.mapping import cells
from essaim.engines.opinions.numbers.trials import shuffled
from factories import conversations
from factories.opinions import flipped, reordered, two_camps


def dealt_again(votes: Votes, seed: int) -> Votes:
    """Each statement keeps its votes, and people lose theirs."""
    matrix = shuffled(cells(votes), np.random.default_rng(seed))
    rows = tuple(tuple(None if np.isnan(v) else int(v) for v in row) for row in matrix)
    return Votes(votes.people, votes.statements, rows)


def groups_of(camps) -> set[frozenset]:
    return {frozenset(p for p, n in camps.camps.items() if n == number) for number in camps.camps.values()}


@pytest.fixture(scope="module")
def brexit() -> Votes:
    return conversations.travelling("brexit-consensus")


def test_camps_are_shown_on_brexit(brexit):
    found = find_camps(brexit)
    assert (len(brexit.people), len(brexit.statements), found.qualified) == (204, 50, 189)
    assert found.shown
    assert found.failed == ()
    assert found.silhouette > found.by_chance
    assert found.steadiness >= 0.75
    assert (found.groups, found.smallest, found.smallest_needed) == (3, 35, 19)
    sizes = [list(found.camps.values()).count(number) for number in (1, 2, 3)]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == len(found.points) == 189
    assert find_camps(brexit) == found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_camps_are_shown_on_brexit_whatever_the_seed(brexit, seed):
    assert find_camps(brexit, seed=seed).shown


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shuffled_votes_have_no_camps(brexit, seed):
    found = find_camps(dealt_again(brexit, seed), seed=seed)
    assert not found.shown
    assert "chance" in found.failed or "unsteady" in found.failed
    assert found.camps == found.points == {}


def test_with_twenty_six_people_nothing_is_looked_at():
    votes = conversations.travelling("london.youth.policing")
    found = find_camps(votes)
    assert (len(votes.people), found.qualified) == (26, 24)
    assert (found.shown, found.failed, found.silhouette, found.camps) == (False, ("few",), None, {})


def test_two_camps_that_everybody_would_see():
    votes = two_camps(120, 20, seed=5)
    found = find_camps(votes)
    assert found.shown
    assert groups_of(found) == {frozenset(range(0, 120, 2)), frozenset(range(1, 120, 2))}

    order = list(range(120))
    random.Random(1).shuffle(order)
    assert groups_of(find_camps(reordered(votes, order))) == groups_of(found)
    assert groups_of(find_camps(flipped(votes))) == groups_of(found)


def test_a_handful_apart_is_no_camp():
    mostly = two_camps(8, 20, seed=5, faithful=1.0)
    rows = tuple(mostly.values[0] if n % 15 else mostly.values[1] for n in range(90))
    found = find_camps(Votes(tuple(range(90)), mostly.statements, rows))
    assert "small" in found.failed
    assert (found.smallest, found.smallest_needed) == (6, 9)
    assert found.camps == {}


def test_where_all_say_the_same_there_is_one_group_and_no_camp():
    found = find_camps(Votes.of([(person, s, 1) for person in range(60) for s in range(8)]))
    assert "chance" in found.failed
    assert not found.shown


def test_fewer_than_fifty_or_one_statement_are_too_few():
    assert find_camps(two_camps(49, 20, 1)).failed == ("few",)
    assert find_camps(Votes.of([(n, "s", 1) for n in range(60)])).failed == ("few",)
    assert find_camps(Votes.of([])).failed == ("few",)


def test_hidden_statements_count_for_nothing():
    votes = two_camps(60, 12, 2)
    assert find_camps(votes, hidden=votes.statements[1:]).failed == ("few",)
    assert find_camps(votes, hidden=[11]) == find_camps(votes.without([11]))


def test_progress_is_told_and_a_stop_is_heard():
    votes = two_camps(60, 12, 2)
    told: list[tuple[int, int]] = []
    find_camps(votes, progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 40) for n in range(1, 41)]
    told.clear()
    with pytest.raises(Cancelled):
        find_camps(
            votes,
            progress=lambda done, total: told.append((done, total)),
            cancelled=lambda: len(told) == 3,
        )
    assert len(told) == 3
    with pytest.raises(OpinionsRefused, match="The seed is -1"):
        find_camps(votes, seed=-1)


def by_hand(points, labels) -> float:
    """The silhouette, written person by person."""
    values = []
    for n, point in enumerate(points):
        mean = {}
        for label in set(labels):
            others = [m for m in range(len(points)) if labels[m] == label and m != n]
            mean[label] = np.mean([np.linalg.norm(point - points[m]) for m in others]) if others else None
        a = mean.pop(labels[n])
        b = min(mean.values())
        values.append(0.0 if a is None or max(a, b) == 0 else (b - a) / max(a, b))
    return float(np.mean(values))


@settings(max_examples=40, deadline=None)
@given(some.integers(0, 10_000), some.integers(4, 20), some.integers(2, 4))
def test_the_silhouette_is_that_of_the_definition(seed, people, k):
    draw = np.random.default_rng(seed)
    points, labels = draw.normal(size=(people, 2)), draw.integers(k, size=people)
    labels[:2] = (0, 1)
    assert silhouette(distances(points), labels) == pytest.approx(by_hand(points, labels.tolist()))


def pair_by_pair(one, other) -> float:
    """The adjusted Rand index, written pair by pair."""
    pairs = [(a, b) for a in range(len(one)) for b in range(a)]
    first = np.array([one[a] == one[b] for a, b in pairs])
    second = np.array([other[a] == other[b] for a, b in pairs])
    expected = first.sum() * second.sum() / len(pairs)
    most = (first.sum() + second.sum()) / 2
    return 1.0 if most == expected else ((first & second).sum() - expected) / (most - expected)


@given(some.lists(some.tuples(some.integers(0, 3), some.integers(0, 3)), min_size=2, max_size=20))
def test_the_adjusted_rand_is_that_of_the_definition(labels):
    one, other = np.array(labels).T
    assert adjusted_rand(one, other) == pytest.approx(pair_by_pair(one, other))
    assert adjusted_rand(one, (3 - one)) == pytest.approx(1)


def test_very_many_are_looked_at_by_a_sample():
    draw = np.random.default_rng(0)
    points = draw.normal(size=(5_000, 2)) + np.where(np.arange(5_000) % 2, 10, -10)[:, None]
    found = best_groups(points, draw)
    assert set(map(int, found.labels[::2])) ^ set(map(int, found.labels[1::2])) == {0, 1}
    assert found.silhouette > 0.8
