"""The weekly slots a community offers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from essaim.engines.grouping.problem import Slot
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Community, WeeklySlot


@transaction.atomic
def offer_slots(*, actor: Person, community: Community, slots: Iterable[Slot]) -> list[WeeklySlot]:
    """Offer these slots; one that had been withdrawn comes back with what people had answered to it."""
    wanted = sorted(set(slots))
    known = {weekly.slot: weekly for weekly in community.slots.all()}
    fresh = _rows_for(community, set(wanted) - known.keys())
    back = [known[slot] for slot in wanted if slot in known and known[slot].withdrawn_at]
    community.slots.filter(pk__in=[weekly.pk for weekly in back]).update(withdrawn_at=None)
    offered = sorted([*fresh, *back], key=lambda weekly: weekly.slot)
    if offered:
        said = [str(weekly) for weekly in offered]
        announce("slots.offered", actor=actor, subject=community, scope=community, slots=said)
    return offered


@transaction.atomic
def know_slots(
    *, actor: Person | None, community: Community, slots: Iterable[Slot]
) -> dict[Slot, WeeklySlot]:
    """Have rows for these slots, to keep what people answered to them; one that is not offered stays so."""
    known = {weekly.slot: weekly for weekly in community.slots.all()}
    fresh = _rows_for(community, set(slots) - known.keys(), withdrawn_at=timezone.now())
    if fresh:
        said = [str(weekly) for weekly in fresh]
        announce("slots.known", actor=actor, subject=community, scope=community, slots=said)
    return known | {weekly.slot: weekly for weekly in fresh}


def _rows_for(community: Community, slots: Iterable[Slot], **fields: Any) -> list[WeeklySlot]:
    rows = [
        WeeklySlot(community=community, day=slot.day, minute=slot.minute, **fields) for slot in sorted(slots)
    ]
    return WeeklySlot.objects.bulk_create(rows)


@transaction.atomic
def withdraw_slot(*, actor: Person, slot: WeeklySlot) -> WeeklySlot:
    """Offer this slot no more. Answers to it are kept, and count for nothing while it is withdrawn."""
    if slot.withdrawn_at is None:
        slot.withdrawn_at = timezone.now()
        slot.save(update_fields=["withdrawn_at"])
        announce("slot.withdrawn", actor=actor, subject=slot, scope=slot.community, slot=str(slot))
    return slot
