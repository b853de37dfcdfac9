"""Each rule of the contract, as a check that names what breaks it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ..answer import Circle
from ..problem import LockedCircle, Problem
from .cost import Seats, seats_of
from .ground import Ground, common_values

Code = Literal[
    "size",  # details: size, low, high
    "slot",  # details: slot, unknown (True when nothing is known of this person's slots)
    "language",  # details: language
    "same",  # details: attribute, said (the value the circle names, or None), common (values all accept)
    "apart",
    "together",  # details: circles (where each of the two sits, a list for each)
    "facilitators",  # details: count, low, high
    "facilitator-absent",  # named as facilitator, not at the table
    "facilitator-load",  # details: offered, circles
    "facilitator-clash",  # details: slot, circles
    "facilitator-seat",  # facilitates somewhere, takes an ordinary seat in this circle
    "duplicate",  # an ordinary seat too many; details: circles
    "unknown-person",
    "circle-id",  # two circles of one name
    "locked",  # details: what (person, circle, slot, language, facilitator), and expected
]


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that does not hold: where, for whom, and the numbers to say it with.

    `circle` is None where no single circle is concerned. `locked` is true when locks alone break the rule, so
    that no answer could hold it.
    """

    code: Code
    circle: str | None
    people: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)
    locked: bool = False

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two of them the same one, whatever the numbers."""
        details = self.details
        which = (
            details.get("attribute"),
            str(details.get("slot")),
            details.get("what"),
            details.get("expected"),
        )
        return self.code, self.circle, self.people, *which


def broken(problem: Problem, circles: Sequence[Circle]) -> list[Broken]:
    """Every rule that these circles break; none of them for a right answer."""
    ground = Ground(problem)
    seats = seats_of(circles)
    found = list(broken_names(circles))
    for circle in circles:
        found += broken_at(ground, circle)
    for key in seats:
        found += broken_for(ground, circles, seats, key)
    found += broken_locks(ground, circles, seats, ground.locks, ground.options.locked_circles)
    return found


def broken_names(circles: Sequence[Circle]) -> Iterator[Broken]:
    """Circles that bear the same id."""
    for name, count in Counter(circle.id for circle in circles).items():
        if count > 1:
            yield Broken("circle-id", name)


def broken_at(ground: Ground, circle: Circle) -> list[Broken]:
    """What one table breaks by itself: size, slot, language, same, apart, its number of facilitators."""
    found = [*_size(ground, circle), *_facilitators(ground, circle)]
    for check in (_strangers, _slot, _language, _same, _apart):
        found += check(ground, circle)
    return found


def broken_for(ground: Ground, circles: Sequence[Circle], seats: Seats, key: str) -> list[Broken]:
    """What one seated person's tables break, taken together: load, clash, seats, and being together."""
    tables = [circles[index] for index in seats.get(key, ())]
    led = [table for table in tables if key in table.facilitators]
    taken = [table for table in tables if key not in table.facilitators]
    return [
        *_load(ground, key, led),
        *_clash(ground, key, led),
        *_seat(ground, key, led, taken),
        *_together(ground, circles, seats, key),
    ]


def broken_locks(
    ground: Ground,
    circles: Sequence[Circle],
    seats: Seats,
    people: Iterable[str],
    locked_circles: Iterable[LockedCircle],
) -> Iterator[Broken]:
    """The locks of these people and circles that were not kept."""
    names = {circle.id: circle for circle in circles}
    for key in people:
        where = {circles[index].id for index in seats.get(key, ())}
        for name in ground.locks.get(key, ()):
            if name not in where:
                yield Broken("locked", name, (key,), {"what": "person", "expected": name})
    for locked in locked_circles:
        yield from _locked_circle(locked, names.get(locked.id))


def _locked_circle(locked: LockedCircle, circle: Circle | None) -> Iterator[Broken]:
    if circle is None:
        yield Broken("locked", locked.id, (), {"what": "circle", "expected": locked.id})
        return
    if circle.slot != locked.slot:
        yield Broken("locked", locked.id, (), {"what": "slot", "expected": str(locked.slot)})
    if circle.language != locked.language:
        yield Broken("locked", locked.id, (), {"what": "language", "expected": locked.language})
    for key in locked.facilitators:
        if key not in circle.facilitators:
            yield Broken("locked", locked.id, (key,), {"what": "facilitator", "expected": key})


def _held_here(ground: Ground, circle: Circle, keys: Iterable[str]) -> bool:
    """Whether locks put all of these people here, so that the breach is the locks' own."""
    return all(circle.id in ground.locks.get(key, ()) for key in keys)


def _size(ground: Ground, circle: Circle) -> Iterator[Broken]:
    low, high = ground.options.size
    size = len(circle.people)
    if size < low or size > high:
        held = size < low and circle.id in ground.locked_circles
        held = held or (size > high and _held_here(ground, circle, circle.people))
        yield Broken("size", circle.id, (), {"size": size, "low": low, "high": high}, held)


def _facilitators(ground: Ground, circle: Circle) -> Iterator[Broken]:
    low, high = ground.options.facilitators
    count = len(set(circle.facilitators))
    if count < low or count > high:
        held = circle.id in ground.locked_circles
        if count > high:
            held = held and set(circle.facilitators) <= set(ground.locked_circles[circle.id].facilitators)
        yield Broken("facilitators", circle.id, (), {"count": count, "low": low, "high": high}, held)
    for key in dict.fromkeys(circle.facilitators):
        if key not in circle.people:
            yield Broken("facilitator-absent", circle.id, (key,))


def _strangers(ground: Ground, circle: Circle) -> Iterator[Broken]:
    for key, count in Counter(circle.people).items():
        if key not in ground.people:
            yield Broken("unknown-person", circle.id, (key,))
        if count > 1:
            yield Broken("duplicate", circle.id, (key,), {"circles": [circle.id] * count})


def _slot(ground: Ground, circle: Circle) -> Iterator[Broken]:
    for person in ground.known(circle.people):
        if not ground.can(person, circle.slot):
            details = {"slot": str(circle.slot), "unknown": person.possible is None}
            yield Broken("slot", circle.id, (person.key,), details, _held_here(ground, circle, [person.key]))


def _language(ground: Ground, circle: Circle) -> Iterator[Broken]:
    for person in ground.known(circle.people):
        if circle.language not in person.languages:
            held = _held_here(ground, circle, [person.key])
            yield Broken("language", circle.id, (person.key,), {"language": circle.language}, held)


def _same(ground: Ground, circle: Circle) -> Iterator[Broken]:
    people = ground.known(circle.people)
    for name in ground.options.same:
        common = common_values(people, name)
        said = circle.same.get(name)
        if people and (not common or (said is not None and said not in common)):
            held = not common and _held_here(ground, circle, circle.people)
            details = {"attribute": name, "said": said, "common": sorted(common)}
            yield Broken("same", circle.id, (), details, held)


def _apart(ground: Ground, circle: Circle) -> Iterator[Broken]:
    here = set(circle.people)
    for key in dict.fromkeys(circle.people):
        for other in sorted(ground.apart.get(key, set()) & here):
            if key < other:
                pair = (key, other)
                yield Broken("apart", circle.id, pair, {}, _held_here(ground, circle, pair))


def _load(ground: Ground, key: str, led: Sequence[Circle]) -> Iterator[Broken]:
    person = ground.people.get(key)
    offered = person.facilitates if person else 0
    if len(led) > offered:
        held = all(_led_by_lock(ground, key, table) for table in led)
        details = {"offered": offered, "circles": [table.id for table in led]}
        yield Broken("facilitator-load", None, (key,), details, held)


def _led_by_lock(ground: Ground, key: str, table: Circle) -> bool:
    locked = ground.locked_circles.get(table.id)
    return locked is not None and key in locked.facilitators


def _clash(ground: Ground, key: str, led: Sequence[Circle]) -> Iterator[Broken]:
    most = 2 if ground.options.alternate_weeks else 1
    for slot, count in Counter(table.slot for table in led).items():
        if count > most:
            tables = [table for table in led if table.slot == slot]
            held = all(_led_by_lock(ground, key, table) for table in tables)
            details = {"slot": str(slot), "circles": [table.id for table in tables]}
            yield Broken("facilitator-clash", None, (key,), details, held)


def _seat(ground: Ground, key: str, led: Sequence[Circle], taken: Sequence[Circle]) -> Iterator[Broken]:
    if led:
        for table in taken:
            held = _held_here(ground, table, [key]) and any(_led_by_lock(ground, key, t) for t in led)
            yield Broken("facilitator-seat", table.id, (key,), {"circles": [t.id for t in led]}, held)
    elif len(taken) > 1:
        held = all(_held_here(ground, table, [key]) for table in taken)
        yield Broken("duplicate", None, (key,), {"circles": [table.id for table in taken]}, held)


def _together(ground: Ground, circles: Sequence[Circle], seats: Seats, key: str) -> Iterator[Broken]:
    """Told once for a pair: by the smaller key when both sit somewhere, else by the one who does."""
    mine = seats.get(key, ())
    for other in sorted(ground.together.get(key, ())):
        theirs = seats.get(other, ())
        if not mine or (theirs and key > other) or set(mine) & set(theirs):
            continue
        pair = (key, other) if key < other else (other, key)
        by_key = {key: mine, other: theirs}
        details = {"circles": [[circles[index].id for index in by_key[one]] for one in pair]}
        held = all(len(ground.locks.get(one, ())) > 0 for one in pair)
        yield Broken("together", None, pair, details, held)
