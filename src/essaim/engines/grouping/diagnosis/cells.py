"""Cells: a slot, a language and a value of each *same* attribute; and who fits in which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from ..problem import Person, Problem, Slot

Same = tuple[tuple[str, str], ...]
Speaks = tuple[frozenset[str], tuple[frozenset[str], ...]]
Profile = tuple[frozenset[Slot] | None, frozenset[str], tuple[frozenset[str], ...]]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A slot, a language, and for each *same* attribute its value."""

    slot: Slot
    language: str
    same: Same = ()

    def __str__(self) -> str:
        return " ".join([str(self.slot), self.language, *(f"{name}={value}" for name, value in self.same)])


class Cells:
    """Who fits in which cell; people alike in what they can are counted together."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.options = problem.options
        self._of: dict[Profile, frozenset[Cell]] = {}

    @cached_property
    def slots(self) -> list[Slot]:
        """Every slot that somebody can, in order."""
        return sorted(set().union(*{person.possible or frozenset() for person in self.problem.people}))

    def slots_of(self, person: Person) -> Iterable[Slot]:
        """Every slot they can come at; all there are for somebody unknown who may be placed anywhere."""
        return self._slots(person.possible)

    def _slots(self, possible: frozenset[Slot] | None) -> Iterable[Slot]:
        if possible is not None:
            return possible
        return self.slots if self.options.without_slots == "any" else ()

    def of(self, person: Person) -> frozenset[Cell]:
        """The cells this person could sit in, whoever else does."""
        profile = self._profile(person)
        if profile not in self._of:
            self._of[profile] = frozenset(Cell(*place) for place in self._places(profile))
        return self._of[profile]

    def _places(self, profile: Profile) -> Iterable[tuple[Slot, str, Same]]:
        """The cells of people alike, each as a tuple."""
        possible, languages, accepted = profile
        choices = [
            [(name, value) for value in values]
            for name, values in zip(self.options.same, accepted, strict=True)
        ]
        return product(self._slots(possible), languages, product(*choices))

    def _profile(self, person: Person) -> Profile:
        """What decides in which cells a person can sit."""
        same = self.options.same
        accepted = tuple(frozenset(person.values.get(name, ())) for name in same) if same else ()
        return person.possible, person.languages, accepted

    @cached_property
    def people(self) -> Counter[Cell]:
        """How many people fit in each cell."""
        return self._count(lambda person: 1)

    @cached_property
    def circles_led(self) -> Counter[Cell]:
        """How many circles those who offer could lead in each cell, were they needed nowhere else."""
        at_once = 2 if self.options.alternate_weeks else 1
        return self._count(lambda person: min(person.facilitates, at_once))

    @cached_property
    def languages(self) -> Counter[str]:
        """How many people who could sit somewhere speak each language."""
        seatable = (person for person in self.problem.people if any(True for _ in self.slots_of(person)))
        return Counter(language for person in seatable for language in person.languages)

    def open_to(self, person: Person) -> list[Cell]:
        """Their cells where enough people fit for a circle, in order."""
        low = self.options.size[0]
        return sorted(cell for cell in self.of(person) if self.people[cell] >= low)

    def could_ask(self, cell: Cell) -> list[str]:
        """Those who fit in the cell and offer no circle yet."""
        return [p.key for p in self.problem.people if not p.facilitates and cell in self.of(p)]

    def _count(self, weight: Callable[[Person], int]) -> Counter[Cell]:
        """People alike are counted first; their cells are not kept: a million would fill the memory."""
        alike: dict[Speaks, Counter[frozenset[Slot] | None]] = defaultdict(Counter)
        for person in self.problem.people:
            possible, languages, accepted = self._profile(person)
            alike[languages, accepted][possible] += weight(person)
        counted: Counter[tuple[Slot, str, Same]] = Counter()
        for (languages, accepted), slots in alike.items():
            for possible, number in slots.items():
                for place in self._places((possible, languages, accepted)):
                    counted[place] += number
        return Counter({Cell(*place): number for place, number in counted.items()})
