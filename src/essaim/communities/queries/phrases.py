"""Availability in people's own words, each way of saying it once."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from ..models import Community, Phrase

WRITTEN = Q(memberships__departure__isnull=True)


def phrases_of(community: Community) -> QuerySet[Phrase]:
    """Phrases that somebody present wrote, `people` of them: those to read first, then the most written."""
    return (
        Phrase.objects.filter(community=community)
        .annotate(people=Count("memberships", filter=WRITTEN))
        .filter(people__gt=0)
        .prefetch_related("slots", "preferred_slots")
        .order_by("reading", "-people", "pk")
    )


def phrases_to_read(community: Community) -> int:
    """How many phrases nobody has read yet."""
    unread = Phrase.objects.filter(community=community, reading="")
    return unread.filter(memberships__departure__isnull=True, memberships__isnull=False).distinct().count()
