"""What would place somebody, and what would help the whole: found by solving the problem so changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from ..answer import Answer, Reason, Unplaced
from ..diagnosis.cells import Cell
from ..problem import Person, Problem, ProblemError
from ..stop import Stop
from .help import Help, applied, candidates, facilitator_at
from .reasons import LeftOut, explained

TRIES = 24
TRIES_FOR_ONE = 5


@dataclass(frozen=True, slots=True)
class Completed:
    """An answer with reasons and helps. `untried` are the unplaced for whom not everything was tried."""

    answer: Answer
    tries: int
    untried: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gain:
    """What one change would bring: how many more placed, and what the cost then gains."""

    help: Help
    placed: int
    cost: int

    def as_data(self) -> Help:
        """As `would_bring` of an answer holds it."""
        return {**self.help, "placed": self.placed, "cost": self.cost}


def complete(
    problem: Problem,
    answer: Answer,
    *,
    stop: Stop,
    tries: int = TRIES,
    cancelled: Callable[[], bool] | None = None,
) -> Completed:
    """For each person unplaced, the first change that places them when the problem so changed is solved.

    Each try solves once with `stop`, from this answer and with its seed; at most `tries` in all. People alike
    in what they can are tried with what helped the first of them, and are `untried` when nothing did.
    `Rounds(0)` is enough of a stop to know who is placed. No try begins once `cancelled()` is true.
    """
    answer = explained(problem, answer)
    trial = _Trial(problem, answer, stop, tries, cancelled)
    found = {one.person: trial.help_for(one) for one in answer.unplaced}
    unplaced = tuple(replace(one, would_help=found[one.person] or one.would_help) for one in answer.unplaced)
    return Completed(replace(answer, unplaced=unplaced), tries - trial.left_tries, tuple(trial.untried))


def whole(
    problem: Problem,
    answer: Answer,
    *,
    stop: Stop,
    tries: int = TRIES_FOR_ONE * 2,
    cancelled: Callable[[], bool] | None = None,
) -> list[Gain]:
    """What one more facilitator, or one slot more for everyone unplaced, would bring: the most placed first.

    The likeliest are tried, half of `tries` each; what brings nothing is left out. `applied_to_all` makes the
    change that was tried. No try begins once `cancelled()` is true.
    """
    left = LeftOut(problem, answer.circles)
    if not left.people:
        return []
    gains = []
    for help in _for_the_whole(left, tries // 2):
        if cancelled is not None and cancelled():
            break
        tried = _solved(_applied_to(left, help), answer, stop)
        if tried is not None:
            placed = _placed(tried, problem) - _placed(answer, problem)
            if placed > 0:
                gains.append(Gain(help, placed, tried.summary.cost - answer.summary.cost))
    return sorted(gains, key=lambda gain: (-gain.placed, gain.cost, str(gain.help)))


class _Trial:
    """The tries of one answer, counted."""

    def __init__(
        self,
        problem: Problem,
        answer: Answer,
        stop: Stop,
        tries: int,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.problem = problem
        self.answer = answer
        self.stop = stop
        self.left_tries = tries
        self.cancelled = cancelled
        self.left = LeftOut(problem, answer.circles)
        self.people = {person.key: person for person in self.left.people}
        self.alike: dict[object, Help | None] = {}
        self.untried: list[str] = []

    def help_for(self, one: Unplaced) -> Help | None:
        person = self.people[one.person]
        kind = self._kind(person, one.reason)
        if kind in self.alike and self.alike[kind] is None:
            self.untried.append(one.person)  # what was tried for one alike did not help
            return None
        known = self.alike.get(kind)
        if self._over():
            self.untried.append(one.person)
            return None
        ways = chain([known] if known else [], candidates(self.left, person, one.reason))
        found = self._first_that_places(person, islice(ways, TRIES_FOR_ONE))
        if found is not None or one.person not in self.untried:
            self.alike[kind] = found
        return found

    def _over(self) -> bool:
        return not self.left_tries or (self.cancelled is not None and self.cancelled())

    def _first_that_places(self, person: Person, ways: Iterable[Help]) -> Help | None:
        for help in ways:
            if self._over():
                self.untried.append(person.key)
                return None
            self.left_tries -= 1
            tried = _solved(applied(self.problem, person.key, help), self.answer, self.stop)
            if tried is not None and any(person.key in circle.people for circle in tried.circles):
                return help
        return None

    def _kind(self, person: Person, reason: Reason) -> object:
        """People of one kind can sit in the same places; who is in a pair is of no kind but their own."""
        pairs = self.left.ground.together.get(person.key) or self.left.ground.apart.get(person.key)
        accepted = tuple(frozenset(person.values.get(name, ())) for name in self.problem.options.same)
        return reason, person.possible, person.languages, accepted, person.key if pairs else None


def _solved(problem: Problem, answer: Answer, stop: Stop) -> Answer | None:
    """The answer to the changed problem; None where the change contradicts something else."""
    from .. import solve

    try:
        return solve(problem, stop=stop, seed=answer.summary.seed, start=answer)
    except ProblemError:
        return None


def _placed(answer: Answer, problem: Problem) -> int:
    """How many of the problem's own people have a seat."""
    seated = {key for circle in answer.circles for key in circle.people}
    return sum(person.key in seated for person in problem.people)


def applied_to_all(problem: Problem, answer: Answer, help: Help) -> Problem:
    """The problem with a help of `whole` in it: a facilitator more, or a slot more for everyone unplaced."""
    return _applied_to(LeftOut(problem, answer.circles), help)


def _applied_to(left: LeftOut, help: Help) -> Problem:
    changed = left.ground.problem
    if "add_facilitator" in help:
        return applied(changed, _first_waiting(left, help["add_facilitator"]), help)
    for person in left.people:
        changed = applied(changed, person.key, help)
    return changed


def _first_waiting(left: LeftOut, where: Help) -> str:
    """The first of those unplaced who could sit there."""

    def fits(cell: Cell) -> bool:
        return (str(cell.slot), cell.language) == (where["slot"], where["language"])

    return next(person.key for person in left.people if any(map(fits, left.cells.of(person))))


def _for_the_whole(left: LeftOut, most: int) -> Iterator[Help]:
    """The likeliest cells for one more facilitator, then the likeliest slots."""
    waiting: dict[Cell, int] = {}
    for person in left.people:
        for cell in left.cells.open_to(person):
            waiting[cell] = waiting.get(cell, 0) + 1
    cells = sorted(waiting, key=lambda cell: (-left.could_come[cell], -waiting[cell], cell))
    if left.options.facilitators[0]:
        for cell in cells[:most]:
            asked = sorted(left.cells.could_ask(cell), key=lambda key: (key in left.seats, key))
            yield facilitator_at(cell, asked[0] if asked else None)
    fits = {
        slot: max((left.could_come[c] for c in left.cells.people if c.slot == slot), default=0)
        for slot in left.cells.slots
    }
    for slot in sorted(left.cells.slots, key=lambda slot: (-fits[slot], slot))[:most]:
        yield {"add_slot": str(slot)}
