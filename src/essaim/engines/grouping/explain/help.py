"""The small changes that could place somebody, likeliest first, and making them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from ..answer import Reason
from ..board import Board, Move
from ..diagnosis.cells import Cell
from ..problem import Person, Problem, Slot
from .reasons import LeftOut

Help = dict[str, Any]

KINDS: dict[Reason, tuple[str, ...]] = {
    "locked": (),
    "no-slot": ("add_slot",),
    "no-common-language": ("add_language",),
    "no-common-slot": ("add_slot", "size", "add_language"),
    "no-facilitator": ("add_facilitator", "add_slot"),
    "size": ("size", "add_slot", "add_facilitator"),
    "together-apart": ("add_slot", "size"),
}
OF_A_KIND = 3
NEWCOMER = "new facilitator"


def applied(problem: Problem, person: str, help: Help) -> Problem:
    """The problem with one help of `would_help` in it.

    `add_slot` and `add_language` are this person's; `add_facilitator` asks one more circle of the `person` it
    names, or brings somebody new who can come then and speaks that language; `size` widens the bounds.
    """
    match help:
        case {"add_slot": slot}:
            return _changed(
                problem,
                person,
                lambda p: replace(p, possible=(p.possible or frozenset()) | {Slot.read(slot)}),
            )
        case {"add_language": language}:
            return _changed(problem, person, lambda p: replace(p, languages=p.languages | {language}))
        case {"add_facilitator": {"person": who}}:
            return _changed(problem, who, lambda p: replace(p, facilitates=p.facilitates + 1))
        case {"add_facilitator": {"slot": slot, "language": language}}:
            return _with_newcomer(problem, person, Slot.read(slot), language)
        case {"size": [low, high]}:
            target = min(max(problem.options.target, low), high)
            return replace(problem, options=replace(problem.options, size=(low, high), target=target))
    raise ValueError(f"This is no help: {help}")


def candidates(left: LeftOut, person: Person, reason: Reason) -> Iterator[Help]:
    """What could place this person, the kinds that fit the reason first, a few of each kind."""
    ways = {
        "add_slot": _slots,
        "add_language": _languages,
        "add_facilitator": _facilitators,
        "size": _sizes,
    }
    return chain.from_iterable(islice(ways[kind](left, person), OF_A_KIND) for kind in KINDS[reason])


def _changed(problem: Problem, key: str, change: Callable[[Person], Person]) -> Problem:
    people = tuple(change(person) if person.key == key else person for person in problem.people)
    return replace(problem, people=people)


def _with_newcomer(problem: Problem, person: str, slot: Slot, language: str) -> Problem:
    """Somebody new accepts whatever the person to place accepts where circles must have one value."""
    accepted = next(p.values for p in problem.people if p.key == person)
    values = {name: accepted[name] for name in problem.options.same if name in accepted}
    new = Person(NEWCOMER, frozenset({language}), frozenset({slot}), values=values, facilitates=1)
    return replace(problem, people=(*problem.people, new))


def _slots(left: LeftOut, person: Person) -> Iterator[Help]:
    """Slots they did not give: first where a circle could take them as it is, then where most people fit."""
    known = person.possible or frozenset()
    slots = [slot for slot in left.cells.slots if slot not in known]
    free = replace(person, possible=frozenset(slots), preferred=frozenset())
    return ({"add_slot": str(slot)} for slot in _ranked(left, person, free, "slot", slots))


def _languages(left: LeftOut, person: Person) -> Iterator[Help]:
    spoken = {language for other in left.ground.people.values() for language in other.languages}
    languages = sorted(spoken - person.languages)
    free = replace(person, languages=frozenset(languages))
    return ({"add_language": language} for language in _ranked(left, person, free, "language", languages))


def _ranked(left: LeftOut, person: Person, free: Person, part: str, choices: list[Any]) -> list[Any]:
    """The choices by what they would open to this person, were they as `free` as that."""
    problem = _changed(left.ground.problem, person.key, lambda _: free)
    board = Board(problem, left.circles)
    takes: dict[Any, int] = {}
    for circle in left.circles:
        choice = getattr(circle, part)
        if choice in choices and len(circle.people) < left.options.size[1]:
            seen = board.consequences(Move(person.key, circle.id))
            if not seen.broken:
                takes[choice] = min(takes.get(choice, seen.cost), seen.cost)
    fits = dict.fromkeys(choices, 0)
    for cell in left.cells.of(free):
        choice = getattr(cell, part)
        if choice in fits:
            fits[choice] = max(fits[choice], left.could_come[cell], 0)
    return sorted(choices, key=lambda one: (one not in takes, takes.get(one, 0), -fits[one], str(one)))


def _facilitators(left: LeftOut, person: Person) -> Iterator[Help]:
    """Someone of the cell who offers nothing yet and has no circle, then anyone of it, then somebody new."""
    low = left.options.size[0]
    cells = sorted(left.cells.open_to(person), key=lambda cell: (-left.could_come[cell], cell))
    for cell in [cell for cell in cells if left.could_come[cell] >= low] or cells:
        asked = sorted(left.cells.could_ask(cell), key=lambda key: (key in left.seats, key))
        yield facilitator_at(cell, asked[0] if asked else None)


def facilitator_at(cell: Cell, who: str | None) -> Help:
    """The help of one more facilitator in a cell."""
    where: Help = {"slot": str(cell.slot), "language": cell.language}
    return {"add_facilitator": where | ({"person": who} if who else {})}


def _sizes(left: LeftOut, person: Person) -> Iterator[Help]:
    """One more at a full table; or circles as small as the people left over."""
    low, high = left.options.size
    yield {"size": [low, high + 1]}
    most = max((left.could_come[cell] for cell in left.cells.of(person)), default=0)
    if 2 <= most < low:
        yield {"size": [most, high]}
    if low > 2 and most >= low:
        yield {"size": [low - 1, high]}
