"""What no answer can beat: closed forms on the cost, by attribute and by size."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .arrays import Arrays


def spread(count: int, tables: int) -> int:
    """Fewest pairs of alike people when `count` of them are spread over `tables`."""
    each, more = divmod(count, tables)
    return more * each * (each + 1) // 2 + (tables - more) * each * (each - 1) // 2


def _counts(codes: NDArray[np.int32]) -> list[int]:
    known = codes[codes >= 0]
    return [int(n) for n in np.bincount(known)] if len(known) else []


def _spread_without(counts: list[int], tables: int, missing: int) -> int:
    """The same over several values when up to `missing` people, whoever they are, stay away."""
    pairs = sum(spread(count, tables) for count in counts)
    counts = list(counts)
    for _ in range(missing):
        v = max(range(len(counts)), key=lambda v: counts[v], default=-1)
        if v < 0 or counts[v] <= tables:
            break
        pairs -= (counts[v] - 1) // tables
        counts[v] -= 1
    return pairs


def mix_bound(laid: Arrays, tables: int, missing: int) -> int:
    """Least cost of the attributes to mix over a number of tables, each attribute by itself."""
    total = 0
    for column, weight in enumerate(laid.pair_weights):
        if weight > 0:
            total += int(weight) * _spread_without(_counts(laid.pair_codes[:, column]), tables, missing)
    return total


def size_bound(laid: Arrays, tables: int, seats: tuple[int, int]) -> int:
    """Least cost of sizes when `tables` hold from seats[0] to seats[1] people in all."""
    low, high, target = laid.size
    wanted = min(max(tables * target, seats[0], tables * low), seats[1], tables * high)
    each, more = divmod(wanted, tables)
    return laid.size_weight * (more * (each + 1 - target) ** 2 + (tables - more) * (each - target) ** 2)


def cost_bound(laid: Arrays, unplaced: int) -> int:
    """A lower bound on the cost of any answer that leaves `unplaced` people out.

    For each possible number of circles, the even spread of every attribute to mix and the most even sizes;
    the least of these sums. The other parts of the cost are bounded by 0. Locked circles of any size make
    the sizes unknown: then 0.
    """
    low, high, _ = laid.size
    placed = laid.n - unplaced
    if placed == 0 or len(laid.locks):
        return 0
    extra = int(np.maximum(laid.offers - 1, 0).sum()) if laid.problem.options.facilitators[1] else 0
    best: int | None = None
    for tables in range(max(1, -(-placed // high)), (placed + extra) // low + 1):
        size = size_bound(laid, tables, (placed, placed + extra))
        if best is not None and size >= best:
            continue
        total = size + mix_bound(laid, tables, unplaced)
        best = total if best is None else min(best, total)
    return best or 0


def best_size(laid: Arrays) -> int:
    """The size at which a circle costs least for each person: pairs grow with the square of the size."""
    low, high, target = laid.size
    rate = expected_pair_cost(laid)
    costs = [
        (rate * s * (s - 1) / 2 + laid.size_weight * (s - target) ** 2) / s for s in range(low, high + 1)
    ]
    return low + int(np.argmin(costs))


def expected_pair_cost(laid: Arrays) -> float:
    """What a pair at one table costs after a good search, roughly: half of what chance gives."""
    total = 0.0
    for column, weight in enumerate(laid.pair_weights):
        counts = np.array(_counts(laid.pair_codes[:, column]), np.float64)
        known = counts.sum()
        if known > 1:
            alike = float((counts * (counts - 1)).sum() / (known * (known - 1)))
            share = (known / laid.n) ** 2
            total += share * (int(weight) * alike * 0.8 if weight > 0 else -int(weight) * (1 - alike) / 2)
    return total
