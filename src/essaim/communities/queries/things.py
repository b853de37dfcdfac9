"""The things of a community that a page leads to, each found through the community. Raise Http404."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model
from django.http import Http404

from essaim.people.models import Person

from ..models import Attribute, AvailabilityCall, Invitation, NeedsChange, Pairing, Phrase, WeeklySlot
from .community import community_for

Found = TypeVar("Found", bound=Model)


def slot_for(person: Person, *, community: str, slot: int) -> WeeklySlot:
    return _one(WeeklySlot, person, community, slot)


def attribute_for(person: Person, *, community: str, attribute: int) -> Attribute:
    return _one(Attribute, person, community, attribute)


def invitation_for(person: Person, *, community: str, invitation: int) -> Invitation:
    return _one(Invitation, person, community, invitation)


def phrase_for(person: Person, *, community: str, phrase: int) -> Phrase:
    return _one(Phrase, person, community, phrase)


def pairing_for(person: Person, *, community: str, pairing: int) -> Pairing:
    return _one(Pairing, person, community, pairing)


def change_for(person: Person, *, community: str, change: int) -> NeedsChange:
    return _one(NeedsChange, person, community, change)


def call_by_hand_for(person: Person, *, community: str, call: int) -> AvailabilityCall:
    found = _one(AvailabilityCall, person, community, call)
    if not found.by_hand:
        raise Http404
    return found


def _one(things: type[Found], person: Person, community: str, pk: int) -> Found:
    within = community_for(person, community=community)
    found = things._default_manager.filter(community=within, pk=pk).first()
    if found is None:
        raise Http404
    found.community = within  # type: ignore[attr-defined]
    return found
