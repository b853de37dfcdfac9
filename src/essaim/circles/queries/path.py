"""How far a community is on its way to living circles, in one query: it is shown beside every page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from essaim.communities.models import Community, Role

from ..models import Arrangement, Launch


@dataclass(frozen=True, slots=True)
class Way:
    """People who can have a circle, those whose availability is known, and what has been done with them."""

    people: int
    known: int
    proposed: bool
    launched: bool


def way_of(community: Community) -> Way:
    present = Q(memberships__departure__isnull=True, memberships__roles__role=Role.MEMBER)
    known = present & Q(memberships__availability_known_at__isnull=False)
    row = (
        Community.objects.filter(pk=community.pk)
        .annotate(people=Count("memberships", filter=present), known=Count("memberships", filter=known))
        .annotate(
            proposed=Exists(
                Arrangement.objects.filter(round__community=OuterRef("pk"), round__removal__isnull=True)
            ),
            launched=Exists(Launch.objects.filter(round__community=OuterRef("pk"))),
        )
        .values("people", "known", "proposed", "launched")
        .get()
    )
    return Way(**row)
