"""The plain problem of diverse groups: a few items at best, many within their sizes, wrong input said."""

from __future__ import annotations

import threading
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.engines.grouping import Cancelled, FirstOf, Moves, Rounds, Seconds
from essaim.engines.grouping.mdgp import group, value_of
from essaim.engines.grouping.mdgp.layout import first_sizes, laid_out


def distances(n, seed, low=0, high=100):
    drawn = np.triu(np.random.default_rng(seed).uniform(low, high, (n, n)), 1)
    return drawn + drawn.T


def naive_value(matrix, groups):
    pairs = ((i, j) for j in range(len(matrix)) for i in range(j))
    return sum(float(matrix[i, j]) for i, j in pairs if groups[i] == groups[j])


def best_by_trying(matrix, sizes):
    """The largest value among all groupings, one after another."""
    found = []
    for groups in product(range(len(sizes)), repeat=len(matrix)):
        counts = [groups.count(number) for number in range(len(sizes))]
        if all(low <= count <= high for count, (low, high) in zip(counts, sizes, strict=True)):
            found.append(naive_value(matrix, groups))
    return max(found)


@pytest.mark.parametrize("seed", range(3))
def test_eight_items_in_two_groups_of_four_are_grouped_at_best(seed):
    matrix = distances(8, seed)
    shared = {tuple(sorted(order[:4])) for order in permutations(range(8))}
    best = max(value_of(matrix, np.isin(np.arange(8), first).astype(np.int32)) for first in shared)
    found = group(matrix, [(4, 4), (4, 4)], stop=Rounds(0))
    assert found.value == pytest.approx(best)
    assert found.proved


@pytest.mark.parametrize(
    "sizes", [[(1, 3), (2, 5), (0, 4)], [(2, 2), (2, 2), (3, 3)], [(0, 7), (0, 7)], [(7, 9)]]
)
@pytest.mark.parametrize(("low", "high"), [(0, 100), (-50, 50), (-100, -1)])
def test_seven_items_with_sizes_that_vary_are_grouped_at_best(sizes, low, high):
    matrix = distances(7, 5, low, high)
    found = group(matrix, sizes, stop=Rounds(0))
    assert found.value == pytest.approx(best_by_trying(matrix, sizes))


def test_beyond_twelve_items_the_search_finds_the_best_too():
    """Two sets of far points, each within the other's reach only: 14 items, of which the best is known."""
    side = np.arange(14) % 2
    matrix = np.where(side[:, None] == side[None, :], 10.0, 1.0)
    np.fill_diagonal(matrix, 0.0)
    found = group(matrix, [(7, 7), (7, 7)], stop=Rounds(3))
    assert found.value == 2 * 21 * 10.0
    assert not found.proved


@st.composite
def problems(draw):
    """Items and sizes that hold them, whatever the distances."""
    sizes = draw(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=8))
    sizes = [(low, low + more) for low, more in sizes]
    n = draw(st.integers(sum(low for low, _ in sizes), sum(high for _, high in sizes)))
    number = st.sampled_from([0.0, 1.0, 2.5, -3.0, 1e-7, 12345.678])
    matrix = np.zeros((n, n))
    matrix[np.triu_indices(n, 1)] = draw(
        st.lists(number, min_size=n * (n - 1) // 2, max_size=n * (n - 1) // 2)
        if n < 8
        else st.builds(
            lambda seed: np.random.default_rng(seed).choice([0.0, 1.0, 99.5], n * (n - 1) // 2),
            st.integers(0, 99),
        )
    )
    return matrix + matrix.T, sizes


@settings(max_examples=60, deadline=None)
@given(problems(), st.integers(-3, 3))
def test_sizes_hold_and_the_value_is_that_of_the_groups(problem, seed):
    matrix, sizes = problem
    found = group(matrix, sizes, stop=Rounds(1), seed=seed)
    counts = np.bincount(found.groups, minlength=len(sizes))
    assert counts.sum() == len(matrix)
    assert all(low <= count <= high for count, (low, high) in zip(counts, sizes, strict=True))
    assert found.value == pytest.approx(naive_value(matrix, found.groups))


@pytest.mark.parametrize("threads", [1, 2, 4])
@pytest.mark.parametrize("stop", [Rounds(5), Moves(3_000_000)])
def test_the_same_seed_gives_the_same_groups_on_any_number_of_threads(threads, stop):
    matrix, sizes = distances(40, 4), [(8, 12), (9, 11), (8, 10), (8, 12)]
    alone, beside = (group(matrix, sizes, stop=stop, seed=6, threads=count) for count in (1, threads))
    assert alone.groups.tobytes() == beside.groups.tobytes()
    assert alone.rounds == beside.rounds


def test_more_rounds_are_never_worse():
    matrix = distances(60, 2)
    values = [group(matrix, [(10, 10)] * 6, stop=Rounds(rounds), seed=1).value for rounds in range(1, 8)]
    assert values == sorted(values)


def test_progress_is_heard_once_a_round_and_can_end_the_search():
    heard = []
    found = group(
        distances(30, 1),
        [(10, 10)] * 3,
        stop=Rounds(9),
        progress=lambda value, remaining: bool(heard.append((value, remaining))) or len(heard) < 3,
    )
    assert [remaining for _, remaining in heard] == [8, 7, 6]
    assert [value for value, _ in heard] == sorted(value for value, _ in heard)
    assert found.rounds == 3


def test_a_clock_and_a_flag_end_the_search_within_a_round():
    raised = threading.Event()
    raised.set()
    assert group(distances(30, 1), [(10, 10)] * 3, stop=Seconds(0)).rounds == 0
    assert group(distances(30, 1), [(10, 10)] * 3, stop=FirstOf(Seconds(60), Rounds(1))).rounds == 1
    stopped = group(distances(30, 1), [(10, 10)] * 3, stop=FirstOf(Cancelled(raised.is_set), Seconds(60)))
    assert stopped.rounds == 0
    assert (np.bincount(stopped.groups) == 10).all()


@pytest.mark.parametrize(("shift", "scale"), [(1e9, 1.0), (0.0, 1e-6), (-1e6, 1e3)])
def test_distances_lose_nothing_that_matters_when_made_whole(shift, scale):
    """Where they differ by little beside their mean, or are tiny: a mean does not hide what they tell."""
    sizes = np.array([10, 10], np.int64)
    matrix = distances(20, 3) * scale + shift
    np.fill_diagonal(matrix, 0.0)
    whole = laid_out(matrix, sizes, sizes, np.random.default_rng(0))
    above = np.triu_indices(20, 1)
    told = whole.distance[:, :20][above].astype(float)
    meant = matrix[above] - matrix[above].mean()
    assert np.corrcoef(told, meant)[0, 1] == pytest.approx(1.0, abs=1e-9)
    assert told.std() > 1e4


@pytest.mark.parametrize("n", [0, 1, 13])
def test_more_groups_than_items_leave_some_empty(n):
    found = group(distances(n, 1), [(0, 2)] * 14, stop=Rounds(1))
    assert (np.bincount(found.groups, minlength=14) <= 2).all()
    assert len(found.groups) == n


@pytest.mark.parametrize(
    ("n", "sizes"),
    [
        (58, [(9, 14), (10, 15), (11, 16), (8, 16), (10, 12)]),
        (50, [(2, 12)] * 5),
        (30, [(6, 6)] * 5),
        (20, [(0, 3), (5, 9), (1, 20)]),
    ],
)
@pytest.mark.parametrize(("mean", "best"), [(1.0, max), (-1.0, min)])
def test_first_sizes_hold_the_most_pairs_or_the_fewest(n, sizes, mean, best):
    low, high = np.array(sizes, np.int64).T
    matrix = laid_out(np.full((n, n), mean), low, high, np.random.default_rng(0))
    held = [fill for fill in product(*(range(a, b + 1) for a, b in sizes)) if sum(fill) == n]
    assert tuple(first_sizes(matrix).tolist()) in held
    assert (first_sizes(matrix) ** 2).sum() == best(sum(size**2 for size in fill) for fill in held)


@pytest.mark.parametrize(
    ("matrix", "sizes", "said"),
    [
        (np.full((4, 4), np.nan), [(2, 2), (2, 2)], "The distance between items 0 and 0 is not a number."),
        (np.zeros((2, 3)), [(1, 2)], "The distances must be a square matrix."),
        (np.triu(np.ones((4, 4)), 1), [(2, 2), (2, 2)], "The distances must be the same both ways."),
        (np.zeros((5, 5)), [(2, 2), (2, 2)], "Groups of 4 to 4 items in all cannot hold 5."),
        (np.zeros((2, 2)), [(2, 2), (2, 2)], "Groups of 4 to 4 items in all cannot hold 2."),
        (
            np.zeros((4, 4)),
            [(3, 2), (2, 2)],
            "Every group needs a smallest size from 0 and a largest not below it.",
        ),
        (np.zeros((4, 4)), [], "Every group needs a smallest size from 0 and a largest not below it."),
        (np.zeros((4, 4)), [(0, 1)] * 65536, "There cannot be more than 65535 groups."),
    ],
)
def test_wrong_input_is_said(matrix, sizes, said):
    with pytest.raises(ValueError, match="^" + said.replace(".", r"\.") + "$"):
        group(matrix, sizes, stop=Rounds(1))
