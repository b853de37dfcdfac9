"""An arrangement read as the engine's circles, and written back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from essaim.engines.grouping.answer import Circle
from essaim.engines.grouping.problem import LockedCircle, Options, Slot

from ..models import Arrangement

Row = dict[str, Any]


def tables_of(arrangement: Arrangement, *, present: Iterable[str] | None = None) -> tuple[Circle, ...]:
    """The circles of an arrangement; `present` leaves out whoever is not among these keys any more."""
    here = None if present is None else set(present)
    return tuple(table(row, here) for row in arrangement.circles)


def table(row: Row, here: set[str] | None = None) -> Circle:
    """One circle, without those who are not `here`."""
    return Circle(
        id=row["id"],
        slot=Slot.read(row["slot"]),
        language=row["language"],
        facilitators=_keys(row["facilitators"], here),
        people=_keys(row["people"], here),
        same=dict(row["same"]),
        to_confirm=_keys(row["to_confirm"], here),
        cost=dict(row["cost"]),
    )


def row_of(circle: Circle, *, name: str, locked: bool, told: Mapping[str, Any]) -> Row:
    """One circle as it is kept. `told` holds the figures that a page says of it."""
    return {
        "id": circle.id,
        "name": name,
        "slot": str(circle.slot),
        "language": circle.language,
        "facilitators": ids(circle.facilitators),
        "people": ids(circle.people),
        "same": dict(circle.same),
        "to_confirm": ids(circle.to_confirm),
        "locked": locked,
        "cost": dict(circle.cost),
        "told": dict(told),
    }


def ids(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys]


def _keys(people: Iterable[int], here: set[str] | None) -> tuple[str, ...]:
    keys = [str(person) for person in people]
    return tuple(keys if here is None else [key for key in keys if key in here])


def locks_of(arrangement: Arrangement, options: Options, *, present: set[str]) -> Options:
    """The same options, holding what the pilots locked on this board, for those who are still there."""
    seats = {person: row["id"] for row in arrangement.circles for person in row["people"]}
    held = [person for person in arrangement.locked_people if person in seats and str(person) in present]
    locked = [table(row, present) for row in arrangement.circles if row["locked"]]
    return replace(
        options,
        locked_people={str(person): seats[person] for person in held},
        locked_circles=tuple(
            LockedCircle(c.id, c.slot, c.language, c.facilitators, c.people) for c in locked
        ),
    )
