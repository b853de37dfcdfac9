"""The published arithmetic of Polis, reproduced so that its results can be checked against the official ones.

Written from the formulas of github.com/compdemocracy/polis (math/src/polismath: conversation, repness, stats)
and of Small, Björkegren, Erkkilä, Shaw, Megill, "Polis: Scaling Deliberation by Mapping High Dimensional
Opinion Spaces" (2021). Fractions are kept exact until a square root, as there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod, sqrt
from typing import Literal

from .votes import Key, Tally, Votes

VOTES_TO_QUALIFY = 7
FEWEST_QUALIFIED = 15
SIGNIFICANT = 1.2816
MOST = 5
HALF = Fraction(1, 2)

Side = Literal["agree", "disagree"]


@dataclass(frozen=True, slots=True)
class Agreed:
    """A statement that all, without groups, agree with or reject: `success` of `trials` voices on `side`.

    `share` is (success+1)/(trials+2), `z` the one-proportion test against one half.
    """

    statement: Key
    side: Side
    success: int
    trials: int
    share: float
    z: float


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that speaks for a group: as `Agreed`, within the group.

    `times` is how many times likelier the group is to say so than the others, `times_z` the two-proportion
    test. `best_agree` marks the one statement chosen for what the group agrees on.
    """

    statement: Key
    side: Side
    success: int
    trials: int
    share: float
    z: float
    times: float
    times_z: float
    best_agree: bool = False

    @property
    def weight(self) -> float:
        return self.times * self.times_z * self.share * self.z


@dataclass(frozen=True, slots=True)
class Consensus:
    """At most five statements on each side, the clearest first."""

    agree: tuple[Agreed, ...]
    disagree: tuple[Agreed, ...]


def qualified(votes: Votes) -> tuple[Key, ...]:
    """Who has voted enough to be placed: on seven statements, or on all where there are fewer.

    Fewer than fifteen are filled up with those who voted most. Polis also keeps whoever qualified once.
    """
    said = {
        person: sum(cell is not None for cell in row)
        for person, row in zip(votes.people, votes.values, strict=True)
    }
    enough = min(VOTES_TO_QUALIFY, len(votes.statements))
    inside = {person for person, count in said.items() if count >= enough}
    most_first = sorted(
        (person for person in said if person not in inside), key=said.__getitem__, reverse=True
    )
    inside.update(most_first[: max(FEWEST_QUALIFIED - len(inside), 0)])
    return tuple(person for person in votes.people if person in inside)


def consensus(votes: Votes, *, hidden: Collection[Key] = ()) -> Consensus:
    """What most agree with, and what most reject, whoever they are. `hidden` statements are left out."""
    tallies = {s: tally for s, tally in votes.tallies().items() if s not in hidden}
    return Consensus(agree=_clearest(tallies, "agree"), disagree=_clearest(tallies, "disagree"))


def _clearest(tallies: Mapping[Key, Tally], side: Side) -> tuple[Agreed, ...]:
    found = [_agreed(statement, tally, side) for statement, tally in tallies.items()]
    clear = [one for one in found if one.share > HALF and one.z > SIGNIFICANT]
    return tuple(sorted(clear, key=lambda one: one.share * one.z, reverse=True)[:MOST])


def _agreed(statement: Key, tally: Tally, side: Side) -> Agreed:
    count, voices = _of(tally, side), tally.voices
    return Agreed(statement, side, count, voices, float(with_prior(count, voices)), one_share(count, voices))


def group_aware_consensus(votes: Votes, groups: Mapping[Key, Key]) -> dict[Key, float]:
    """For each statement, the product over the groups (person → group) of (A+1)/(S+2)."""
    tallies = [inside.tallies() for inside in votes.by_group(groups).values()]
    return {s: prod((of[s].agree + 1.0) / (of[s].voices + 2.0) for of in tallies) for s in votes.statements}


def representative(
    votes: Votes, groups: Mapping[Key, Key], *, hidden: Collection[Key] = ()
) -> dict[Key, tuple[Representative, ...]]:
    """For each group (person → group), at most five statements that speak for it, agreements first.

    A group is compared with all other groups together; people of no group count nowhere.
    """
    tallies = {group: inside.tallies() for group, inside in votes.by_group(groups).items()}
    shown = [statement for statement in votes.statements if statement not in hidden]
    return {
        group: _chosen([Contrast.of(s, inside[s], _others(tallies, group, s)) for s in shown])
        for group, inside in tallies.items()
    }


def _others(tallies: Mapping[Key, Mapping[Key, Tally]], group: Key, statement: Key) -> Tally:
    return sum((of[statement] for other, of in tallies.items() if other != group), Tally())


@dataclass(frozen=True, slots=True)
class Contrast:
    """One statement in one group: both sides, each within the group and against the others."""

    statement: Key
    tally: Tally
    pa: Fraction
    pd: Fraction
    pat: float
    pdt: float
    ra: Fraction
    rd: Fraction
    rat: float
    rdt: float

    @classmethod
    def of(cls, statement: Key, inside: Tally, others: Tally) -> Contrast:
        n, m = inside.voices, others.voices
        pa, pd = with_prior(inside.agree, n), with_prior(inside.disagree, n)
        return cls(
            statement=statement,
            tally=inside,
            pa=pa,
            pd=pd,
            pat=one_share(inside.agree, n),
            pdt=one_share(inside.disagree, n),
            ra=pa / with_prior(others.agree, m),
            rd=pd / with_prior(others.disagree, m),
            rat=two_shares(inside.agree, n, others.agree, m),
            rdt=two_shares(inside.disagree, n, others.disagree, m),
        )

    @property
    def passes(self) -> bool:
        """Whether one side is both a majority within and likelier than elsewhere, beyond chance."""
        return min(self.rat, self.pat) > SIGNIFICANT or min(self.rdt, self.pdt) > SIGNIFICANT

    def agrees_better(self, best: Contrast | None) -> bool:
        """Whether it says better than `best` what the group agrees on."""
        if not (self.tally.agree or self.tally.disagree):
            return False
        if best is None:
            return self.pat > SIGNIFICANT or (self.ra > 1 and self.pa > HALF)
        if best.ra > 1:
            return self.ra * self.rat * self.pa * self.pat > best.ra * best.rat * best.pa * best.pat
        return self.pa * self.pat > best.pa * best.pat

    def told(self, best_agree: bool = False) -> Representative:
        """The side that sets the group apart most."""
        side: Side = "agree" if self.rat > self.rdt else "disagree"
        share, z, times, times_z = (
            (self.pa, self.pat, self.ra, self.rat)
            if side == "agree"
            else (self.pd, self.pdt, self.rd, self.rdt)
        )
        counts = (_of(self.tally, side), self.tally.voices)
        return Representative(
            self.statement, side, *counts, float(share), z, float(times), times_z, best_agree
        )


def _chosen(contrasts: Sequence[Contrast]) -> tuple[Representative, ...]:
    """What passes, the weightiest first behind the best agreement; else that, else the least indistinct."""
    agreement: Contrast | None = None
    for one in contrasts:
        if one.agrees_better(agreement):
            agreement = one
    head = [agreement.told(best_agree=True)] if agreement else []
    passing = [one.told() for one in contrasts if one.passes and one is not agreement]
    if not any(one.passes for one in contrasts):
        best = max(contrasts, key=lambda one: max(one.rat, one.rdt), default=None)
        return tuple(head or ([best.told()] if best else []))
    kept = (head + sorted(passing, key=lambda one: one.weight, reverse=True))[:MOST]
    return tuple(sorted(kept, key=lambda one: one.side != "agree"))


def with_prior(count: int, voices: int) -> Fraction:
    """pa or pd: the share with one voice added each way."""
    return Fraction(count + 1, voices + 2)


def one_share(count: int, voices: int) -> float:
    """The one-proportion test against one half: 2√(n+1)((count+1)/(n+1) − ½)."""
    return 2 * sqrt(voices + 1) * float(Fraction(count + 1, voices + 1) - HALF)


def two_shares(count: int, voices: int, other_count: int, other_voices: int) -> float:
    """The two-proportion test, one added to all four counts; 0 where everybody says the same."""
    a, n, b, m = count + 1, voices + 1, other_count + 1, other_voices + 1
    pooled = Fraction(a + b, n + m)
    if pooled == 1:
        return 0.0
    spread = pooled * (1 - pooled) * (Fraction(1, n) + Fraction(1, m))
    return float(Fraction(a, n) - Fraction(b, m)) / sqrt(spread)


def _of(tally: Tally, side: Side) -> int:
    return tally.agree if side == "agree" else tally.disagree
