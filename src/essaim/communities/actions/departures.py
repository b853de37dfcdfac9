"""Leaving, withdrawing from a list one never asked to be on, being taken off it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from essaim.journal.facts import announce, name_of
from essaim.notifications.models import Mail
from essaim.people.models import Person

from ..models import Departure, Membership, NeedsBefore, Pairing
from .roles import keep_a_pilot

FORGOTTEN = {
    "languages": [],
    "facilitates": 0,
    "leads": 0,
    "met": [],
    "present_circle": "",
    "availability_known_at": None,
    "availability_from": "",
    "availability_text": "",
    "phrase": None,
}


def leave(*, actor: Person, membership: Membership) -> Departure:
    """Leave. Raises ValidationError for the last pilot."""
    return _depart(actor=actor, membership=membership, way=Departure.Way.LEFT)


def remove(*, actor: Person, membership: Membership) -> Departure:
    """A pilot takes somebody off. Raises ValidationError for the last pilot."""
    return _depart(actor=actor, membership=membership, way=Departure.Way.REMOVED)


@transaction.atomic
def withdraw(*, membership: Membership) -> Departure:
    """Somebody wants no more of this. Only their address is kept, so that no list brings them back.

    Safe to repeat. Raises ValidationError for the last pilot.
    """
    known = Departure.objects.filter(membership=membership).first()
    if known and known.way == Departure.Way.WITHDREW:
        return known
    if known:
        known.delete()
    departure = _depart(actor=membership.person, membership=membership, way=Departure.Way.WITHDREW)
    Mail.objects.filter(person=membership.person, scope=name_of(membership.community)).exclude(
        state=Mail.State.SENDING
    ).delete()
    _forget_name(membership.person)
    return departure


@transaction.atomic
def _depart(*, actor: Person, membership: Membership, way: str) -> Departure:
    keep_a_pilot(membership)
    announce("member.departed", actor=actor, subject=membership, scope=membership.community, way=way)
    forget_needs(membership)
    membership.roles.all().delete()
    unsent = Mail.objects.filter(person=membership.person, scope=name_of(membership.community))
    unsent.filter(state__in=[Mail.State.WAITING, Mail.State.HELD]).delete()
    return Departure.objects.create(membership=membership, way=way, by=actor)


def forget_needs(membership: Membership) -> None:
    """Delete what forming knew of somebody, and every pairing they are part of."""
    membership.availabilities.all().delete()
    membership.values.all().delete()
    Pairing.objects.filter(Q(one=membership) | Q(other=membership)).delete()
    NeedsBefore.objects.filter(membership=membership).delete()
    for name, nothing in FORGOTTEN.items():
        setattr(membership, name, nothing)
    membership.save(update_fields=list(FORGOTTEN))


def _forget_name(person: Person) -> None:
    """A name that came with a list goes with it, unless they have an account or are elsewhere too."""
    elsewhere = Membership.objects.present().filter(person=person).exists()
    if person.last_login is None and not elsewhere:
        person.name = person.given_name = person.initials = ""
        person.save(update_fields=["name", "given_name", "initials"])
