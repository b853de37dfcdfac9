"""Circles above the circles: facilitators meet with a lead, leads with theirs, at every level alike.

Those who facilitate a circle form circles of 6 to 12, the lead counted, or one circle of any size from two
when they are twelve or fewer; each at a slot free of all their own circles, with a lead who offered it. When
more than twelve lead, they form circles of their own in the same way. Plain Python; the solver is loaded when
it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from .answer import Answer, Circle, CircleAbove
from .diagnosis.cells import Cell, Cells
from .problem import Options, Person, Problem
from .stop import Stop
from .weigh import Ground

SMALLEST, LARGEST = 6, 12


@dataclass(frozen=True, slots=True)
class Above:
    """The circles of every level, and the facilitators (or leads) whom no circle above could hold."""

    circles: tuple[CircleAbove, ...]
    unplaced: tuple[str, ...]


def with_above(problem: Problem, answer: Answer, *, stop: Stop) -> Answer:
    """The answer with the circles above its circles."""
    above = circles_above(problem, answer.circles, stop=stop, seed=answer.summary.seed)
    return replace(answer, above=above.circles, above_unplaced=above.unplaced)


def circles_above(problem: Problem, circles: Sequence[Circle], *, stop: Stop, seed: int = 0) -> Above:
    """Circles of facilitators, then of leads, until twelve or fewer lead. `stop` is for each search."""
    ground = Ground(problem)
    busy: dict[str, set[object]] = {}
    for circle in circles:
        for key in circle.people:
            busy.setdefault(key, set()).add(circle.slot)
    offers = {person.key: person.leads for person in problem.people if person.leads}
    facilitators = {key for circle in circles for key in circle.facilitators}
    meeting = [key for key in ground.people if key in facilitators]
    found: list[CircleAbove] = []
    unplaced: dict[str, None] = {}
    level = 1
    while meeting:
        formed = _Level(ground, busy, offers, meeting).form(level, len(found) + 1, stop, seed)
        found += formed
        seated = {key for circle in formed for key in circle.people}
        unplaced.update(dict.fromkeys(key for key in meeting if key not in seated))
        for one in formed:
            offers[one.lead] -= len(one.people) - 1
            for key in one.people:
                busy.setdefault(key, set()).add(one.slot)
        leads = [one.lead for one in formed]
        meeting = leads if len(leads) > LARGEST else []
        level += 1
    return Above(tuple(found), tuple(unplaced))


class _Level:
    """One level: who is to meet, who could lead and how many, and when each is taken already."""

    def __init__(
        self, ground: Ground, busy: dict[str, set[object]], offers: dict[str, int], meeting: list[str]
    ) -> None:
        self.ground = ground
        self.meeting = meeting
        self.offers = {key: number for key, number in offers.items() if number > 0}
        pool = dict.fromkeys([*meeting, *self.offers])
        self.people = {key: self._free(ground.people[key], busy.get(key, set())) for key in pool}
        self.problem = self._asked(self.people.values(), Options())

    def form(self, level: int, number: int, stop: Stop, seed: int) -> list[CircleAbove]:
        """The circles of this level, numbered on from `number`."""
        formed = self._one_circle() if len(self.meeting) <= LARGEST else self._many(stop, seed)
        return [
            CircleAbove(f"f{count}", level, cell.slot, cell.language, lead, (lead, *others))
            for count, (cell, lead, others) in enumerate(formed, start=number)
        ]

    def _free(self, person: Person, taken: set[object]) -> Person:
        """The person at the slots free of their own circles, offering one circle if they may lead."""
        possible = person.possible
        if possible is None and self.ground.options.without_slots == "any":
            possible = frozenset(slot for p in self.ground.problem.people for slot in p.possible or ())
        free = frozenset(slot for slot in possible or () if slot not in taken)
        leads = int(person.key in self.offers)
        return Person(person.key, person.languages, free, person.preferred & free, facilitates=leads)

    def _asked(self, people: Iterable[Person], options: Options) -> Problem:
        pool = {person.key: person for person in people}
        pairs = self.ground.problem
        return Problem(
            tuple(pool.values()),
            frozenset(pair for pair in pairs.together if set(pair) <= pool.keys()),
            frozenset(pair for pair in pairs.apart if set(pair) <= pool.keys() and pair[0] != pair[1]),
            replace(options, preferred=self.ground.options.preferred),
        )

    def _one_circle(self) -> list[Meeting]:
        """The cell and the lead that bring most to one table; preferred slots decide between equals."""
        cells = Cells(self.problem)
        best: tuple[tuple[int, int], Meeting] | None = None
        for cell in sorted(cells.people):
            here = [key for key in self.meeting if cell in cells.of(self.people[key])]
            for lead in sorted(key for key in self.offers if cell in cells.of(self.people[key])):
                others = self._largest_table(lead, [key for key in here if key != lead])
                preferred = sum(cell.slot in self.people[key].preferred for key in (lead, *others))
                rank = (len({lead, *others} & set(self.meeting)), preferred)
                if others and (best is None or rank > best[0]):
                    best = rank, (cell, lead, others)
        return [best[1]] if best else []

    def _largest_table(self, lead: str, others: list[str]) -> tuple[str, ...]:
        """Most of the others whom the lead can take and pairs allow, those first in the list first."""
        most = min(len(others), self.offers[lead])
        for size in range(most, 0, -1):
            for table in combinations(others, size):
                if self._pairs_hold({lead, *table}):
                    return table
        return ()

    def _pairs_hold(self, table: set[str]) -> bool:
        apart, together = self.problem.apart, self.problem.together
        met = set(self.meeting)
        return not any(a in table and b in table for a, b in apart) and not any(
            (a in table) != (b in table) for a, b in together if {a, b} <= met
        )

    def _many(self, stop: Stop, seed: int) -> list[Meeting]:
        """Circles of 6 to 12 that each fit what their lead can take.

        A lead of n takes circles of n + 1 at most, which the engine knows for no single person: it is asked
        once for each number that leads can take, among those who can take as many; the fullest answer stays.
        """
        best: list[Meeting] = []
        for most in sorted({min(n, LARGEST - 1) for n in self.offers.values()}, reverse=True):
            if most + 1 >= SMALLEST and self._seated(best) < len(self.meeting):
                able = {key for key, number in self.offers.items() if number >= most}
                found = self._solved(most, able, stop, seed)
                if self._seated(found) < len(self.meeting):
                    # Leads who are not needed may have taken seats: without them there is more room.
                    needed = {lead for _, lead, _ in found}
                    found = max(found, self._solved(most, needed, stop, seed), key=self._seated)
                best = max(best, found, key=self._seated)
        return best

    def _solved(self, most: int, able: set[str], stop: Stop, seed: int) -> list[Meeting]:
        from . import solve

        people = [
            replace(person, facilitates=int(key in able))
            for key, person in self.people.items()
            if key in able or key in self.meeting
        ]
        options = Options(size=(SMALLEST, most + 1), target=(SMALLEST + most + 1) // 2)
        answer = solve(self._asked(people, options), stop=stop, seed=seed)
        return [self._without_spare(circle) for circle in answer.circles]

    def _without_spare(self, circle: Circle) -> Meeting:
        """The circle without leads who neither lead it nor facilitate, as far as its size allows."""
        (lead,) = circle.facilitators
        others = [key for key in circle.people if key != lead]
        for key in [key for key in others if key not in self.meeting]:
            if len(others) + 1 > SMALLEST and not self.ground.together.get(key):
                others.remove(key)
        return Cell(circle.slot, circle.language), lead, tuple(others)

    def _seated(self, formed: list[Meeting]) -> int:
        return len({key for _, lead, others in formed for key in (lead, *others)} & set(self.meeting))


Meeting = tuple[Cell, str, tuple[str, ...]]
"""Where, the lead, and those they meet with."""
