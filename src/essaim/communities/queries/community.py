"""Reads for pages. What this person cannot see does not exist: 404."""

from __future__ import annotations

from django.http import Http404

from essaim.people.models import Person

from ..models import Community, Membership


def communities_of(person: Person) -> list[Community]:
    """The communities in which this person is present."""
    present = Membership.objects.present().filter(person=person)
    return list(Community.objects.filter(memberships__in=present))


def community_for(person: Person, *, community: str) -> Community:
    """The community at this address, for somebody present in it. Raises Http404."""
    present = Membership.objects.present().filter(person=person)
    found = Community.objects.filter(slug=community, memberships__in=present).first()
    if found is None:
        raise Http404
    return found
