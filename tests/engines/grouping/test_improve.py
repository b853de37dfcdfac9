"""The kernels keep the objective exact whatever the steps; blocks answer the same on any machine."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pytest

from essaim.engines.grouping.arrays import arrays
from essaim.engines.grouping.blocks import Blocks
from essaim.engines.grouping.compose import named, ordered
from essaim.engines.grouping.improve import Whole
from essaim.engines.grouping.realistic import Shape, community
from essaim.engines.grouping.seating import Table
from essaim.engines.grouping.solving import beginnings
from essaim.engines.grouping.weigh import broken, weigh
from essaim.engines.grouping.weighing import costs_of


@cache
def begun(people):
    """The problem and its beginnings, made once: a search only reads them."""
    problem = community(people, seed=8)
    laid = arrays(problem)
    return problem, laid, beginnings(laid, None, None)[0]


def searched(people, kind, workers, rounds=2):
    problem, laid, starts = begun(people)
    search = kind(laid, starts, seed=3)
    scores = [search.score]
    with ThreadPoolExecutor(workers) as pool:
        for number in range(1, rounds + 1):
            search.round(number, pool, lambda: False)
            scores.append(search.score)
    return problem, laid, search, scores


@pytest.mark.parametrize(("kind", "people"), [(Whole, 90), (Blocks, 1300)])
def test_the_score_kept_step_by_step_is_that_of_the_formula(kind, people):
    problem, laid, search, scores = searched(people, kind, 2, rounds=1)
    tables = ordered(laid, search.tables())
    circles = named(laid, tables, costs_of(laid, tables)[0])
    weighed = weigh(problem, circles)
    assert broken(problem, circles) == []
    assert (scores[-1].unplaced, scores[-1].cost) == (weighed.unplaced, weighed.total)
    assert scores[-1].key <= scores[0].key


@pytest.mark.parametrize(("kind", "people"), [(Whole, 60), (Blocks, 1300)])
def test_threads_change_nothing(kind, people):
    def seats(workers):
        tables: list[Table] = searched(people, kind, workers, rounds=1)[2].tables()
        return [(t.cell, tuple(t.people), tuple(sorted(t.leaders))) for t in tables]

    assert seats(1) == seats(2) == seats(4)


def test_a_community_is_the_same_for_the_same_arguments():
    assert community(80, seed=5) == community(80, seed=5)
    assert community(80, seed=5) != community(80, seed=6)
    values = {person.values.get("site") for person in community(400, shape=Shape(sites=3)).people}
    assert values == {None, ("site 1",), ("site 2",), ("site 3",)}


def test_a_search_leaves_nobody_twice_at_a_table():
    _, _, search, _ = searched(90, Whole, 2)
    for table in search.tables():
        assert len(np.unique(table.people)) == len(table.people)
