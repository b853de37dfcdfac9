"""What the circles of a community wait for: somebody without a seat, somebody who wishes another one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from essaim.communities.models import Community

from ..models import Seat, SeatAnswer
from .forming import without_a_circle


@dataclass(frozen=True, slots=True)
class Care:
    """Numbers of people; false where nobody waits for anything."""

    without: int
    wishing: int

    def __bool__(self) -> bool:
        return bool(self.without or self.wishing)


def care_needed(community: Community) -> Care:
    last = SeatAnswer.objects.filter(seat=OuterRef("pk")).order_by("-pk").values("answer")[:1]
    seats = Seat.objects.filter(
        circle__community=community, circle__closure__isnull=True, left_at__isnull=True
    ).annotate(last=Subquery(last))
    wishing = seats.filter(last__in=[SeatAnswer.Answer.OTHER_SLOT, SeatAnswer.Answer.LATER])
    return Care(without=without_a_circle(community).count(), wishing=wishing.count())
