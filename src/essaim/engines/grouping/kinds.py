"""Kinds: units that can sit in the same cells and offer as many circles, counted together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Arrays, placeable
from .columns import Flags


@dataclass(frozen=True)
class Kinds:
    """T kinds of units that nobody locked and that some cell suits.

    Units `units[start[t]:start[t + 1]]` are of kind t. A unit of several people is a kind of its own.
    """

    fits: Flags  # T × K: cells where all of them can sit
    weight: NDArray[np.int64]  # T: people of one unit
    offers: NDArray[np.int64]  # T: circles one of them would facilitate; 0 for units of several
    start: NDArray[np.int64]
    units: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.weight)

    def cells(self, t: int) -> NDArray[np.intp]:
        return np.nonzero(self.fits[t])[0]

    def members(self, t: int) -> list[int]:
        return [int(u) for u in self.units[self.start[t] : self.start[t + 1]]]


def kinds(laid: Arrays, by_present: bool = False) -> Kinds:
    """Group the units that nobody locked by what forming sees of them, and by present circle if asked."""
    size = np.diff(laid.unit_start)
    first = laid.unit_people[laid.unit_start[:-1]]
    locked = np.zeros(len(size), bool)
    locked[laid.unit[laid.lock_of >= 0]] = True
    free = (placeable(laid) == 1) & ~locked
    alone = np.nonzero(free & (size == 1))[0]
    several = np.nonzero(free & (size > 1))[0]
    numbers = [laid.offers[first[alone]]]
    if by_present:
        numbers.append(laid.present[first[alone]] + 1)
    start, grouped = _alike(np.packbits(laid.can[first[alone]], axis=1), np.stack(numbers, axis=1))
    members = alone[grouped]
    ones = first[members[start[:-1]]]
    chains = [laid.people_of(u) for u in several]
    together = [laid.can[people].all(axis=0).astype(np.uint8) for people in chains]
    return Kinds(
        fits=np.concatenate(
            [laid.can[ones], np.array(together, np.uint8).reshape(len(several), len(laid.cells))]
        ),
        weight=np.concatenate([np.ones(len(ones), np.int64), size[several].astype(np.int64)]),
        offers=np.concatenate([laid.offers[ones].astype(np.int64), np.zeros(len(several), np.int64)]),
        start=np.concatenate([start, start[-1] + np.arange(1, len(several) + 1)]),
        units=np.concatenate([members, several]).astype(np.int64),
    )


def _alike(packed: Flags, numbers: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Where each group of equal rows begins, and the rows ordered by group; kinds in order of their bytes."""
    as_bytes = np.ascontiguousarray(numbers, ">i4").view(np.uint8).reshape(len(packed), 4 * numbers.shape[1])
    rows = np.concatenate([packed, as_bytes], axis=1)
    keys = np.ascontiguousarray(rows).view([("row", f"V{rows.shape[1]}")])["row"].ravel()
    order = np.argsort(keys, kind="stable")
    changed = np.nonzero(keys[order][1:] != keys[order][:-1])[0] + 1
    return np.concatenate([[0], changed, [len(order)] * min(len(order), 1)]).astype(np.int64), order
