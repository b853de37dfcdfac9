"""What brings together people of different declared groups, such as circles, sites or services.

A statement's score is the geometric mean, over the groups, of pa = (A+1)/(S+2): one group that refuses pulls
it down as a mean would not. The product alone would fall with the number of groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import exp, log

from .votes import Key, OpinionsRefused, Tally, Votes

FEWEST = 5
HALF = 0.5
TWO = 2


@dataclass(frozen=True, slots=True)
class Bridge:
    """What the groups say of one statement; `shares` holds pa for each group that counts.

    `score` is their geometric mean; `apart` is the pair of groups that differ most, the one that agrees more
    first, and `gap` by how much. With fewer than two groups, `score` is None, and `apart` too.
    """

    statement: Key
    shares: Mapping[Key, float]
    score: float | None
    apart: tuple[Key, Key] | None
    gap: float
    everywhere: bool


@dataclass(frozen=True, slots=True)
class Bridging:
    """`groups` have enough voters to count; `left_out` have not, and nothing else is said of them.

    `statements` come with the highest score first, those of fewer than two groups last.
    """

    groups: tuple[Key, ...]
    left_out: tuple[Key, ...]
    statements: tuple[Bridge, ...]

    @property
    def bridging(self) -> tuple[Bridge, ...]:
        """What more people agree with than not in every group, in the order of the scores."""
        return tuple(bridge for bridge in self.statements if bridge.everywhere)

    @property
    def apart(self) -> tuple[Bridge, ...]:
        """What two groups differ on, the widest gap first."""
        return tuple(sorted((b for b in self.statements if b.apart), key=lambda b: b.gap, reverse=True))


def bridging(votes: Votes, groups: Mapping[Key, Key], *, fewest: int = FEWEST) -> Bridging:
    """What bridges the declared `groups` (person → group), and what parts them.

    A group counts with at least `fewest` voters, and for one statement with at least `fewest` voices on it.
    Somebody without a group counts in none. Raises OpinionsRefused.
    """
    if fewest < 1:
        raise OpinionsRefused(f"A group of {fewest} voters says nothing: ask for at least one.")
    by_group = votes.by_group(groups)
    counted = {group: inside.tallies() for group, inside in by_group.items() if inside.voters >= fewest}
    found = [
        bridge(statement, {group: of[statement] for group, of in counted.items()}, fewest)
        for statement in votes.statements
    ]
    return Bridging(
        groups=tuple(counted),
        left_out=tuple(group for group in by_group if group not in counted),
        statements=tuple(sorted(found, key=lambda one: (one.score is None, -(one.score or 0.0)))),
    )


def bridge(statement: Key, tallies: Mapping[Key, Tally], fewest: int = FEWEST) -> Bridge:
    """What the groups say of one statement; `everywhere` where every group is heard and rather agrees."""
    shares = {group: leaning(tally) for group, tally in tallies.items() if tally.voices >= fewest}
    if len(shares) < TWO:
        return Bridge(statement, shares, None, None, 0.0, everywhere=False)
    apart = max(combinations(shares, TWO), key=lambda pair: abs(shares[pair[0]] - shares[pair[1]]))
    more, less = sorted(apart, key=lambda group: shares[group], reverse=True)
    return Bridge(
        statement=statement,
        shares=shares,
        score=geometric_mean(list(shares.values())),
        apart=(more, less),
        gap=shares[more] - shares[less],
        everywhere=len(shares) == len(tallies) and min(shares.values()) > HALF,
    )


def leaning(tally: Tally) -> float:
    """pa: the share who agree, with one voice added each way."""
    return (tally.agree + 1) / (tally.voices + 2)


def geometric_mean(shares: list[float]) -> float:
    return exp(sum(map(log, shares)) / len(shares))
