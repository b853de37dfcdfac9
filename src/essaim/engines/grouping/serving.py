"""As many circles as possible for those who offered to facilitate, found as a maximum flow.

People who may lead in the same cells, and as often, are one node of the network, so that it stays small
however many people there are: kind → kind at a slot → cell → circles that lack somebody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_flow

Ints = NDArray[np.integer[Any]]


def serve(wanted: Ints, slot: Ints, often: Ints, times: Ints) -> list[tuple[int, int]]:
    """Who leads in which cell: (person, cell), once for each circle. No way serves more circles.

    `wanted` (K): circles of each cell that lack somebody; `slot` (K): when they meet; `often` (m × K): how
    many circles at the slot of this cell each of m people may lead, 0 where they cannot; `times` (m): how
    many in all.
    """
    kinds = _kinds(wanted, often, times)
    return list(_shared(kinds, slot, _flow(kinds, wanted, slot))) if kinds else []


@dataclass(frozen=True, slots=True)
class _Kind:
    """People alike: {cell: circles one of them may lead at its slot}, and how many in all."""

    people: list[int]
    often: dict[int, int]
    times: int


def _kinds(wanted: Ints, often: Ints, times: Ints) -> list[_Kind]:
    cells = np.nonzero(wanted > 0)[0]
    here = np.ascontiguousarray(np.column_stack([times, often[:, cells]]), np.int64)
    alike: dict[bytes, list[int]] = {}
    for i in np.nonzero((times > 0) & here[:, 1:].any(axis=1))[0].tolist():
        alike.setdefault(here[i].tobytes(), []).append(i)
    return [_kind(people, here[people[0]].tolist(), cells.tolist()) for people in alike.values()]


def _kind(people: list[int], row: list[int], cells: list[int]) -> _Kind:
    times, *often = row
    return _Kind(people, {k: n for k, n in zip(cells, often, strict=True) if n > 0}, times)


def _flow(kinds: list[_Kind], wanted: Ints, slot: Ints) -> dict[tuple[int, int], int]:
    """{(kind, cell): circles led} of a maximum flow from node 0 to node 1."""
    numbers: dict[tuple[int, ...], int] = {}
    edges: dict[tuple[int, int], int] = {}

    def node(*name: int) -> int:
        return numbers.setdefault(name, len(numbers) + 2)

    for t, kind in enumerate(kinds):
        edges[0, node(t)] = len(kind.people) * kind.times
        for k, often in kind.often.items():
            at = node(t, int(slot[k]))
            edges[node(t), at] = edges[at, node(-1, k, 0)] = len(kind.people) * often
            edges[node(-1, k, 0), 1] = int(wanted[k])
    start, end = np.array(list(edges), np.int32).T
    size = (len(numbers) + 2,) * 2
    network = coo_array((list(edges.values()), (start, end)), size, np.int32).tocsr()
    flow = maximum_flow(network, 0, 1).flow.tocoo()
    along = dict(zip(zip(flow.row.tolist(), flow.col.tolist(), strict=True), flow.data.tolist(), strict=True))
    found = {
        (t, k): along.get((numbers[t, int(slot[k])], numbers[-1, k, 0]), 0)
        for t, kind in enumerate(kinds)
        for k in kind.often
    }
    return {where: n for where, n in found.items() if n > 0}


def _shared(kinds: list[_Kind], slot: Ints, flow: dict[tuple[int, int], int]) -> Iterator[tuple[int, int]]:
    """What a kind leads, in turn and slot after slot: so nobody leads too often, in all or at once."""
    turn = [0] * len(kinds)
    for t, k in sorted(flow, key=lambda where: (where[0], slot[where[1]], where[1])):
        people = kinds[t].people
        for _ in range(flow[t, k]):
            yield people[turn[t] % len(people)], k
            turn[t] += 1
