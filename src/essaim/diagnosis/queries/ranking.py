"""What people's grades say together: the ranking, whether pairs agree, and what fits in the hours there are.

Nothing here names anybody; a distribution needs `FEWEST_TO_DRAW` people, a rank needs `FEWEST`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Count

from essaim.communities.models import Community
from essaim.engines.ballots import equal_shares, judge, schulze
from essaim.engines.tallies import may_follow
from essaim.people.models import Person
from essaim.surveys.grades import GRADES

from ..models import Grade, Ranking, Strategy

FEWEST = 3
"""People who graded a strategy, for it to have a rank."""
FEWEST_TO_DRAW = 5
"""And for their grades to be told one by one: below, counts would say who thinks what."""
APPROVES = 3
"""The least grade that stands for "we want it": Good."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A strategy with its rank from 1, and the word a majority agrees on; `counts` are people by grade.

    `counts` is empty where too few graded it to be told, or too few changed since it was; `tied`: another one
    has the same rank.
    """

    strategy: Strategy
    rank: int
    grade: int
    people: int
    counts: tuple[int, ...]
    tied: bool

    @property
    def word(self) -> str:
        return str(GRADES[self.grade])

    @property
    def at_least(self) -> int:
        """People who give the majority's grade or a better one; 0 where it is not told."""
        return sum(self.counts[self.grade :])


@dataclass(frozen=True, slots=True)
class Fit:
    """What fits in `hours`; `rest` are the strategies bought with what the shares left over."""

    hours: int
    chosen: list[Strategy]
    rest: set[int]
    left: int
    not_chosen: list[Strategy]
    unwanted: list[Strategy]
    unknown: list[Strategy]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that is read out. `first` are those that come first compared two by two."""

    ranking: Ranking
    people: int
    ranked: list[Ranked]
    unheard: list[Strategy] = field(default_factory=list)
    first: list[Strategy] = field(default_factory=list)
    fit: Fit | None = None

    @property
    def agrees(self) -> bool:
        return {one.pk for one in self.first} == {one.strategy.pk for one in self.ranked if one.rank == 1}

    @property
    def level(self) -> bool:
        """Compared two by two, others are not beaten by those that come first."""
        return {one.pk for one in self.first} > {one.strategy.pk for one in self.ranked if one.rank == 1}

    @property
    def parts(self) -> bool:
        """Of those that share the first rank, comparing two by two puts some before the others."""
        return {one.pk for one in self.first} < {one.strategy.pk for one in self.ranked if one.rank == 1}

    @property
    def in_order(self) -> list[Strategy]:
        return [one.strategy for one in self.ranked] + self.unheard

    @property
    def drawn(self) -> list[Ranked]:
        return [one for one in self.ranked if one.counts]


def open_strategies(community: Community) -> list[Strategy]:
    """Those that are graded and ranked, in the order they were written."""
    return list(Strategy.objects.filter(community=community, shelving=None).order_by("id"))


def ranking_of(community: Community) -> Ranking | None:
    return Ranking.objects.filter(community=community).first()


def graded_by(person: Person, community: Community) -> dict[int, int]:
    """{strategy: the grade this person gave}."""
    mine = Grade.objects.filter(membership__person=person, strategy__community=community)
    return dict(mine.filter(strategy__shelving=None).values_list("strategy", "value"))


def graders_of(community: Community) -> tuple[int, dict[int, int]]:
    """(how many people graded, {strategy: how many graded it})."""
    given = Grade.objects.filter(strategy__community=community, strategy__shelving=None).order_by()
    people = given.aggregate(n=Count("membership", distinct=True))["n"]
    return people, dict(given.values_list("strategy").annotate(n=Count("pk")))


def most_grades(community: Community) -> int:
    """How many people graded the strategy that most people graded."""
    return max(graders_of(community)[1].values(), default=0)


def outcome_of(community: Community, ranking: Ranking, strategies: Sequence[Strategy]) -> Outcome:
    """What is read out of these strategies, in one query however many people graded."""
    ballots = _ballots(community)
    tallies = _tallies(strategies, ballots)
    heard = [one for one in strategies if sum(tallies[one.pk].values()) >= FEWEST]
    ranked = _ranked(heard, tallies)
    return Outcome(
        ranking,
        people=len(ballots),
        ranked=ranked,
        unheard=[one for one in strategies if one not in heard],
        first=_first(heard, ballots),
        fit=fit(ranking.hours, ranked, ballots) if ranking.hours else None,
    )


Ballot = dict[Hashable, int]
Tallies = dict[Hashable, dict[int, int]]


def _ballots(community: Community) -> list[Ballot]:
    """Each person's grades, {strategy: value}, in no order that says whose."""
    rows = Grade.objects.filter(strategy__community=community, strategy__shelving=None)
    by_person: dict[int, Ballot] = defaultdict(dict)
    for person, strategy, value in rows.order_by("membership", "strategy").values_list(
        "membership", "strategy", "value"
    ):
        by_person[person][strategy] = value
    return list(by_person.values())


def _tallies(strategies: Iterable[Strategy], ballots: list[Ballot]) -> Tallies:
    tallies: Tallies = {one.pk: {} for one in strategies}
    for ballot in ballots:
        for pk, value in ballot.items():
            if pk in tallies:
                tallies[pk][value] = tallies[pk].get(value, 0) + 1
    return tallies


def _ranked(heard: list[Strategy], tallies: Tallies) -> list[Ranked]:
    """By majority judgment; who said nothing of a strategy does not lower it."""
    known: dict[Hashable, Strategy] = {one.pk: one for one in heard}
    judged = judge({pk: tallies[pk] for pk in known}, missing=None)
    ranks = [one.rank for one in judged]
    return [
        Ranked(
            strategy=known[one.option],
            rank=one.rank,
            grade=one.grade or 0,
            people=sum(tallies[one.option].values()),
            counts=_told(known[one.option], tallies[one.option]),
            tied=ranks.count(one.rank) > 1,
        )
        for one in judged
    ]


def _told(strategy: Strategy, tally: dict[int, int]) -> tuple[int, ...]:
    counts = _counts(tally)
    return tuple(counts) if [counts] == strategy.told[-1:] else ()


def _counts(tally: dict[int, int]) -> list[int]:
    return [tally.get(value, 0) for value in range(len(GRADES))]


def to_tell(community: Community) -> list[Strategy]:
    """The strategies whose grades may be told now, `told` brought up to date.

    Enough people graded them, and enough gave another grade since each time they were told, or nobody: what
    was told before could be taken away, and what is left would be of a few.
    """
    strategies = open_strategies(community)
    tallies = _tallies(strategies, _ballots(community))
    found = []
    for one in strategies:
        counts = _counts(tallies[one.pk])
        before = map(_by_grade, one.told)
        if [counts] != one.told[-1:] and may_follow(before, _by_grade(counts), k=FEWEST_TO_DRAW):
            one.told.append(counts)
            found.append(one)
    return found


def _by_grade(counts: Sequence[int]) -> dict[Hashable, int]:
    return dict(enumerate(counts))


def _first(heard: list[Strategy], ballots: list[Ballot]) -> list[Strategy]:
    winners = schulze([one.pk for one in heard], ballots, left_out_last=False).winners
    return [one for one in heard if one.pk in winners]


def fit(hours: int, ranking: list[Ranked], ballots: list[Ballot]) -> Fit:
    """Equal shares of the hours for each person who graded, with the best ranked first among equals.

    That nobody finds a strategy good is a count as well: it is told only where counts are.
    """
    ranked = [one.strategy for one in ranking]
    told = {one.strategy.pk for one in ranking if one.counts}
    costs: dict[Hashable, int | Fraction] = {one.pk: one.hours for one in ranked if one.hours}
    wanted: list[Ballot] = [
        {pk: 1 for pk, value in ballot.items() if value >= APPROVES and pk in costs} for ballot in ballots
    ]
    known: dict[Hashable, Strategy] = {one.pk: one for one in ranked}
    shared = equal_shares(costs, wanted, hours)
    liked = {pk for ballot in wanted for pk in ballot}
    left_out = [known[pk] for pk in costs if pk not in shared.projects]
    return Fit(
        hours=hours,
        chosen=[known[pk] for pk in shared.projects],
        rest={known[one.project].pk for one in shared.bought if one.by == "completion"},
        left=int(shared.left),
        not_chosen=[one for one in left_out if one.pk in liked or one.pk not in told],
        unwanted=[one for one in left_out if one.pk not in liked and one.pk in told],
        unknown=[one for one in ranked if not one.hours],
    )
