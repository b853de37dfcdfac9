"""What circles wait for: somebody without a seat, somebody who wishes another one, somebody to facilitate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from essaim.communities.models import Community
from essaim.core.prepared import Prepared

from ..models import Seat, SeatAnswer
from .circles import FACILITATING, living
from .forming import without_a_circle


@dataclass(frozen=True, slots=True)
class Care:
    """Numbers of people, and of circles nobody facilitates; false where nobody waits for anything."""

    without: int
    wishing: int
    unled: int

    def __bool__(self) -> bool:
        return bool(self.without or self.wishing or self.unled)


def care_needed(community: Community) -> Care:
    return Care(*(number or 0 for number in _care_needed.one(community.pk)))


def _care(pk: int) -> QuerySet[Community, tuple[Any, ...]]:
    community = Community(pk=pk)
    last = SeatAnswer.objects.filter(seat=OuterRef("pk")).order_by("-pk").values("answer")[:1]
    seats = Seat.objects.filter(circle__community=pk, circle__closure__isnull=True, left_at__isnull=True)
    wishing = seats.annotate(last=Subquery(last)).filter(
        last__in=[SeatAnswer.Answer.OTHER_SLOT, SeatAnswer.Answer.LATER]
    )
    led = seats.filter(part__in=FACILITATING, circle=OuterRef("pk"), membership__departure__isnull=True)
    unled = living(community).filter(~Exists(led), launch__round__options__facilitators__1__gt=0)
    return Community.objects.filter(pk=pk).values_list(
        _number(without_a_circle(community), "community"),
        _number(wishing, "circle__community"),
        _number(unled, "community"),
    )


def _number(rows: QuerySet[Any], community: str) -> Subquery:
    return Subquery(rows.order_by().values(community).annotate(n=Count("pk")).values("n"))


_care_needed = Prepared(_care)
