"""A pilot sets slots, language or willingness for many people at once, and may undo it."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Availability, Community, Membership, NeedsBefore, NeedsChange, Phrase
from ..models.membership import Memberships
from .needs import by_thousands, replace_slots, update_each

SETTINGS = ("languages", "facilitates", "leads", "from", "known_at")


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
    change = begin_change(actor, community, people)
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
    rows = change.before.select_related("membership")
    _put_back([row for row in rows if not _answered_since(row)])
    _unread(change)
    change.undone_at = timezone.now()
    change.save(update_fields=["undone_at"])
    announce("needs.put_back", actor=actor, subject=change, scope=change.community)
    return change


def begin_change(actor: Person, community: Community, people: list[Membership]) -> NeedsChange:
    """A change to come for these people, with what was known of them before."""
    change = NeedsChange.objects.create(community=community, by=actor)
    _remember(change, people)
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


def _unread(change: NeedsChange) -> None:
    """The phrases accepted by this change are to be read again."""
    accepted = list(change.phrases.values_list("pk", flat=True))
    for kept in (Phrase.slots.through, Phrase.preferred_slots.through):
        kept._default_manager.filter(phrase__in=accepted).delete()
    change.phrases.update(reading="", decided_by=None, decided_at=None, accepted_in=None)


def _answered_since(before: NeedsBefore) -> bool:
    """They said it themselves, and not before the change, which may have left their availability alone."""
    membership = before.membership
    known = membership.availability_known_at
    if membership.availability_from != Membership.Said.THEMSELVES or known is None:
        return False
    return bool(before.needs["known_at"] != known.isoformat())


def _put_back(rows: list[NeedsBefore]) -> None:
    for start in range(0, len(rows), 1000):
        some = rows[start : start + 1000]
        offered = Availability.objects.filter(slot__withdrawn_at__isnull=True)
        offered.filter(membership__in=[row.membership_id for row in some]).delete()
        Availability.objects.bulk_create(
            Availability(membership_id=row.membership_id, slot_id=slot, preferred=preferred)
            for row in some
            for slot, preferred in row.needs["slots"]
        )
        _put_settings_back(some)


def _put_settings_back(rows: list[NeedsBefore]) -> None:
    """People of whom the same was known go together: a list mostly begins with the same silence."""
    alike: dict[str, list[NeedsBefore]] = defaultdict(list)
    for row in rows:
        alike[json.dumps([row.needs[name] for name in SETTINGS])].append(row)
    for group in alike.values():
        needs = group[0].needs
        known = needs["known_at"]
        update_each(
            [row.membership for row in group],
            languages=needs["languages"],
            facilitates=needs["facilitates"],
            leads=needs["leads"],
            availability_from=needs["from"],
            availability_known_at=datetime.fromisoformat(known) if known else None,
        )
