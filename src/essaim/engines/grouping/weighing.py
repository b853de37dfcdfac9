"""The cost of tables by the contract's formula, all at once: `weigh` says the same of circles, one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .arrays import Arrays
from .kernels.weighing import PREFERRED, SIZE, parts_of_tables
from .seating import Table

Numbers = NDArray[np.int64]


def costs_of(laid: Arrays, tables: Sequence[Table]) -> tuple[Numbers, Numbers]:
    """The weighted parts of each table (tables × 7, in the order of `answer.COSTS`), and who moved at each.

    The second counts people, unweighted, at their first table.
    """
    sizes = np.array([len(table.people) for table in tables], np.int64)
    start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    people = np.fromiter((i for table in tables for i in table.people), np.int64, int(start[-1]))
    at = np.repeat(np.arange(len(tables)), sizes)
    parts = parts_of_tables(
        start,
        people,
        laid.pair_codes,
        laid.pair_weights,
        laid.met_start,
        laid.met_names,
        laid.met_weight,
        laid.lone_codes,
        laid.lone_weight,
    )
    slots = laid.cells.slot[np.array([table.cell for table in tables], np.int64)]
    disliked = laid.dislike[people, slots[at]] * laid.possible[people, slots[at]]  # 0 to 9
    parts[:, SIZE] = laid.size_weight * (sizes - laid.size[2]) ** 2
    parts[:, PREFERRED] = np.bincount(at, disliked, len(tables)).astype(np.int64)
    moved = moved_at(laid.present, people, at, len(tables))
    return np.concatenate([parts, (laid.move_weight * moved)[:, None]], axis=1), moved


def moved_at(present: NDArray[np.int32], people: Numbers, at: Numbers, tables: int) -> Numbers:
    """For each table, those with their first seat there who are away from the largest part of their circle.

    `people[p]` sits at table `at[p]`; ties for the largest part go to the first table.
    """
    known = present[people] >= 0
    people, at = people[known], at[known]
    if not len(people):
        return np.zeros(tables, np.int64)
    groups = present[people].astype(np.int64)
    part, sizes = np.unique(groups * tables + at, return_counts=True)
    order = np.lexsort((part, -sizes, part // tables))
    largest = np.full(int(groups.max()) + 1, -1, np.int64)
    first_of_group = np.unique(part[order] // tables, return_index=True)[1]
    chosen = part[order][first_of_group]
    largest[chosen // tables] = chosen % tables
    who = np.unique(people)
    stays = np.zeros(int(people.max()) + 1, bool)
    stays[people[largest[groups] == at]] = True
    first = np.full(int(people.max()) + 1, tables, np.int64)
    np.minimum.at(first, people, at)
    away = who[~stays[who]]
    return np.bincount(first[away], minlength=tables).astype(np.int64)
