"""Availability in people's own words, each way of saying it once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet, Value

from ..models import Community, Phrase

READ_AT_ONCE = 400
WRITTEN = Q(memberships__departure__isnull=True)


def phrases_of(community: Community) -> QuerySet[Phrase]:
    """Phrases that somebody present wrote, `people` of them: those to read first, then the most written."""
    return (
        Phrase.objects.filter(community=community)
        .annotate(people=Count("memberships", filter=WRITTEN))
        .filter(people__gt=0)
        .order_by("reading", "-people", "pk")
    )


def unread_in(community: Community) -> QuerySet[Phrase]:
    """Those nobody has read yet, no more than can be read within a blink."""
    return phrases_of(community).filter(reading="")[:READ_AT_ONCE]


def counts_of(phrases: QuerySet[Phrase]) -> tuple[int, int]:
    """(phrases, those nobody has read yet)."""
    counted = phrases.order_by().aggregate(total=Count("pk"), left=Count("pk", filter=Q(reading="")))
    return counted["total"], counted["left"]


def slots_read(phrases: Iterable[Phrase]) -> dict[int, tuple[list[int], list[int]]]:
    """For each phrase, the ids of the slots it was read as and of those it likes best, in one query."""
    ids = [phrase.pk for phrase in phrases]
    can, likes = Phrase.slots.through.objects, Phrase.preferred_slots.through.objects
    rows = can.filter(phrase__in=ids).values_list("phrase", "weeklyslot", Value(0))
    liked = likes.filter(phrase__in=ids).values_list("phrase", "weeklyslot", Value(1))
    read: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for phrase, slot, which in rows.union(liked, all=True):
        read[phrase][which].append(slot)
    return read
