"""Boards ready to be launched, and circles that live, without a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from essaim.circles.actions.launching import launch
from essaim.circles.models import Arrangement, Circle, FormingRound, Launch, Participation
from essaim.communities.models import Membership, WeeklySlot

OPTIONS: dict[str, Any] = {
    "size": [3, 6],
    "target": 5,
    "facilitators": [1, 1],
    "alternate_weeks": False,
    "mix": {},
    "share": {},
    "never_alone": [],
    "same": [],
    "new_people": "not at all",
    "stay": "not at all",
    "preferred": "a little",
    "without_slots": "any",
}

Table = tuple[WeeklySlot, Sequence[Membership]]


def board(cast, *tables: Table, facilitated: bool = True, **options: Any) -> Arrangement:
    """A round whose board has these circles; the first of each table facilitates it."""
    forming = FormingRound.objects.create(
        community=cast.community, by=cast.claire, name="Automne", options={**OPTIONS, **options}
    )
    people = {who.pk: who for _, table in tables for who in table}
    Participation.objects.bulk_create(Participation(round=forming, membership=who) for who in people.values())
    rows = [row(f"c{n}", slot, table, facilitated) for n, (slot, table) in enumerate(tables, start=1)]
    return Arrangement.objects.create(round=forming, number=1, by=cast.claire, circles=rows)


def row(key: str, slot: WeeklySlot, people: Sequence[Membership], facilitated: bool = True) -> dict[str, Any]:
    ids = [who.pk for who in people]
    return {
        "id": key,
        "name": "",
        "slot": str(slot.slot),
        "language": "fr",
        "facilitators": ids[:1] if facilitated else [],
        "people": ids,
        "same": {},
        "to_confirm": [who.pk for who in people if who.availability_known_at is None],
        "locked": False,
        "cost": {},
        "told": {},
    }


def launched(cast, *tables: Table, **how: Any) -> Launch:
    """These circles, brought to life by Claire."""
    made = board(cast, *tables)
    return launch(actor=cast.claire, forming=made.round, number=made.number, **how)


def circles_of(made: Launch) -> list[Circle]:
    return list(made.circles.order_by("pk"))
