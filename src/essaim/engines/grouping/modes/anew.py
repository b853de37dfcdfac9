"""The same people in circles several times in a row, meeting others each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ..answer import Answer, Circle, Summary
from ..board import settle
from ..diagnosis.cells import Cell, Cells
from ..problem import WEIGHTS, Person, Problem
from ..stop import Stop
from ..weigh import broken, weigh
from .history import remembering
from .schedules import never_twice


def meet_anew(problem: Problem, rounds: int, *, stop: Stop, seed: int = 0) -> tuple[Answer, ...]:
    """Circles for each of `rounds` times, where sitting together again costs what `new_people` says.

    Where everybody can come at one same time, it sets out from an exact schedule in which nobody meets twice,
    as far as one is known; otherwise, and beyond it, each time is searched with those before as past circles.
    Each answer is weighed knowing the times before it. `stop` is for each search.
    """
    planned = planned_rounds(problem, rounds)
    done: list[Answer] = []
    for number in range(rounds):
        asked = remembering(problem, [answer.circles for answer in done])
        plan = planned[number] if number < len(planned) else None
        done.append(_best(asked, plan, stop, seed + number))
    return tuple(done)


def _best(problem: Problem, plan: tuple[Circle, ...] | None, stop: Stop, seed: int) -> Answer:
    """The plan, unless the search finds better: what is only as good would spoil the rounds to come."""
    from .. import solve

    start = None if plan is None else _answer(problem, plan, seed)
    found = solve(problem, stop=stop, seed=seed, start=start)
    if start is None or _rank(found) < _rank(start):
        return found
    # What is proved of the cost is proved for as many people placed.
    proved = found.summary.bound if found.summary.placed == start.summary.placed else None
    return replace(start, summary=replace(start.summary, bound=proved, seconds=found.summary.seconds))


def _rank(answer: Answer) -> tuple[int, int]:
    return -answer.summary.placed, answer.summary.cost


def _answer(problem: Problem, circles: tuple[Circle, ...], seed: int) -> Answer:
    """Circles that hold everybody, as an answer."""
    circles = settle(problem, circles)
    count, cost = len(problem.people), weigh(problem, circles).total
    return Answer(circles, (), Summary(count, count, len(circles), cost, None, 0, 0, 0.0, seed))


def planned_rounds(problem: Problem, rounds: int) -> list[tuple[Circle, ...]]:
    """Times in which nobody meets twice and every rule holds, by an exact schedule; often none is known."""
    best: list[tuple[Circle, ...]] = []
    for cell in _cells_of_all(problem):
        for size in _sizes(problem):
            planned = _planned(problem, cell, size, rounds)
            best = max(best, planned, key=len)
            if len(best) == rounds:
                return best
    return best


def _cells_of_all(problem: Problem) -> list[Cell]:
    """The cells where everybody fits, those that most prefer first."""
    cells = Cells(problem)
    everyone = len(problem.people)
    liked = Counter(slot for person in problem.people for slot in person.preferred)
    fits = [cell for cell, count in cells.people.items() if count == everyone]
    return sorted(fits, key=lambda cell: (-liked[cell.slot], cell))


def _sizes(problem: Problem) -> list[int]:
    """Sizes of circles, those nearest the target first; somebody may be missing in each."""
    low, high = problem.options.size
    target = problem.options.target
    high = min(high, len(problem.people))
    return sorted(range(low, high + 1), key=lambda size: (abs(size - target), size))


def _planned(problem: Problem, cell: Cell, size: int, rounds: int) -> list[tuple[Circle, ...]]:
    """The rounds of a schedule, up to the first in which a rule is broken."""
    count = len(problem.people)
    groups = -(-count // size)
    missing = groups * size - count
    if not count or missing > groups or size - bool(missing) < problem.options.size[0]:
        return []
    few = problem.options.facilitators[0]
    people = _in_positions(problem, groups * few)
    leading = set(people[: groups * few])
    planned = []
    for schedule in never_twice(groups, size, rounds):
        tables = [[people[i] for i in group if i < count] for group in schedule]
        circles = tuple(_circles(cell, tables, leading))
        if broken(problem, circles):
            break
        planned.append(circles)
    return planned


def _in_positions(problem: Problem, leaders: int) -> list[str]:
    """People in the order of the schedule: those who share a place in it never meet.

    Facilitators come first, a circle each; then people of one value of what is to be mixed most.
    """
    offer = [person for person in problem.people if person.facilitates][:leaders]
    first = {person.key for person in offer}
    mixed = sorted(problem.options.mix, key=lambda name: (-WEIGHTS[problem.options.mix[name]], name))

    def held(person: Person) -> list[tuple[str, ...]]:
        return [person.values.get(name, ()) for name in mixed]

    others = sorted((person for person in problem.people if person.key not in first), key=held)
    return [person.key for person in (*offer, *others)]


def _circles(cell: Cell, tables: list[list[str]], leading: set[str]) -> Iterator[Circle]:
    for number, table in enumerate(tables, start=1):
        led = tuple(key for key in table if key in leading)
        people = (*led, *(key for key in table if key not in leading))
        yield Circle(f"c{number}", cell.slot, cell.language, led, people, dict(cell.same))
