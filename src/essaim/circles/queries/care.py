"""What circles wait for: somebody without a seat, somebody who wishes another one, somebody to facilitate."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery

from essaim.communities.models import Community

from ..models import Seat, SeatAnswer
from .circles import FACILITATING, living
from .forming import how_many_without


@dataclass(frozen=True, slots=True)
class Care:
    """Numbers of people, and of circles nobody facilitates; false where nobody waits for anything."""

    without: int
    wishing: int
    unled: int

    def __bool__(self) -> bool:
        return bool(self.without or self.wishing or self.unled)


def care_needed(community: Community) -> Care:
    last = SeatAnswer.objects.filter(seat=OuterRef("pk")).order_by("-pk").values("answer")[:1]
    seats = Seat.objects.filter(
        circle__community=community, circle__closure__isnull=True, left_at__isnull=True
    ).annotate(last=Subquery(last))
    wishing = seats.filter(last__in=[SeatAnswer.Answer.OTHER_SLOT, SeatAnswer.Answer.LATER])
    led = seats.filter(part__in=FACILITATING, circle=OuterRef("pk"), membership__departure__isnull=True)
    unled = living(community).filter(~Exists(led), launch__round__options__facilitators__1__gt=0)
    return Care(how_many_without(community), wishing.count(), unled.count())
