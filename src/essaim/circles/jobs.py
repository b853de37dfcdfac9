"""The work that circles leave to the background."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic

from django.utils import timezone

from essaim.core import jobs
from essaim.core.jobs import Lane
from essaim.core.searching import Follower
from essaim.engines.grouping import ProblemError
from essaim.engines.grouping import solve as form
from essaim.engines.grouping.answer import Answer, set_out_from
from essaim.engines.grouping.explain import complete, whole
from essaim.engines.grouping.modes import alternatives
from essaim.engines.grouping.problem import Problem
from essaim.engines.grouping.stop import Cancelled, Done, FirstOf, Rounds, Seconds
from essaim.journal.facts import on
from essaim.journal.models import Fact

from .actions.rounds import forget_removed
from .actions.searches import begin_search, fail_search, finish_others, finish_search
from .models import Arrangement, Search
from .queries.forming import latest, problem_of
from .queries.tables import tables_of

KEEP_REMOVED = timedelta(days=30)
FIRST_ROUNDS = 4
ROUNDS_OTHERS = 3
# What would help is found by solving again: how often, for lists of at most so many people.
TRIES = ((100, 12), (400, 6))


def give_up(*, search_id: int, trouble: str) -> None:
    fail_search(search_id=search_id, trouble=trouble)


@jobs.job(lane=Lane.APART, on_give_up=give_up)
def solve(*, search_id: int) -> None:
    """Run one search from its beginning; again from its beginning if a worker died in the middle."""
    search = begin_search(search_id=search_id)
    if search is None:
        return
    problem = problem_of(search.round, arrangement=latest(search.round))
    reports = _Reports(search, problem)
    start = _start(search.start, problem)
    try:
        if search.others and start is not None:
            _look_for_others(search, problem, start, reports)
            return
        answer = form(
            problem,
            stop=Worthwhile(search.seconds),
            seed=search.seed,
            start=start,
            progress=reports,
        )
        answer = _with_help(problem, answer, reports)
    except ProblemError as contradiction:
        fail_search(search_id=search_id, trouble=str(contradiction))
    else:
        finish_search(search=search, problem=problem, answer=answer)


def _look_for_others(search: Search, problem: Problem, start: Answer, reports: _Reports) -> None:
    """Proposals that differ from the board, each searched as long as the board was."""
    found = alternatives(
        problem,
        start,
        stop=FirstOf(Rounds(ROUNDS_OTHERS), Seconds(search.seconds), Cancelled(reports.stopped)),
        cancelled=reports.stopped,
    )
    finish_others(search=search, proposals=found)


def _with_help(problem: Problem, answer: Answer, reports: _Reports) -> Answer:
    """The answer with what would place those left out, found by trying, for lists that are not too long."""
    tries = next((tries for most, tries in TRIES if len(problem.people) <= most), 0)
    if not answer.unplaced or not tries:
        return answer
    done = complete(problem, answer, stop=Rounds(0), tries=tries, cancelled=reports.stopped).answer
    gains = whole(problem, done, stop=Rounds(0), tries=tries // 2, cancelled=reports.stopped)
    return replace(done, would_bring=tuple(gain.as_data() for gain in gains))


@dataclass(frozen=True, slots=True)
class Worthwhile:
    """A stop after some seconds, that leaves a busy machine up to three times longer for the first rounds."""

    seconds: float

    def reached(self, done: Done) -> bool:
        return self.seconds_left(done) <= 0

    def remaining(self, done: Done) -> float:
        return max(self.seconds - done.seconds, 0.0)

    def seconds_left(self, done: Done) -> float:
        allowed = self.seconds if done.rounds >= FIRST_ROUNDS else 3 * self.seconds
        return max(allowed - done.seconds, 0.0)


@on("search.started", within=True)
def search_soon(_: Fact, search: Search) -> None:
    jobs.enqueue(solve, search_id=search.pk)


class _Reports(Follower):
    """Told of every round of the search."""

    def __init__(self, search: Search, problem: Problem) -> None:
        self.people = len(problem.people)
        self.began = monotonic()
        super().__init__(search, {"people": self.people})

    def __call__(self, placed: int, cost: int, bound: int | None, remaining: float | None) -> bool:
        return self.say(
            {
                "people": self.people,
                "placed": placed,
                "cost": cost,
                "bound": bound,
                "elapsed": round(monotonic() - self.began, 1),
                "remaining": None if remaining is None else round(remaining, 1),
            }
        )


def _start(arrangement: Arrangement | None, problem: Problem) -> Answer | None:
    if arrangement is None:
        return None
    circles = tables_of(arrangement, present={person.key for person in problem.people})
    return set_out_from(circles, people=len(problem.people))


@jobs.every(days=1)
def forget_removed_rounds() -> None:
    """Whoever removed a round had the time to change their mind."""
    forget_removed(before=timezone.now() - KEEP_REMOVED)
