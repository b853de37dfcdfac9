"""A board made ready for its pages: seats around rings, words under them, names for all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse

from essaim.communities.models import Membership
from essaim.core.words import tone
from essaim.engines.grouping.problem import Slot

from ...models import Arrangement, FormingRound
from ...queries.offers import people_by_id
from ...queries.tables import Row
from ...sentences.circles import reason_under, state_of, state_words
from ...sentences.who import Who


@dataclass(frozen=True)
class Table:
    """One circle as the board shows it."""

    row: Row
    slot: Slot
    seats: list[dict[str, Any]]
    facilitators: list[str]
    state: str
    reason: str
    href: str

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def name(self) -> str:
        return str(self.row["name"])

    @property
    def state_words(self) -> str:
        return state_words(self.state)

    @property
    def people(self) -> int:
        return sum(seat["part"] in ("facilitator", "member") for seat in self.seats)


@dataclass(frozen=True)
class Hour:
    """The circles of one slot."""

    slot: Slot
    tables: list[Table]

    @property
    def people(self) -> int:
        return sum(table.people for table in self.tables)


def names_on(
    arrangement: Arrangement,
    *,
    everyone: bool = True,
    read: Callable[[set[int]], dict[int, Membership]] = people_by_id,
) -> Who:
    """Who is who on this board. One query."""
    ids = {person for row in arrangement.circles for person in row["people"]} if everyone else set()
    ids |= {row["person"] for row in arrangement.unplaced}
    return Who(
        read(ids | mentioned(arrangement)),
        {row["id"]: row["name"] for row in arrangement.circles},
        arrangement.summary["attributes"],
    )


def mentioned(arrangement: Arrangement) -> set[int]:
    """The people named by what was done last."""
    return {arrangement.change[key] for key in ("person", "other") if key in arrangement.change}


def hours_of(
    forming: FormingRound, arrangement: Arrangement, who: Who, *, only: Slot | None = None
) -> list[Hour]:
    """The circles of a board by slot, in the order of the week."""
    rows = sorted(arrangement.circles, key=lambda row: Slot.read(row["slot"]))
    locked = set(arrangement.locked_people)
    return [
        Hour(slot, [table_shown(forming, row, who, locked) for row in held])
        for slot, held in groupby(rows, key=lambda row: Slot.read(row["slot"]))
        if only is None or slot == only
    ]


def table_shown(forming: FormingRound, row: Row, who: Who, locked: Collection[int]) -> Table:
    where = {"community": forming.community.slug, "round": forming.pk}
    present = {**row, "people": [person for person in row["people"] if person in who.people]}
    return Table(
        row=row,
        slot=Slot.read(row["slot"]),
        seats=_seats(forming, row, who, locked),
        facilitators=[who.person(person) for person in row["facilitators"] if person in who.people],
        state=state_of(present, forming.options),
        reason=reason_under(present, who),
        href=reverse("board-circle", kwargs={**where, "table": row["id"]}),
    )


def _seats(forming: FormingRound, row: Row, who: Who, locked: Collection[int]) -> list[dict[str, Any]]:
    """A seat for each, one for the facilitator still to be found, empty ones up to the size wished for."""
    unsure = set(row["to_confirm"])
    seats = [
        seat_of(
            forming,
            who.people[person],
            part="facilitator" if person in row["facilitators"] else "member",
            to_confirm=person in unsure,
            locked=row["locked"] or person in locked,
        )
        for person in row["people"]
        if person in who.people
    ]
    if not row["facilitators"] and forming.options["facilitators"][1]:
        seats.append({"part": "wanted", "initials": ""})
    empty = forming.options["target"] - len(seats)
    return seats + [{"part": "empty", "initials": ""} for _ in range(empty)]


def seat_of(forming: FormingRound, one: Membership, **marks: Any) -> dict[str, Any]:
    where = {"community": forming.community.slug, "round": forming.pk, "membership": one.pk}
    return {
        "id": one.pk,
        "initials": one.person.monogram,
        "name": str(one.person),
        "tone": tone(one.pk),
        "href": reverse("board-person", kwargs=where),
        **marks,
    }


def unseated(arrangement: Arrangement, who: Who) -> Iterable[tuple[Membership, Row]]:
    """Who has no circle on this board, with the reason that was written."""
    return [(who.people[row["person"]], row) for row in arrangement.unplaced if row["person"] in who.people]
