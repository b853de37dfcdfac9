"""Small groups stay hidden: which segments of a breakdown may be shown, at once and over time.

A *breakdown* is one question's answers by the segments of one declared group question. Its total is public,
so what is left out is known as a sum; hiding one segment would be showing it. Therefore hidden segments are
at least two, of at least k people together, and of unlike sizes.

The last point makes it safe against somebody who knows this rule: which segments are hidden depends on the
counts only, never on names, and equal counts are hidden together. Exchange the counts of any two hidden
segments and exactly the same is shown: each hidden segment may have the count of each other one.

Over time and over breakdowns by other group questions, whoever knows every figure ever shown and that
counts only grow still leaves each hidden segment a range of at least k people (`next_release`).

Source: cell suppression with a minimum frequency and complementary cells, Hundepool and others, *Statistical
Disclosure Control* (Wiley, 2012), chapter 4; the rule of unlike sizes is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Release:
    """A breakdown that was shown, and what the next one must know: keep `counts` and `known` from everybody.

    `counts` are the true ones at that moment; `known` the last figure ever shown of each segment.
    """

    breakdown: Breakdown
    counts: dict[Segment, int]
    known: dict[Segment, int] = field(default_factory=dict)


def may_refresh(previous: int, current: int, *, k: int) -> bool:
    """Whether the figures of a whole may follow `current` answers, having shown `previous` of them.

    The first time from k answers on, then each time at least k more came (or went).
    """
    _checked(k, (previous, current))
    return current >= k and abs(current - previous) >= k


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


def next_release(
    previous: Release | None, counts: Counts, *, k: int, hidden: Collection[Segment] = (), last: bool = False
) -> Release | None:
    """The release after `previous`: `previous` itself while nothing new may be shown, None before k answers.

    A new one comes only with at least k new answers. In it, a segment shown before has gained none or at
    least k (else it is hidden, or all waits); a segment hidden before is shown only if it gained at least k
    since; and those hidden have gained, all together, none or at least k. A release that would show fewer
    segments than the one before waits, unless it is the `last`.
    """
    if previous is None:
        breakdown = protect(counts, k=k, hidden=hidden)
        return None if breakdown is None else _release(breakdown, counts, {})
    _checked(k, counts.values())
    if not may_refresh(previous.breakdown.total, sum(counts.values()), k=k):
        return previous
    breakdown = _breakdown(counts, _hidden_next(previous, counts, k, hidden))
    fewer = len(breakdown.shown) < len(previous.breakdown.shown)
    if fewer and not (last and breakdown.shown):
        return previous
    return _release(breakdown, counts, previous.known)


def _hidden_next(previous: Release, counts: Counts, k: int, hidden: Collection[Segment]) -> set[Segment]:
    """Hidden segments of the next release; a segment's *mass* is what nobody can know of it yet."""
    gains = {s: n - previous.counts.get(s, 0) for s, n in counts.items()}
    mass = {s: abs(n - previous.known.get(s, 0)) for s, n in counts.items()}
    before = set(previous.breakdown.others) if previous.breakdown.shown else set()
    first = {s for s, n in counts.items() if n < k or s in hidden}
    first |= {s for s in before if s in counts and abs(gains[s]) < k}
    first |= {s for s in previous.known if s in counts and 0 < mass[s] < k}

    def enough(chosen: set[Segment]) -> bool:
        gained = abs(sum(gains[s] for s in (chosen | before) & set(counts)))
        return _covered(mass, chosen, k) and (gained == 0 or gained >= k)

    return _extended(mass, first, enough)


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


def _release(breakdown: Breakdown, counts: Counts, known: Counts) -> Release:
    return Release(breakdown, dict(counts), {**known, **breakdown.shown})


def _checked(k: int, counts: Iterable[int]) -> None:
    if k < LEAST:
        raise ValueError(f"a threshold of {k}: {LEAST} is the least that protects anybody")
    if any(n < 0 for n in counts):
        raise ValueError("a count below zero")
