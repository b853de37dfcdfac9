"""Small groups stay hidden: which segments of a breakdown may be shown, at once and over time.

A *breakdown* is one question's answers by the segments of one declared group question. Its total is public,
so what is left out is known as a sum; hiding one segment would be showing it. Therefore hidden segments are
at least two, of at least k people together, and of unlike sizes.

The last point makes it safe against somebody who knows this rule: which segments are hidden depends on the
counts only, never on names, and equal counts are hidden together. Exchange the counts of any two hidden
segments and exactly the same is shown: each hidden segment may have the count of each other one.

Over time, figures move only where the difference with all that was told before is nobody's or that of at
least k people (`may_follow`).

Source: cell suppression with a minimum frequency and complementary cells, Hundepool and others, *Statistical
Disclosure Control* (Wiley, 2012), chapter 4; the rule of unlike sizes is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

Segment = Hashable
Counts = Mapping[Segment, int]
LEAST = 3


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What may be said of a breakdown: `shown` with their counts, in the order given; `others` by name only.

    `total` counts everybody in it. With `shown` empty there is nothing to break down, only the total.
    """

    total: int
    shown: dict[Segment, int]
    others: tuple[Segment, ...]

    @property
    def in_others(self) -> int:
        """People of the segments that are not shown: none, or at least k."""
        return self.total - sum(self.shown.values())


def fewest_apart(before: Counts, now: Counts) -> int:
    """The fewest people whose coming, going or changing makes the difference, where each is counted once."""
    more = [now.get(value, 0) - before.get(value, 0) for value in {**before, **now}]
    return max(sum(n for n in more if n > 0), -sum(n for n in more if n < 0))


def may_follow(told: Iterable[Counts], now: Counts, *, k: int) -> bool:
    """Whether these counts may be told after all that were `told`: of k people at least, as is the difference
    with each of those, unless it is nobody's."""
    _checked(k, now.values())
    return sum(now.values()) >= k and all(
        not apart or apart >= k for apart in (fewest_apart(before, now) for before in told)
    )


def protect(counts: Counts, *, k: int, hidden: Collection[Segment] = ()) -> Breakdown | None:
    """What one breakdown may show, or None when it has fewer than k answers in all.

    `counts` are answers *to this question* by segment, whoever did not say their group included, as a
    segment of their own. `hidden` names segments hidden for another question of the same survey: they are
    hidden here too. Raises ValueError for a negative count or k below 3.
    """
    _checked(k, counts.values())
    if sum(counts.values()) < k:
        return None
    first = {s for s, n in counts.items() if n < k or s in hidden}
    return _breakdown(counts, _extended(counts, first, lambda chosen: _covered(counts, chosen, k)))


def _covered(mass: Counts, chosen: set[Segment], k: int) -> bool:
    """Nothing hidden, or at least two segments of unlike sizes with at least k people."""
    sizes = [mass[s] for s in chosen if mass[s]]
    return not sizes or (sum(sizes) >= k and len(set(sizes)) > 1)


def _extended(mass: Counts, first: set[Segment], enough: Callable[[set[Segment]], bool]) -> set[Segment]:
    """`first`, and the next smallest segments, equal ones together, until they are `enough` or all."""
    chosen = set(first)
    while not enough(chosen):
        left = [n for s, n in mass.items() if s not in chosen and n]
        if not left:
            return set(mass)
        chosen |= {s for s, n in mass.items() if n == min(left)}
    return chosen


def _breakdown(counts: Counts, hidden: set[Segment]) -> Breakdown:
    shown = {s: n for s, n in counts.items() if s not in hidden}
    return Breakdown(sum(counts.values()), shown, tuple(s for s in counts if s in hidden))


def _checked(k: int, counts: Iterable[int]) -> None:
    if k < LEAST:
        raise ValueError(f"a threshold of {k}: {LEAST} is the least that protects anybody")
    if any(n < 0 for n in counts):
        raise ValueError("a count below zero")
