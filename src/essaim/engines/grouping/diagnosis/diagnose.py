"""The whole diagnosis: what can work, what cannot, who is missing and whom to ask."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ..problem import Person, Problem
from .cells import Cell, Cells
from .contradictions import contradictions
from .findings import Finding, counted, listed
from .sizes import SizeAdvice, size_advice

NoSeat = Literal["no-slot", "no-common-language", "no-common-slot"]

SENTENCES: dict[NoSeat, str] = {
    "no-slot": "{who} gave no slot.",
    "no-common-language": "Too few people share a language with {who}.",
    "no-common-slot": "Too few people share a slot and a language with {who}.",
}


@dataclass(frozen=True, slots=True)
class MissingFacilitators:
    """A cell with people enough for a circle and too few facilitators.

    `missing` is how many more would have to offer. `stranded` counts those who, as things are, can meet only
    in cells without facilitators. `could_ask` are people of the cell who offer nothing yet.
    """

    cell: Cell
    people: int
    missing: int
    stranded: int
    could_ask: tuple[str, ...]


@dataclass(frozen=True)
class Diagnosis:
    """What can be said before solving; `no_seat` gives, for each person whom no circle could hold, why."""

    problem: Problem
    cells: Cells
    no_seat: dict[str, NoSeat]
    unknown: tuple[str, ...]
    sizes: SizeAdvice
    missing: tuple[MissingFacilitators, ...]
    offered: int
    needed: int
    contradictions: tuple[Finding, ...]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything worth saying, contradictions first."""
        return (
            *self.contradictions,
            *self._sizes(),
            *self._no_seat(),
            *self._unknown(),
            *self._facilitators(),
        )

    def _sizes(self) -> list[Finding]:
        if self.sizes.people == 0 or self.sizes.splits:
            return []
        details = {"people": self.sizes.people, "left": self.sizes.left, "nearest": list(self.sizes.nearest)}
        return [Finding("sizes", (), details, self.sizes.sentence)]

    def _no_seat(self) -> list[Finding]:
        found = []
        for reason, sentence in SENTENCES.items():
            who = tuple(key for key, why in self.no_seat.items() if why == reason and key not in self.unknown)
            if who:
                found.append(Finding(reason, who, {}, sentence.format(who=listed(who))))
        return found

    def _unknown(self) -> list[Finding]:
        if not self.unknown:
            return []
        known, everyone = len(self.problem.people) - len(self.unknown), len(self.problem.people)
        sentence = f"Slots are known for {known} of {everyone}; not for {listed(self.unknown)}."
        return [Finding("unknown-slots", self.unknown, {"known": known, "people": everyone}, sentence)]

    def _facilitators(self) -> list[Finding]:
        found = []
        if self.offered < self.needed:
            sentence = f"At least {counted(self.needed, 'circle')} to facilitate, and {self.offered} offered."
            found.append(
                Finding("few-facilitators", (), {"needed": self.needed, "offered": self.offered}, sentence)
            )
        for one in self.missing:
            asked = f": {listed(one.could_ask)} could be asked" if one.could_ask else ""
            sentence = (
                f"{counted(one.people, 'person', 'people')} could meet {one.cell} and "
                f"{counted(one.missing, 'facilitator')} {'is' if one.missing == 1 else 'are'} missing{asked}."
            )
            details = {
                "slot": str(one.cell.slot),
                "language": one.cell.language,
                "same": dict(one.cell.same),
                "people": one.people,
                "missing": one.missing,
                "stranded": one.stranded,
            }
            found.append(Finding("no-facilitator", one.could_ask, details, sentence))
        return found


def diagnose(problem: Problem) -> Diagnosis:
    """Say what can be said before solving."""
    cells = Cells(problem)
    options = problem.options
    no_seat = {person.key: why for person in problem.people if (why := no_seat_for(cells, person))}
    seatable = len(problem.people) - len(no_seat)
    needed = -(-seatable // options.size[1]) * options.facilitators[0]
    return Diagnosis(
        problem,
        cells,
        no_seat,
        tuple(person.key for person in problem.people if person.possible is None),
        size_advice(seatable, *options.size, options.target),
        tuple(_missing(problem, cells)),
        sum(person.facilitates for person in problem.people if person.key not in no_seat),
        needed,
        tuple(contradictions(problem, cells)),
    )


def no_seat_for(cells: Cells, person: Person) -> NoSeat | None:
    """Why no circle could ever hold this person, whoever else sits where; None when one could."""
    low = cells.options.size[0]
    if not any(True for _ in cells.slots_of(person)):
        return "no-slot"
    if not any(cells.languages[language] >= low for language in person.languages):
        return "no-common-language"
    if not cells.open_to(person):
        return "no-common-slot"
    return None


def _missing(problem: Problem, cells: Cells) -> list[MissingFacilitators]:
    few = problem.options.facilitators[0]
    if few == 0:
        return []
    stranded, only = _bound_to(problem, cells, few)
    low, high = problem.options.size
    found = []
    for cell, people in cells.people.items():
        wanted = max(-(-only[cell] // high), 1) * few if people >= low else 0
        missing = wanted - cells.circles_led[cell]
        if missing > 0:
            asked = tuple(cells.could_ask(cell))
            found.append(MissingFacilitators(cell, people, missing, stranded[cell], asked))
    return sorted(found, key=lambda one: (-one.stranded, -one.people, one.cell))


def _bound_to(problem: Problem, cells: Cells, few: int) -> tuple[Counter[Cell], Counter[Cell]]:
    """For each cell, how many people have only cells without facilitators, and how many only this one."""
    stranded: Counter[Cell] = Counter()
    only: Counter[Cell] = Counter()
    for person in problem.people:
        theirs = cells.open_to(person)
        if not any(cells.circles_led[cell] >= few for cell in theirs):
            stranded.update(theirs)
        if len(theirs) == 1:
            only.update(theirs)
    return stranded, only
