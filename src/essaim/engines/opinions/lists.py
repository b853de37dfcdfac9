"""Five lists that can always be shown, and a sixth of what is not settled.

For A who agree among S voices, the share who would agree lies, with 90 % certainty, between the 5 % and the
95 % quantiles of Beta(A+1, S−A+1): what a uniform prior and the voices tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .beta import quantile
from .votes import Key, OpinionsRefused, Tally, Votes

CERTAINTY = 0.90
HALF = 0.5
DIVIDED_FROM = 0.30
CLARIFY_FROM = 0.40
FEWEST_VOICES = 5
FEWEST_SHARE = 0.30

ListName = Literal["agree", "refuse", "divided", "clarify", "few", "unsettled"]
LISTS: tuple[ListName, ...] = ("agree", "refuse", "divided", "clarify", "few", "unsettled")


@dataclass(frozen=True, slots=True)
class Interval:
    """A share of people, as counted with one voice each way added, and what it lies between."""

    low: float
    share: float
    high: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a statement stands: its list, its counts, and how sure the two shares are."""

    statement: Key
    list: ListName
    tally: Tally
    agree: Interval
    disagree: Interval


@dataclass(frozen=True, slots=True)
class Lists:
    """The statements of each list, the clearest first; `voters` is how many people said something."""

    voters: int
    agree: tuple[Standing, ...] = ()
    refuse: tuple[Standing, ...] = ()
    divided: tuple[Standing, ...] = ()
    clarify: tuple[Standing, ...] = ()
    few: tuple[Standing, ...] = ()
    unsettled: tuple[Standing, ...] = ()
    standings: Mapping[Key, Standing] = field(default_factory=dict)


def lists(votes: Votes) -> Lists:
    """The lists of a vote matrix."""
    return lists_of(votes.tallies(), voters=votes.voters)


def lists_of(tallies: Mapping[Key, Tally], *, voters: int) -> Lists:
    """The lists of counts made elsewhere, in a database for instance; `voters` said at least one thing.

    Raises OpinionsRefused where a statement has more voices than there are voters.
    """
    for statement, tally in tallies.items():
        if tally.voices > voters:
            raise OpinionsRefused(
                f"{statement!r} has {tally.voices} voices for {voters} voters: nobody has two."
            )
    standings = {statement: standing(statement, tally, voters) for statement, tally in tallies.items()}
    of: dict[ListName, list[Standing]] = {name: [] for name in LISTS}
    for one in standings.values():
        of[one.list].append(one)
    ordered = {name: tuple(sorted(inside, key=clearness, reverse=True)) for name, inside in of.items()}
    return Lists(voters=voters, standings=standings, **ordered)


def standing(statement: Key, tally: Tally, voters: int) -> Standing:
    """Where one statement stands among `voters` people."""
    agree = interval(tally.agree, tally.voices)
    disagree = interval(tally.disagree, tally.voices)
    return Standing(statement, list_name(tally, voters, agree, disagree), tally, agree, disagree)


def list_name(tally: Tally, voters: int, agree: Interval, disagree: Interval) -> ListName:
    """The first list that fits: a statement is in one list only."""
    if tally.voices < fewest_voices(voters):
        return "few"
    if agree.low > HALF:
        return "agree"
    if disagree.low > HALF:
        return "refuse"
    if reaches(tally.passed, CLARIFY_FROM, tally.voices):
        return "clarify"
    if reaches(min(tally.agree, tally.disagree), DIVIDED_FROM, tally.voices):
        return "divided"
    return "unsettled"


def fewest_voices(voters: int) -> float:
    """How many voices a statement needs before anything is said of it."""
    return max(FEWEST_VOICES, FEWEST_SHARE * voters)


def interval(count: int, voices: int) -> Interval:
    """What `count` of `voices` tells of the share of everybody, with 90 % certainty."""
    a, b = count + 1, voices - count + 1
    tail = (1 - CERTAINTY) / 2
    return Interval(quantile(tail, a, b), a / (a + b), quantile(1 - tail, a, b))


def reaches(count: int, share: float, of: int) -> bool:
    """Whether 3 of 10 is 30 %, which floating numbers alone would doubt."""
    return count * 100 >= round(share * 100) * of


def clearness(one: Standing) -> float:
    """What each list is sorted by; a stable sort keeps the order of statements otherwise."""
    tally = one.tally
    match one.list:
        case "agree":
            return one.agree.low
        case "refuse":
            return one.disagree.low
        case "divided":
            return min(tally.agree, tally.disagree) / tally.voices
        case "clarify":
            return tally.passed / tally.voices
        case "few":
            return float(tally.voices)
        case _:
            return max(one.agree.low, one.disagree.low)
