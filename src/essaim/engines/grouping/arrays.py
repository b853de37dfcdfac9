"""A problem as arrays: people in order of their keys, slots in order of time, cells to sit in.

A *cell* is a slot, a language and a value for each *same* attribute; a circle lives in one cell. A *unit*
is a chain of people who must be together; most people are a unit of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .answer import Answer
from .check import check, seated
from .columns import Flags, Ints, codes, dislike, lone_codes, marked, met, pair_codes, starts
from .problem import (
    WEIGHT_OF_ALONE,
    WEIGHT_OF_SIZE,
    WEIGHTS,
    LockedCircle,
    Person,
    Problem,
    ProblemError,
    Slot,
)


@dataclass(frozen=True)
class Cells:
    """Where circles can live: indices of slot, language and combination; `owner` is a locked circle or -1."""

    slot: Ints
    language: Ints
    combination: Ints
    owner: Ints

    def __len__(self) -> int:
        return len(self.slot)


@dataclass(frozen=True)
class Arrays:
    """Everything the search reads; n people, S slots, K cells, U units, A attributes."""

    problem: Problem
    people: tuple[Person, ...]
    slots: tuple[Slot, ...]
    languages: tuple[str, ...]
    combinations: tuple[tuple[str, ...], ...]
    cells: Cells
    can: Flags  # n × K: the slot, the language and the same values fit
    possible: Flags  # n × S: the slot fits
    dislike: Flags  # n × S: what a possible slot costs, 0 to 9
    pair_codes: Ints  # n × A: values of mix, then of share; -1 unknown
    pair_weights: Ints  # A: positive where likeness costs, negative where difference does
    lone_codes: Ints  # n × B: values that must not be alone, numbered across attributes; -1 unknown
    lone_weight: int
    met_start: Ints  # n + 1: past circles of person i are met_names[met_start[i]:met_start[i + 1]], sorted
    met_names: Ints
    met_weight: int
    present: Ints  # n: present circle, -1 without
    move_weight: int
    size_weight: int
    offers: Ints  # n: circles they can facilitate
    unit: Ints  # n
    unit_start: Ints  # U + 1
    unit_people: Ints
    apart_start: Ints  # n + 1: person i must be apart from apart[apart_start[i]:apart_start[i + 1]]
    apart: Ints
    locks: tuple[LockedCircle, ...]
    lock_of: Ints  # n: locked circle of the (first) seat, -1 without
    lock_seats: Ints  # seats × 3: person, locked circle, 1 for a facilitator
    named: dict[str, str]  # key → id of a circle to be, for people locked to a name nobody knows yet
    confirm: Flags  # n: seated without known slots

    @property
    def n(self) -> int:
        return len(self.people)

    @property
    def size(self) -> tuple[int, int, int]:
        """Smallest size, largest size that people there are can reach, and target."""
        low, high = self.problem.options.size
        return low, max(low, min(high, self.n)), self.problem.options.target

    def people_of(self, unit: int | np.integer[Any]) -> Ints:
        return self.unit_people[self.unit_start[unit] : self.unit_start[unit + 1]]

    def alone(self, person: int | np.integer[Any]) -> bool:
        """Whether nobody must be together with this person."""
        return len(self.people_of(self.unit[person])) == 1


def arrays(problem: Problem, start: Answer | None = None) -> Arrays:
    """Check a problem and lay it out. Raises ProblemError."""
    check(problem)
    options = problem.options
    people = tuple(sorted(problem.people, key=lambda person: person.key))
    index = {person.key: i for i, person in enumerate(people)}
    locks, named = _locks(problem, start)
    slots, slot_ok = _slots(people, locks, options.without_slots == "any")
    languages, speaks = _sets([person.languages for person in people], {lock.language for lock in locks})
    unit, unit_start, unit_people = _units(problem, index, named)
    lock_of, lock_seats = _seats_locked(locks, index, unit, unit_start, unit_people)
    combinations, accepts = _combinations(people, options.same, options.size[0], lock_of)
    cells = _cells(slots, languages, slot_ok, speaks, accepts, locks, lock_of, options.size[0])
    can = slot_ok[:, cells.slot] & speaks[:, cells.language] & accepts[:, cells.combination]
    _refuse_torn_chains(people, locks, options.size[1], lock_seats, cells, can)
    for i, number, _ in lock_seats:
        can[i, cells.owner == number] = 1
    values, weights = pair_codes(people, problem)
    met_start, met_names = met(people)
    apart_start, apart = _neighbours(problem, index)
    preferred = WEIGHTS[options.preferred]
    at_once = 2 if options.alternate_weeks else 1
    return Arrays(
        problem=problem,
        people=people,
        slots=slots,
        languages=languages,
        combinations=combinations,
        cells=cells,
        can=can,
        possible=slot_ok,
        dislike=dislike(people, slots, preferred),
        pair_codes=values,
        pair_weights=weights,
        lone_codes=lone_codes(people, options.never_alone),
        lone_weight=WEIGHT_OF_ALONE,
        met_start=met_start,
        met_names=met_names,
        met_weight=WEIGHTS[options.new_people],
        present=codes([person.circle for person in people]),
        move_weight=WEIGHTS[options.stay],
        size_weight=WEIGHT_OF_SIZE,
        offers=_offers(people, at_once * len(slots), lock_seats),
        unit=unit,
        unit_start=unit_start,
        unit_people=unit_people,
        apart_start=apart_start,
        apart=apart,
        locks=locks,
        lock_of=lock_of,
        lock_seats=lock_seats,
        named=named,
        confirm=np.array([person.possible is None for person in people], np.uint8),
    )


def _locks(problem: Problem, start: Answer | None) -> tuple[tuple[LockedCircle, ...], dict[str, str]]:
    """Locked circles, those of `start` that somebody is locked to included; then names nobody knows yet."""
    options = problem.options
    locks = [replace(lock, people=tuple(seated(problem, lock))) for lock in options.locked_circles]
    known = {lock.id for lock in locks}
    by_name: dict[str, list[str]] = {}
    for key, name in sorted(options.locked_people.items()):
        if name not in known:
            by_name.setdefault(name, []).append(key)
    before = {circle.id: circle for circle in start.circles} if start else {}
    named: dict[str, str] = {}
    for name, keys in sorted(by_name.items()):
        circle = before.get(name)
        if circle is None:
            named.update(dict.fromkeys(keys, name))
            continue
        leading = tuple(key for key in circle.facilitators if key in keys)
        locks.append(LockedCircle(name, circle.slot, circle.language, leading, tuple(keys)))
    return tuple(locks), named


def _slots(
    people: tuple[Person, ...], locks: tuple[LockedCircle, ...], any_slot: bool
) -> tuple[tuple[Slot, ...], Flags]:
    held = [person.possible for person in people]
    known = set().union(*(slots or () for slots in set(held)), (lock.slot for lock in locks))
    slots = tuple(sorted(known))
    return slots, marked(held, slots, of_nothing=int(any_slot))


def _sets(held: list[frozenset[str]], more: set[str]) -> tuple[tuple[str, ...], Flags]:
    names = tuple(sorted(set().union(more, *set(held))))
    return names, marked(held, names)


def _units(problem: Problem, index: dict[str, int], named: dict[str, str]) -> tuple[Ints, Ints, Ints]:
    """Number the chains of people together, people locked to one name counted as together."""
    root: dict[int, int] = {}

    def find(i: int) -> int:
        while root.get(i, i) != i:
            root[i] = i = root.get(root[i], root[i])
        return i

    first_of: dict[str, str] = {}
    pairs = [
        *sorted(problem.together),
        *((first_of.setdefault(name, key), key) for key, name in named.items()),
    ]
    for a, b in pairs:
        low, high = sorted((find(index[a]), find(index[b])))
        root[high] = low
    roots = np.arange(len(index), dtype=np.int32)
    for i in root:
        roots[i] = find(i)
    _, unit = np.unique(roots, return_inverse=True)
    order = np.argsort(unit, kind="stable").astype(np.int32)
    counts = np.bincount(unit) if len(unit) else np.zeros(0, np.int64)
    return unit.astype(np.int32), starts(counts), order


def _neighbours(problem: Problem, index: dict[str, int]) -> tuple[Ints, Ints]:
    """Pairs apart from both sides, by person."""
    pairs = np.array([(index[a], index[b]) for a, b in problem.apart], np.int32).reshape(-1, 2)
    both = np.concatenate([pairs, pairs[:, ::-1]])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    return starts(np.bincount(both[:, 0], minlength=len(index))), np.ascontiguousarray(both[:, 1])


def _seats_locked(
    locks: tuple[LockedCircle, ...], index: dict[str, int], unit: Ints, unit_start: Ints, unit_people: Ints
) -> tuple[Ints, Ints]:
    """Who is locked where; whoever must be together with somebody locked is locked with them."""
    lock_of = np.full(len(index), -1, np.int32)
    seats: list[tuple[int, int, int]] = []
    for number, lock in enumerate(locks):
        for key in lock.people:
            i = index[key]
            seats.append((i, number, int(key in lock.facilitators)))
            if lock_of[i] < 0:
                lock_of[i] = number
    for i, number, _ in list(seats):
        for j in unit_people[unit_start[unit[i]] : unit_start[unit[i] + 1]]:
            if lock_of[j] < 0:
                lock_of[j] = number
                seats.append((int(j), number, 0))
    return lock_of, np.array(seats, np.int32).reshape(-1, 3)


def _refuse_torn_chains(
    people: tuple[Person, ...],
    locks: tuple[LockedCircle, ...],
    high: int,
    seats: Ints,
    cells: Cells,
    can: Flags,
) -> None:
    """Whoever is locked only through somebody else must really fit there. Raises ProblemError."""
    torn = []
    for i, number, _ in seats:
        own = people[i].key in locks[number].people
        full = int((seats[:, 1] == number).sum()) > high
        if not own and (full or not can[i, cells.owner == number].any()):
            torn.append(
                f"{people[i].key} must be together with somebody locked in circle {locks[number].id} "
                "and cannot sit there."
            )
    if torn:
        raise ProblemError(torn)


def _offers(people: tuple[Person, ...], most: int, seats: Ints) -> Ints:
    offered = np.array([min(person.facilitates, most) for person in people], np.int32)
    led = np.bincount(seats[seats[:, 2] == 1, 0], minlength=len(people)) if len(people) else offered
    return np.maximum(offered, led).astype(np.int32)


def _combinations(
    people: tuple[Person, ...], same: tuple[str, ...], low: int, lock_of: Ints
) -> tuple[tuple[tuple[str, ...], ...], Flags]:
    """Values of the *same* attributes that at least `low` people, or somebody locked, accept together."""
    holders: dict[tuple[str, ...], list[int]] = {(): list(range(len(people)))}
    for name in same:
        longer: dict[tuple[str, ...], list[int]] = {}
        for head, members in holders.items():
            for i in members:
                for value in people[i].values.get(name, ()):
                    longer.setdefault((*head, value), []).append(i)
        holders = {c: m for c, m in longer.items() if len(m) >= low or (lock_of[m] >= 0).any()}
    if same:
        holders[()] = []  # a locked circle whose people accept nothing in common
    names = tuple(sorted(holders))
    accepts = np.zeros((len(people), len(names)), np.uint8)
    for q, combination in enumerate(names):
        accepts[holders[combination], q] = 1
    return names, accepts


def _cells(
    slots: tuple[Slot, ...],
    languages: tuple[str, ...],
    slot_ok: Flags,
    speaks: Flags,
    accepts: Flags,
    locks: tuple[LockedCircle, ...],
    lock_of: Ints,
    low: int,
) -> Cells:
    """Cells that enough people could fill, then the cells each locked circle may take."""
    rows: list[tuple[int, int, int, int]] = []
    for q in range(accepts.shape[1]):
        counts = (slot_ok * accepts[:, q : q + 1]).astype(np.float32).T @ speaks.astype(np.float32)
        rows += [(int(s), int(g), q, -1) for s, g in zip(*np.nonzero(counts >= low), strict=True)]
    for number, lock in enumerate(locks):
        accepted = accepts[lock_of == number].all(axis=0)
        s, g = slots.index(lock.slot), languages.index(lock.language)
        rows += [(s, g, int(q), number) for q in np.nonzero(accepted)[0]] or [(s, g, 0, number)]
    table = np.array(sorted(rows, key=lambda row: (row[3] >= 0, row)), np.int32).reshape(-1, 4)
    return Cells(*(np.ascontiguousarray(table[:, column]) for column in range(4)))


def placeable(laid: Arrays) -> Flags:
    """For each unit, whether some cell suits all of it: not too many, and no two of them apart."""
    fits = np.ones(len(laid.unit_start) - 1, np.uint8)
    for u, people in units_of_several(laid):
        if len(people) > laid.size[1] or not laid.can[people].all(axis=0).any():
            fits[u] = 0
    for a in np.nonzero(np.diff(laid.apart_start))[0]:
        for b in laid.apart[laid.apart_start[a] : laid.apart_start[a + 1]]:
            if laid.unit[a] == laid.unit[b] and not 0 <= laid.lock_of[a] == laid.lock_of[b]:
                fits[laid.unit[a]] = 0
    fits[laid.unit[~laid.can.any(axis=1)]] = 0
    return fits


def units_of_several(laid: Arrays) -> list[tuple[int, Ints]]:
    """The units of more than one person."""
    several = np.nonzero(np.diff(laid.unit_start) > 1)[0]
    return [(int(u), laid.people_of(u)) for u in several]


def with_units_alone(laid: Arrays, chosen: NDArray[np.bool_]) -> Arrays:
    """The same with the people of each chosen unit on their own; itself when there are none."""
    if not chosen.any():
        return laid
    free = chosen[laid.unit]
    _, unit = np.unique(
        np.where(free, laid.unit.max() + 1 + np.arange(laid.n), laid.unit), return_inverse=True
    )
    return replace(
        laid,
        unit=unit.astype(np.int32),
        unit_start=starts(np.bincount(unit)),
        unit_people=np.argsort(unit, kind="stable").astype(np.int32),
    )


def combination_values(laid: Arrays, cell: int) -> dict[str, str]:
    """The value of each *same* attribute in a cell."""
    values = laid.combinations[laid.cells.combination[cell]]
    return dict(zip(laid.problem.options.same, values, strict=False))
