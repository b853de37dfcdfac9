"""What no answer can beat: closed forms on the cost, by attribute, by size and by slot.

Each part is bounded by itself, so their sum is a bound; parts that no formula knows count as nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Arrays, placeable

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Seated:
    """What is known of those who sit in an answer, whoever they are: everybody in `people`, `missing` aside.

    Facilitators of several circles take up to `extra` more seats.
    """

    people: NDArray[np.intp]
    missing: int
    extra: int


def cost_bound(laid: Arrays, unplaced: int) -> int:
    """A lower bound on the cost of any answer that leaves `unplaced` people out.

    For each possible number of circles, the even spread of every attribute to mix and the most even sizes;
    the least of these sums; then what likeness and preferred slots cost at least. Locked circles of any size
    and at any slot make all this unknown: then 0.
    """
    low, high, _ = laid.size
    placed = laid.n - unplaced
    if placed == 0 or len(laid.locks):
        return 0
    people = np.nonzero(placeable(laid)[laid.unit])[0]
    few, many = laid.problem.options.facilitators
    led = could_lead(laid)[people]
    extra = int(np.maximum(led - 1, 0).sum()) if many else 0
    seated = Seated(people, max(len(people) - placed, 0), extra)
    most = min((placed + extra) // low, int(led.sum()) // few if few else placed)
    tables = np.arange(max(1, -(-placed // high)), most + 1)
    if not len(tables):
        return 0
    of_tables = size_bound(laid, tables, (placed, placed + extra)) + mix_bound(laid, tables, seated)
    of_tables += share_bound(laid, tables, seated)
    return int(of_tables.min()) + preferred_bound(laid, seated)


def could_lead(laid: Arrays) -> Numbers:
    """How many circles each person could facilitate at most: as offered, and no two at once."""
    at_once = 2 if laid.problem.options.alternate_weeks else 1
    slots = np.zeros((laid.n, len(laid.slots)), bool)
    for k in range(len(laid.cells)):
        slots[:, laid.cells.slot[k]] |= laid.can[:, k] == 1
    return np.asarray(np.minimum(laid.offers, at_once * slots.sum(axis=1)), np.int64)


def size_bound(laid: Arrays, tables: Numbers, seats: tuple[int, int]) -> Numbers:
    """Least cost of sizes when `tables` hold from seats[0] to seats[1] people in all."""
    low, high, target = laid.size
    wanted = np.clip(np.maximum(tables * target, seats[0]), tables * low, np.minimum(seats[1], tables * high))
    each, more = np.divmod(wanted, tables)
    uneven = more * (each + 1 - target) ** 2 + (tables - more) * (each - target) ** 2
    return np.asarray(laid.size_weight * uneven)


def spread(count: int, tables: Numbers) -> Numbers:
    """Fewest pairs of alike people when `count` of them are spread over `tables`."""
    each, more = np.divmod(count, tables)
    return np.asarray(more * each * (each + 1) // 2 + (tables - more) * each * (each - 1) // 2)


def mix_bound(laid: Arrays, tables: Numbers, seated: Seated) -> Numbers:
    """Least cost of the attributes to mix over each number of tables, each attribute by itself."""
    total = np.zeros(len(tables), np.int64)
    for column, weight in enumerate(laid.pair_weights):
        if weight > 0:
            counts = levelled(_counts(laid.pair_codes[seated.people, column]), seated.missing)
            for count, times in zip(*np.unique(counts, return_counts=True), strict=True):
                total += int(weight) * int(times) * spread(int(count), tables)
    return total


def levelled(counts: Numbers, missing: int) -> Numbers:
    """Counts after `missing` people left, each from the value most hold: that leaves the fewest pairs."""
    if not len(counts) or missing >= counts.sum():
        return np.zeros(0, np.int64)
    low, high = 0, int(counts.max())
    while low < high:  # the lowest level above which at most `missing` people stand
        middle = (low + high) // 2
        low, high = (low, middle) if np.maximum(counts - middle, 0).sum() <= missing else (middle + 1, high)
    level = np.minimum(counts, low)
    at_level = np.nonzero(level == low)[0][: missing - int((counts - level).sum())]
    level[at_level] -= 1
    return level


PRICES = (0, 1, 2, 3, 4, 6, 8, 11)  # of a seat beyond the smallest size


def share_bound(laid: Arrays, tables: Numbers, seated: Seated) -> Numbers:
    """Least cost of the attributes to share over each number of tables, each attribute by itself.

    Somebody among q alike people at a table of at least `low` sits with low − q others or more, counted from
    both sides of a pair; more than `low` alike people need a table larger than that, and the seats beyond
    `low` are what tables leave of the people there are (a Lagrangian bound: the best of several prices of
    such a seat). One person left out, unknown or at a second table changes the sum by less than a circle.
    """
    low, high, _ = laid.size
    beyond = len(seated.people) - seated.missing + seated.extra - tables * low
    total = np.zeros(len(tables), np.int64)
    for column, weight in enumerate(laid.pair_weights):
        if weight < 0:
            codes = laid.pair_codes[seated.people, column]
            free = (seated.missing + seated.extra) * (low - 1) + int((codes < 0).sum()) * (high - 1)
            least = np.zeros(len(tables), np.int64)
            for price in PRICES:
                lonely = sum(others(int(count), low, high, price) for count in _counts(codes))
                np.maximum(least, lonely - price * (beyond + seated.missing) - free, out=least)
            total += -int(weight) * (least // 2)
    return total


def others(count: int, low: int, high: int, price: int = 0) -> int:
    """Fewest (person, unlike companion) couples when `count` alike people sit at tables from low to high.

    Each seat they take beyond `low` at one table costs `price` besides.
    """
    steps = max(count - 20 * high, 0) // low
    least = [0] * (count - steps * low + 1)
    for c in range(1, len(least)):
        least[c] = min(
            least[c - n] + n * max(low - n, 0) + price * max(n - low, 0) for n in range(1, min(c, high) + 1)
        )
    return least[-1]


def preferred_bound(laid: Arrays, seated: Seated) -> int:
    """Least cost of slots: who likes none of the slots they could sit at pays wherever they sit."""
    least = np.full(laid.n, np.iinfo(np.uint8).max, np.uint8)
    for k in np.nonzero(laid.cells.owner < 0)[0]:
        np.minimum(least, laid.dislike[:, laid.cells.slot[k]], out=least, where=laid.can[:, k] == 1)
    paying = np.sort(least[seated.people])
    return int(paying[: len(paying) - seated.missing].sum(dtype=np.int64))


def _counts(codes: NDArray[np.int32]) -> Numbers:
    known = codes[codes >= 0]
    return np.bincount(known).astype(np.int64)


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
        counts = _counts(laid.pair_codes[:, column]).astype(np.float64)
        known = counts.sum()
        if known > 1:
            alike = float((counts * (counts - 1)).sum() / (known * (known - 1)))
            share = (known / laid.n) ** 2
            total += share * (int(weight) * alike * 0.8 if weight > 0 else -int(weight) * (1 - alike) / 2)
    return total
