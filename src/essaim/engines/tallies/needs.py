"""What matters and does not work yet: importance × satisfaction, row by row, and the map of them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .comparing import means_paired
from .scales import LEVEL, Interval, Mean, mean

Quadrant = Literal["act", "keep", "watch", "enough"]
MIDDLE = 3.0


@dataclass(frozen=True, slots=True)
class Need:
    """A row of the map. `gap` is importance less satisfaction, of the same people, with its interval.

    `quadrant`: "act" (it matters, it does not work), "keep" (it matters and works), "watch" (neither),
    "enough" (it works and matters little). Importance-performance analysis, Martilla and James, *Journal of
    Marketing* 41 (1977).
    """

    row: Hashable
    of: int
    importance: Mean
    satisfaction: Mean
    gap: Interval
    quadrant: Quadrant


def need(
    row: Hashable, pairs: Mapping[tuple[int, int], int], *, middle: float = MIDDLE, level: float = LEVEL
) -> Need | None:
    """One row from {(importance, satisfaction): people}; None below two people, who have no interval.

    On or above the `middle` of the scale is high.
    """
    matters, works = _marks(pairs, 0), _marks(pairs, 1)
    gap = means_paired({(s, i): n for (i, s), n in pairs.items()}, level=level)
    importance, satisfaction = mean(matters, level=level), mean(works, level=level)
    if gap is None or importance is None or satisfaction is None:
        return None
    found = quadrant(importance.value, satisfaction.value, middle=middle)
    return Need(row, importance.of, importance, satisfaction, gap.interval, found)


def needs_map(
    rows: Mapping[Hashable, Mapping[tuple[int, int], int]], *, middle: float = MIDDLE
) -> Sequence[Need]:
    """Every row that enough people answered, the widest gap first; equal gaps in the order given."""
    found = [need(row, pairs, middle=middle) for row, pairs in rows.items()]
    return sorted((one for one in found if one), key=lambda one: -one.gap.value)


def quadrant(importance: float, satisfaction: float, *, middle: float = MIDDLE) -> Quadrant:
    """Where a point of the map lies."""
    if importance >= middle:
        return "keep" if satisfaction >= middle else "act"
    return "enough" if satisfaction >= middle else "watch"


def _marks(pairs: Mapping[tuple[int, int], int], side: int) -> dict[int, int]:
    counts: dict[int, int] = {}
    for pair, n in pairs.items():
        counts[pair[side]] = counts.get(pair[side], 0) + n
    return counts
