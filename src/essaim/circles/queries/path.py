"""How far a community is on its way to living circles, in one query: it is shown beside every page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists

from essaim.communities.models import Community
from essaim.communities.queries import counted_in
from essaim.core.prepared import Prepared

from ..models import Arrangement, Launch


@dataclass(frozen=True, slots=True)
class Way:
    """People who can have a circle, those whose availability is known, and what has been done with them."""

    people: int
    known: int
    proposed: bool
    launched: bool


def way_of(community: Community) -> Way:
    """Asked once a page, though several of its parts say it."""
    known: Way | None = getattr(community, "_way", None)
    if known is None:
        known = community._way = Way(*_way_of.one(community.pk))  # type: ignore[attr-defined]
    return known


_way_of = Prepared(
    lambda pk: (
        Community.objects.filter(pk=pk)
        .annotate(
            **counted_in(),
            proposed=Exists(Arrangement.objects.filter(round__community=pk, round__removal__isnull=True)),
            launched=Exists(Launch.objects.filter(round__community=pk)),
        )
        .values_list("people", "known", "proposed", "launched")
    )
)
