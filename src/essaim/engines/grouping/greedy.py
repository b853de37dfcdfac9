"""Tables filled one after the other, where the master programme has no time: fast, proves nothing."""

from __future__ import annotations

import numpy as np

from .arrays import Arrays, placeable
from .seating import Seater, Table, locked_tables


def seat_greedily(laid: Arrays, size: int) -> list[Table]:
    """Open a table of about `size` in the cell that suits most of those left, until no cell has enough.

    People who can sit in few cells take their seats first. Chains of people together are left to the search.
    """
    tables = locked_tables(laid)
    seater = Seater(laid, tables)
    alone = (np.diff(laid.unit_start)[laid.unit] == 1) & (placeable(laid)[laid.unit] == 1)
    left = alone & (laid.lock_of < 0)
    free = laid.cells.owner < 0
    counts = laid.can[left].sum(axis=0, dtype=np.int64) * free
    scarce = np.argsort(laid.can.sum(axis=1, dtype=np.int64), kind="stable")
    few = laid.problem.options.facilitators[0]
    while len(counts) and counts.max() >= laid.size[0]:
        k = int(np.argmax(counts))
        able = scarce[left[scarce] & (laid.can[scarce, k] == 1)]
        table = _table(laid, seater, k, able, few, size)
        if table is None:
            counts[k] = 0
            continue
        left[table.people] = False
        counts -= np.where(counts > 0, laid.can[table.people].sum(axis=0, dtype=np.int64), 0)
    return tables


def _table(laid: Arrays, seater: Seater, k: int, able: np.ndarray, few: int, size: int) -> Table | None:
    """One table in cell k with its facilitators, or None when it would be too small or lack them."""
    leading = [int(i) for i in able[laid.offers[able] > 0][:few]]
    if len(leading) < few:
        return None
    others = [int(i) for i in able if int(i) not in leading]
    others.sort(key=lambda i: laid.offers[i] > 0)
    chosen = leading
    for i in others:
        if len(chosen) >= size:
            break
        if not seater.apart.get(i, set()) & set(chosen):
            chosen = [*chosen, i]
    if len(chosen) < laid.size[0]:
        return None
    seater.tables.append(Table(k, -1, chosen, set(leading)))
    return seater.tables[-1]
