"""Whom to ask first to facilitate the circles of a board that nobody facilitates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q

from essaim.communities.models import Availability, Membership
from essaim.engines.grouping.problem import Slot

from ..models import Arrangement, Seat
from .tables import Row


def led_by_nobody(arrangement: Arrangement) -> list[Row]:
    """The circles that miss a facilitator, in the order of the week, where they are most of the board."""
    if not arrangement.round.options["facilitators"][1]:
        return []
    rows = [row for row in arrangement.circles if not row["facilitators"]]
    if len(rows) < 2 or 2 * len(rows) <= len(arrangement.circles):
        return []
    return sorted(rows, key=lambda row: Slot.read(row["slot"]))


def people_to_ask(rows: Sequence[Row], ids: Iterable[int]) -> dict[int, Membership]:
    """These people, with whether they have facilitated and whether they prefer their circle's slot."""
    led = Seat.objects.filter(part=Seat.Part.FACILITATOR, membership=OuterRef("pk"))
    liked = Availability.objects.filter(
        reduce(or_, map(_at, rows)), membership=OuterRef("pk"), preferred=True
    )
    people = Membership.objects.present().select_related("person")
    return people.annotate(has_led=Exists(led), likes=Exists(liked)).in_bulk(list(ids))


def _at(row: Row) -> Q:
    slot = Slot.read(row["slot"])
    return Q(membership__in=row["people"], slot__day=slot.day, slot__minute=slot.minute)


def first_to_ask(row: Row, people: Mapping[int, Membership]) -> Membership | None:
    """Who offers to facilitate, else has facilitated, else prefers the slot; never who is to be confirmed."""
    unsure = set(row["to_confirm"])
    known: list[Any] = [people[one] for one in row["people"] if one in people and one not in unsure]
    return max(known, key=lambda one: (one.facilitates > 0, one.has_led, one.likes), default=None)
