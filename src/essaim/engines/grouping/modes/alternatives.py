"""Proposals that really differ, so that people choose between circles instead of judging one answer.

Two answers are compared by whom each person meets and when: `distance` is the share of pairs at one table, at
one slot, that the two answers do not have in common (0: the same circles, 1: nobody meets the same person at
the same time). Each proposal is at least `LEAST_DISTANCE` from every other, and says what it trades.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ..answer import Answer, Circle
from ..problem import WEIGHTS, Options, Problem, Slot, Word
from ..stop import Stop
from ..weigh import Ground, moved, weigh
from ..weigh.cost import not_preferred
from .history import remembering

LEAST_DISTANCE = 0.4
TOLERANCE = 0.1  # of the cost of the best: beyond it, a proposal is said to cost more
APART_WEIGHT = 9  # what a pair seated together again costs while another proposal is searched for


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person compares proposals by. `mixing` is the weighted cost of mix, share and values alone."""

    placed: int
    circles: int
    slots: int
    liked: int
    moved: int
    met_again: int
    mixing: int
    cost: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer, what it was searched for and reached (`aim`), and what it gains and gives up on the first.

    `gains` and `losses` name fields of `Facts`. `dearer` says that it places fewer people than the best of
    the proposals, or as many for a cost more than `TOLERANCE` above the least.
    """

    aim: str
    answer: Answer
    facts: Facts
    distance: float
    dearer: bool = False
    gains: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


def alternatives(
    problem: Problem,
    first: Answer,
    *,
    stop: Stop,
    most: int = 3,
    least_distance: float = LEAST_DISTANCE,
    cancelled: Callable[[], bool] | None = None,
) -> list[Proposal]:
    """The first answer and up to `most` − 1 others, each at least `least_distance` from all the rest.

    Each is the best found when something else counts most (preferred slots, mixing, sizes, staying, meeting
    new people), or simply when other people meet; all are weighed by the problem as it was asked. There are
    fewer than `most` where locks or few people leave no other way. `stop` is for each search, about six of
    them for each proposal; with a stop counted in rounds, the same arguments give the same proposals. Once
    `cancelled()` is true no search begins, and what was chosen so far is returned.
    """
    chosen = [Proposal("first", first, facts(problem, first), 0.0)]
    while len(chosen) < most:
        found = _next(problem, chosen, stop, least_distance, cancelled)
        if found is None:
            break
        chosen.append(found)
    return _compared(chosen)


def distance(one: Sequence[Circle], other: Sequence[Circle]) -> float:
    """The share of pairs at one table and slot in either that they do not have in common, from 0 to 1."""
    first, second = meetings(one), meetings(other)
    either = len(first | second)
    return len(first ^ second) / either if either else 0.0


def meetings(circles: Sequence[Circle]) -> set[tuple[str, str, Slot]]:
    """Every pair that sits together, with the slot."""
    return {(a, b, circle.slot) for circle in circles for a, b in combinations(sorted(set(circle.people)), 2)}


def facts(problem: Problem, answer: Answer) -> Facts:
    """What this answer is, in figures."""
    ground, circles = Ground(problem), answer.circles
    seats = {(key, circle.slot) for circle in circles for key in circle.people}
    disliked = {(key, circle.slot) for circle in circles for key in not_preferred(ground, circle)}
    preferring = {key for key, _ in seats if ground.people[key].preferred}
    weighed = weigh(problem, circles)
    return Facts(
        placed=len({key for key, _ in seats}),
        circles=len(circles),
        slots=len({circle.slot for circle in circles}),
        liked=len(preferring - {key for key, _ in disliked}),
        moved=sum(map(len, moved(ground, circles).values())),
        met_again=_met_again(ground, circles),
        mixing=sum(weighed.parts[part] for part in ("mix", "share", "alone")),
        cost=weighed.total,
    )


def _met_again(ground: Ground, circles: Sequence[Circle]) -> int:
    """Pairs at one table that sat together before."""
    tables = [ground.known(circle.people) for circle in circles]
    return sum(bool(a.met & b.met) for table in tables for a, b in combinations(table, 2))


def _next(
    problem: Problem,
    chosen: list[Proposal],
    stop: Stop,
    least: float,
    cancelled: Callable[[], bool] | None,
) -> Proposal | None:
    """The best proposal far enough from those chosen: those that gain something come before others."""
    found = []
    for aim, options in aims(problem):
        if cancelled is not None and cancelled():
            return None
        if any(aim == one.aim for one in chosen):
            continue
        proposal = _searched(problem, chosen, aim, options, stop, least)
        if proposal is not None:
            found.append(proposal)
    return min(found, key=lambda one: _rank(one, chosen[0]), default=None)


def _rank(one: Proposal, first: Proposal) -> tuple[int, bool, int]:
    return -one.facts.placed, not gained(first.facts, one.facts), one.facts.cost


def aims(problem: Problem) -> Iterator[tuple[str, Options]]:
    """What could count most instead, among what this problem knows of; `others` is last."""
    options, people = problem.options, problem.people
    low, high = options.size
    if any(p.preferred for p in people):
        yield "slots", replace(_mixing(options, "a little"), preferred="a lot")
    if options.mix or options.share:
        yield "mixing", replace(_mixing(options, "a lot"), preferred="not at all")
    if low < options.target:
        yield "smaller", replace(options, target=low)
    if options.target < high:
        yield "larger", replace(options, target=high)
    if any(p.circle is not None for p in people):
        yield "stay", replace(options, stay="a lot")
    if any(p.met for p in people):
        yield "new people", replace(options, new_people="a lot")
    yield "others", options


def _mixing(options: Options, word: Word) -> Options:
    """The options with every attribute that counts at all counting so much."""
    mix, share = (
        {name: word if WEIGHTS[said] else said for name, said in wanted.items()}
        for wanted in (options.mix, options.share)
    )
    return replace(options, mix=mix, share=share)


def _searched(
    problem: Problem, chosen: list[Proposal], aim: str, options: Options, stop: Stop, least: float
) -> Proposal | None:
    """The answer for other options: as they are, else where meeting the same people again costs more."""
    seed = chosen[0].answer.summary.seed + len(chosen)
    asked = replace(problem, options=options)
    for changed in [asked] * (aim != "others") + [_meeting_others(asked, chosen)]:
        answer = _solved(changed, stop, seed)
        near = min(distance(answer.circles, one.answer.circles) for one in chosen)
        if near >= least:
            weighed = _weighed(problem, answer)
            return Proposal(aim, weighed, facts(problem, weighed), near)
    return None


def _solved(problem: Problem, stop: Stop, seed: int) -> Answer:
    from .. import solve

    return solve(problem, stop=stop, seed=seed)


def _meeting_others(problem: Problem, chosen: list[Proposal]) -> Problem:
    """The problem with each circle of a proposal as a past one, where whoever met rather meets others."""
    weight = WEIGHTS[problem.options.new_people]
    times = -(-APART_WEIGHT // weight) if weight else 1
    return remembering(problem, [one.answer.circles for one in chosen], times=times)


def _weighed(problem: Problem, answer: Answer) -> Answer:
    """The answer with its costs by the problem as it was asked; its bound was for another question."""
    weighed = weigh(problem, answer.circles)
    circles = tuple(replace(circle, cost=weighed.circles[circle.id]) for circle in answer.circles)
    summary = replace(answer.summary, cost=weighed.total, bound=None)
    return replace(answer, circles=circles, summary=summary)


def _compared(chosen: list[Proposal]) -> list[Proposal]:
    """The proposals with what each gains and gives up against the first, and whether it costs more."""
    first = chosen[0].facts
    placed = max(one.facts.placed for one in chosen)
    least = min(one.facts.cost for one in chosen if one.facts.placed == placed)
    return [
        replace(
            one,
            aim=one.aim if one is chosen[0] or reached(one.aim, first, one.facts) else "others",
            dearer=one.facts.placed < placed or one.facts.cost > least * (1 + TOLERANCE),
            gains=gained(first, one.facts),
            losses=gained(one.facts, first),
        )
        for one in chosen
    ]


def reached(aim: str, first: Facts, other: Facts) -> bool:
    """Whether the other is what it was searched for, so that it may be called so."""
    if aim in ("smaller", "larger"):
        return other.circles > first.circles if aim == "smaller" else other.circles < first.circles
    part = {"slots": "liked", "mixing": "mixing", "stay": "moved", "new people": "met_again"}.get(aim)
    return part in gained(first, other)


def gained(first: Facts, other: Facts) -> tuple[str, ...]:
    """In what the other is better: more placed or at a slot they like, less moved, met again or mixing."""
    more = [name for name in ("placed", "liked") if getattr(other, name) > getattr(first, name)]
    less = ("moved", "met_again", "mixing")
    return (*more, *(name for name in less if getattr(other, name) < getattr(first, name)))
