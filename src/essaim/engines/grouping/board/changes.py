"""The changes a person can make to a proposal, and making them. Rules are not looked at here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ..answer import Circle
from ..problem import Slot

Circles = tuple[Circle, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Give `person` an ordinary seat in circle `to`, or none (`to` is None).

    They leave `source`, or every seat they have when it is None, and with it their facilitating there.
    """

    person: str
    to: str | None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Swap:
    """Each of the two takes all seats of the other, facilitating included; one of them may have no seat."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Facilitate:
    """`person` facilitates `circle`, and leaves the ordinary seats they had elsewhere."""

    person: str
    circle: str


@dataclass(frozen=True, slots=True)
class StopFacilitating:
    """`person` facilitates `circle` no longer; they stay at the table unless they facilitate another one."""

    person: str
    circle: str


@dataclass(frozen=True, slots=True)
class ChangeSlot:
    """`circle` meets at another slot."""

    circle: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class ChangeLanguage:
    """`circle` speaks another language."""

    circle: str
    language: str


@dataclass(frozen=True, slots=True)
class Close:
    """`circle` is no more; who sat only there is unplaced."""

    circle: str


@dataclass(frozen=True, slots=True)
class Open:
    """A new, empty circle, last in the list. Raises ValueError where the id is taken."""

    id: str
    slot: Slot
    language: str


Change = Move | Swap | Facilitate | StopFacilitating | ChangeSlot | ChangeLanguage | Close | Open


def apply(circles: Sequence[Circle], change: Change) -> Circles:
    """The circles after the change; those it does not touch are the very same objects.

    A touched circle loses its `cost`, which `settle` fills in again. Raises KeyError for a circle that is not
    there, ValueError for an id that is taken.
    """
    for name in _named(change):
        if all(circle.id != name for circle in circles):
            raise KeyError(name)
    match change:
        case Move(person, to, source):
            return _each(circles, lambda circle: _moved(circle, person, to, source))
        case Swap(first, second):
            return _each(circles, lambda circle: _swapped(circle, {first: second, second: first}))
        case Facilitate(person, name):
            return _each(circles, lambda circle: _led(circle, person, name))
        case StopFacilitating(person, name):
            elsewhere = any(person in circle.facilitators and circle.id != name for circle in circles)
            return _only(circles, name, lambda circle: _unled(circle, person, elsewhere))
        case ChangeSlot(name, slot):
            return _only(circles, name, lambda circle: replace(circle, slot=slot, cost={}))
        case ChangeLanguage(name, language):
            return _only(circles, name, lambda circle: replace(circle, language=language, cost={}))
        case Close(name):
            return tuple(circle for circle in circles if circle.id != name)
        case Open(name, slot, language):
            if any(circle.id == name for circle in circles):
                raise ValueError(name)
            return (*circles, Circle(name, slot, language, (), ()))


def people_of(change: Change) -> tuple[str, ...]:
    """Those the change names."""
    match change:
        case Move(person) | Facilitate(person) | StopFacilitating(person):
            return (person,)
        case Swap(first, second):
            return (first, second)
    return ()


def _named(change: Change) -> list[str]:
    match change:
        case Move(_, to, source):
            return [name for name in (to, source) if name is not None]
        case Facilitate(_, name) | StopFacilitating(_, name):
            return [name]
        case ChangeSlot(name) | ChangeLanguage(name) | Close(name):
            return [name]
    return []


def _each(circles: Iterable[Circle], change: Callable[[Circle], Circle]) -> Circles:
    return tuple(change(circle) for circle in circles)


def _only(circles: Iterable[Circle], name: str, change: Callable[[Circle], Circle]) -> Circles:
    return tuple(change(circle) if circle.id == name else circle for circle in circles)


def _table(circle: Circle, people: Iterable[str], facilitators: Iterable[str]) -> Circle:
    """The circle with these people, facilitators first; the same object when nothing changes."""
    led = tuple(facilitators)
    seats = (*led, *(key for key in people if key not in led))
    if led == circle.facilitators and seats == circle.people:
        return circle
    to_confirm = tuple(key for key in circle.to_confirm if key in seats)
    return replace(circle, facilitators=led, people=seats, to_confirm=to_confirm, cost={})


def _without(circle: Circle, person: str) -> Circle:
    if person not in circle.people:
        return circle
    return _table(
        circle,
        [key for key in circle.people if key != person],
        [key for key in circle.facilitators if key != person],
    )


def _moved(circle: Circle, person: str, to: str | None, source: str | None) -> Circle:
    leaves = source is None or circle.id == source
    if circle.id == to:
        facilitators = [key for key in circle.facilitators if key != person or not leaves]
        people = circle.people if person in circle.people else (*circle.people, person)
        return _table(circle, people, facilitators)
    return _without(circle, person) if leaves else circle


def _swapped(circle: Circle, other: dict[str, str]) -> Circle:
    if not any(key in other for key in circle.people):
        return circle
    return _table(
        circle,
        [other.get(key, key) for key in circle.people],
        [other.get(key, key) for key in circle.facilitators],
    )


def _led(circle: Circle, person: str, name: str) -> Circle:
    if circle.id == name and person not in circle.facilitators:
        return _table(circle, circle.people, (*circle.facilitators, person))
    if circle.id != name and person not in circle.facilitators:
        return _without(circle, person)
    return circle


def _unled(circle: Circle, person: str, elsewhere: bool) -> Circle:
    if person not in circle.facilitators:
        return circle
    if elsewhere:
        return _without(circle, person)
    return _table(circle, circle.people, [key for key in circle.facilitators if key != person])
