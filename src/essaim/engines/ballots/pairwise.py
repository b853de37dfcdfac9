"""Pairwise comparison, as a cross-check: would it have chosen the same?

Source: M. Schulze, *A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
single-winner election method*, Social Choice and Welfare 36 (2011); strength of a victory: the votes for it
("winning votes").
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

Score = int | float


@dataclass(frozen=True, slots=True)
class Pairwise:
    """`order`: options in tiers, the best first, those that neither beats in the same tier.

    `winners` are those no other beats by the strongest path; `condorcet` the one that beats each other
    directly, if any. `preferring[a, b]` counts people who put a above b.
    """

    order: tuple[tuple[Hashable, ...], ...]
    winners: tuple[Hashable, ...]
    condorcet: Hashable | None
    preferring: dict[tuple[Hashable, Hashable], int]


def schulze(
    options: Sequence[Hashable], ballots: Iterable[Mapping[Hashable, Score]], *, left_out_last: bool = True
) -> Pairwise:
    """Compare options two by two, from ballots {option: score}, a higher one being better.

    Equal scores are no preference; an option left out comes below all that have a score, unless silence
    says nothing (`left_out_last` false). Tiers count how many others an option beats by paths; within a
    tier, the order given.
    """
    preferring = _preferring(options, ballots, left_out_last)
    path = _strongest(options, preferring)
    beaten = {a: sum(path[a, b] > path[b, a] for b in options if b != a) for a in options}
    winners = tuple(a for a in options if all(path[a, b] >= path[b, a] for b in options if b != a))
    direct = (a for a in options if all(preferring[a, b] > preferring[b, a] for b in options if b != a))
    tiers = tuple(
        tuple(a for a in options if beaten[a] == n) for n in sorted(set(beaten.values()), reverse=True)
    )
    return Pairwise(tiers, winners, next(direct, None), preferring)


def _preferring(
    options: Sequence[Hashable], ballots: Iterable[Mapping[Hashable, Score]], left_out_last: bool
) -> dict[tuple[Hashable, Hashable], int]:
    counts = dict.fromkeys(permutations(options, 2), 0)
    for ballot in ballots:
        for a, b in counts:
            if a in ballot and (ballot[a] > ballot[b] if b in ballot else left_out_last):
                counts[a, b] += 1
    return counts


def _strongest(
    options: Sequence[Hashable], preferring: Mapping[tuple[Hashable, Hashable], int]
) -> dict[tuple[Hashable, Hashable], int]:
    """The strength of the strongest path between each two: its weakest victory (Floyd and Warshall)."""
    path = {(a, b): n if n > preferring[b, a] else 0 for (a, b), n in preferring.items()}
    for through, a, b in permutations(options, 3):
        path[a, b] = max(path[a, b], min(path[a, through], path[through, b]))
    return path
