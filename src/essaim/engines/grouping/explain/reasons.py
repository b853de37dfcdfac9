"""For each person without a circle, the first rule that could not be met, in the order of the contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import product

from ..answer import Answer, Circle, Reason, Unplaced
from ..diagnosis.cells import Cell, Cells
from ..diagnosis.diagnose import no_seat_for
from ..problem import Person, Problem, Slot
from ..weigh import Ground, common_values
from ..weigh.cost import seats_of

SENTENCES: dict[Reason, str] = {
    "locked": "{person} is locked in a circle that could not be formed so.",
    "no-slot": "No slot is known for {person}.",
    "no-common-language": "Too few others speak a language of {person}.",
    "no-common-slot": "Too few others share a slot and a language with {person}.",
    "no-facilitator": "Nobody is free to facilitate another circle at a slot and in a language of {person}.",
    "size": "The circles that {person} could join are full, and too few people are left for another.",
    "together-apart": "Whom {person} is to be with or without leaves no place.",
}


def reasons(problem: Problem, circles: Sequence[Circle]) -> dict[str, Reason]:
    """The reason for each person whom these circles leave out, in the order of the list.

    A cap on moves has no reason of its own in the contract: whom it keeps out is told `size`.
    """
    left = LeftOut(problem, circles)
    return {person.key: left.reason(person) for person in left.people}


def explained(problem: Problem, answer: Answer) -> Answer:
    """The answer with a true reason and its sentence for everyone unplaced; what helped before is kept."""
    helped = {one.person: one.would_help for one in answer.unplaced}
    unplaced = tuple(
        Unplaced(key, reason, SENTENCES[reason].format(person=key), helped.get(key, {}))
        for key, reason in reasons(problem, answer.circles).items()
    )
    return replace(answer, unplaced=unplaced)


class LeftOut:
    """Circles, and the room around them for those they leave out."""

    def __init__(self, problem: Problem, circles: Sequence[Circle]) -> None:
        seated = {key for circle in circles for key in circle.people}
        self.people = [person for person in problem.people if person.key not in seated]
        del seated  # a million names, before as many again are indexed
        self.ground = Ground(problem)
        self.options = problem.options
        self.circles = circles
        self.cells = Cells(problem)

    @cached_property
    def seats(self) -> dict[str, list[int]]:
        """For each person seated, the indices of their circles."""
        return seats_of(self.circles)

    def reason(self, person: Person) -> Reason:
        """The first rule that failed for somebody without a seat."""
        if person.key in self.ground.locks:
            return "locked"
        never = no_seat_for(self.cells, person)
        if never is not None:
            return never
        if self.has_room(person):
            return "together-apart" if self._has_pairs(person) else "size"
        if self.lacks_facilitators(person):
            return "no-facilitator"
        return "size"

    def has_room(self, person: Person) -> bool:
        """Whether some circle suits this person by slot, language and values, and is not full."""
        places = product(self.cells.slots_of(person), person.languages)
        return any(self._suits(circle, person) for place in places for circle in self.not_full.get(place, ()))

    @cached_property
    def not_full(self) -> dict[tuple[Slot, str], list[Circle]]:
        """The circles with a place left, by slot and language."""
        high = self.options.size[1]
        found: dict[tuple[Slot, str], list[Circle]] = {}
        for circle in self.circles:
            if len(circle.people) < high:
                found.setdefault((circle.slot, circle.language), []).append(circle)
        return found

    def _suits(self, circle: Circle, person: Person) -> bool:
        table = [*self.ground.known(circle.people), person] if self.options.same else []
        return all(common_values(table, name) for name in self.options.same)

    def lacks_facilitators(self, person: Person) -> bool:
        """Whether one of their cells has people for another circle, and nobody free to lead it."""
        few, low = self.options.facilitators[0], self.options.size[0]
        theirs = self.cells.open_to(person)
        if few == 0:
            return False
        if all(self.cells.circles_led[cell] < few for cell in theirs):
            return True
        return any(self.could_come[cell] >= low and self.free_to_lead[cell] < few for cell in theirs)

    @cached_property
    def could_come(self) -> Counter[Cell]:
        """For each cell, how many could make another circle there: the unplaced, and who others can spare."""
        low = self.options.size[0]
        come: Counter[Cell] = Counter()
        for person in self.people:
            come.update(self.cells.of(person))
        for circle in self.circles:
            here: Counter[Cell] = Counter()
            for person in self.ground.known(circle.people):
                if person.key not in circle.facilitators and person.key not in self.ground.locks:
                    here.update(self.cells.of(person))
            spare = len(circle.people) - low
            for cell, count in here.items():
                come[cell] += max(min(spare, count), 0)
        return come

    @cached_property
    def free_to_lead(self) -> Counter[Cell]:
        """For each cell, how many more circles could be led there by those who offered."""
        at_once = 2 if self.options.alternate_weeks else 1
        led: dict[str, list[Slot]] = {}
        for circle in self.circles:
            for key in circle.facilitators:
                led.setdefault(key, []).append(circle.slot)
        free: Counter[Cell] = Counter()
        for person in self.ground.people.values():
            theirs = led.get(person.key, [])
            if person.facilitates > len(theirs):
                busy = Counter(theirs)
                free.update(cell for cell in self.cells.of(person) if busy[cell.slot] < at_once)
        return free

    def _has_pairs(self, person: Person) -> bool:
        return bool(self.ground.together.get(person.key) or self.ground.apart.get(person.key))
