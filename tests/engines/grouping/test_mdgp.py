"""The plain problem of diverse groups: small ones to the optimum, wrong input said clearly."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from essaim.engines.grouping import Rounds
from essaim.engines.grouping.mdgp import group, value_of


def distances(n, seed):
    drawn = np.random.default_rng(seed).uniform(0, 100, (n, n))
    return np.triu(drawn, 1) + np.triu(drawn, 1).T


@pytest.mark.parametrize("seed", range(3))
def test_eight_items_in_two_groups_of_four_are_grouped_at_best(seed):
    matrix = distances(8, seed)
    shared = {tuple(sorted(order[:4])) for order in permutations(range(8))}
    best = max(value_of(matrix, np.isin(np.arange(8), first).astype(np.int32)) for first in shared)
    assert group(matrix, [(4, 4), (4, 4)], stop=Rounds(2)).value == pytest.approx(best)


def test_sizes_stay_within_their_bounds():
    found = group(distances(20, 1), [(3, 5), (5, 9), (4, 8)], stop=Rounds(2))
    counts = np.bincount(found.groups, minlength=3)
    assert counts.sum() == 20
    assert (counts >= [3, 5, 4]).all()
    assert (counts <= [5, 9, 8]).all()


def test_the_same_seed_gives_the_same_groups():
    matrix = distances(30, 4)
    first, second = (group(matrix, [(10, 10)] * 3, stop=Rounds(3), seed=6) for _ in range(2))
    assert (first.groups == second.groups).all()


@pytest.mark.parametrize(
    ("matrix", "sizes", "said"),
    [
        (np.full((4, 4), np.nan), [(2, 2), (2, 2)], "The distance between items 0 and 0 is not a number."),
        (np.zeros((2, 3)), [(1, 2)], "The distances must be a square matrix."),
        (np.triu(np.ones((4, 4)), 1), [(2, 2), (2, 2)], "The distances must be the same both ways."),
        (np.zeros((5, 5)), [(2, 2), (2, 2)], "Groups of 4 to 4 items in all cannot hold 5."),
        (
            np.zeros((4, 4)),
            [(3, 2), (2, 2)],
            "Every group needs a smallest size from 0 and a largest not below it.",
        ),
    ],
)
def test_wrong_input_is_said(matrix, sizes, said):
    with pytest.raises(ValueError, match="^" + said.replace(".", r"\.") + "$"):
        group(matrix, sizes, stop=Rounds(1))
