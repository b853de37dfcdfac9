"""A pilot sets slots, language or willingness for many people at once, and may undo it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Availability, Community, Membership, NeedsBefore, NeedsChange
from ..models.membership import Memberships
from .needs import by_thousands, replace_slots, update_each


@transaction.atomic
def set_for_many(
    *,
    actor: Person,
    community: Community,
    memberships: Memberships,
    can: frozenset[int] | None = None,
    languages: tuple[str, ...] | None = None,
    facilitates: int | None = None,
    leads: int | None = None,
) -> NeedsChange:
    """Set what is given, leave what is None. `can` holds ids of slots; empty means that none suits."""
    people = list(memberships.filter(community=community))
    change = NeedsChange.objects.create(community=community, by=actor)
    _remember(change, people)
    settings: dict[str, Any] = {}
    if can is not None:
        replace_slots(people, can, frozenset())
        settings |= {"availability_known_at": timezone.now(), "availability_from": Membership.Said.PILOT}
    if languages is not None:
        settings["languages"] = list(languages)
    if facilitates is not None:
        settings["facilitates"] = facilitates
    if leads is not None:
        settings["leads"] = leads
    if settings:
        update_each(people, **settings)
    announce("needs.set_for_many", actor=actor, subject=change, scope=community, people=len(people))
    return change


@transaction.atomic
def undo_for_many(*, actor: Person, change: NeedsChange) -> NeedsChange:
    """Put back what was known before, but for those who have answered themselves since. Safe to repeat."""
    if change.undone_at:
        return change
    for before in change.before.select_related("membership"):
        if before.membership.availability_from != Membership.Said.THEMSELVES or _was_theirs(before):
            _put_back(before)
    change.undone_at = timezone.now()
    change.save(update_fields=["undone_at"])
    announce("needs.put_back", actor=actor, subject=change, scope=change.community)
    return change


def _remember(change: NeedsChange, people: list[Membership]) -> None:
    slots: dict[int, list[list[Any]]] = {each.pk: [] for each in people}
    for some in by_thousands(people):
        rows = Availability.objects.filter(
            membership__in=[each.pk for each in some], slot__withdrawn_at__isnull=True
        )
        for membership, slot, preferred in rows.values_list("membership_id", "slot_id", "preferred"):
            slots[membership].append([slot, preferred])
    NeedsBefore.objects.bulk_create(
        (
            NeedsBefore(change=change, membership=each, needs=_needs_of(each, slots[each.pk]))
            for each in people
        ),
        batch_size=1000,
    )


def _needs_of(membership: Membership, slots: list[list[Any]]) -> dict[str, Any]:
    known = membership.availability_known_at
    return {
        "languages": membership.languages,
        "facilitates": membership.facilitates,
        "leads": membership.leads,
        "known_at": known.isoformat() if known else None,
        "from": membership.availability_from,
        "slots": slots,
    }


def _was_theirs(before: NeedsBefore) -> bool:
    """They had answered before the change, which left their availability alone, and nothing since."""
    known = before.membership.availability_known_at
    return known is not None and before.needs["known_at"] == known.isoformat()


def _put_back(before: NeedsBefore) -> None:
    needs, membership = before.needs, before.membership
    slots = dict(needs["slots"])
    likes = frozenset(slot for slot, preferred in slots.items() if preferred)
    replace_slots([membership], frozenset(slots), likes)
    membership.languages = needs["languages"]
    membership.facilitates, membership.leads = needs["facilitates"], needs["leads"]
    membership.availability_from = needs["from"]
    membership.availability_known_at = (
        datetime.fromisoformat(needs["known_at"]) if needs["known_at"] else None
    )
    membership.save()
