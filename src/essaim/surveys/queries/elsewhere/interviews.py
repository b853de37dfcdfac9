"""The interviews of a community and the findings drawn from them. Raise Http404."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.http import Http404

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.people.models import Person

from ...models import Finding, Interview


def interviews_of(community: Community) -> QuerySet[Interview]:
    told = Interview.objects.filter(community=community).select_related("membership__person", "by")
    return told.defer("notes")


def drawn_from_interviews(community: Community) -> QuerySet[Finding]:
    """Each with how many interviews it was drawn from, never with whose they were."""
    return Finding.objects.filter(community=community).annotate(voices=Count("interviews")).order_by("-id")


def interview_for(person: Person, *, community: str, interview: int) -> Interview:
    within = community_for(person, community=community)
    told = Interview.objects.select_related("membership__person", "by")
    found = told.filter(community=within, pk=interview).first()
    if found is None:
        raise Http404
    found.community = within
    return found


def finding_for(person: Person, *, community: str, finding: int) -> Finding:
    within = community_for(person, community=community)
    found = Finding.objects.filter(community=within, pk=finding).first()
    if found is None:
        raise Http404
    found.community = within
    return found
