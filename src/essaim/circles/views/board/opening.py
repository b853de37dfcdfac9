"""Opening a circle: at which slot, seeing who could come."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from essaim.communities.models import WeeklySlot
from essaim.core.doors import door
from essaim.engines.grouping.problem import Slot

from ...queries.standing import BoardAt, Standing, board_at, standing_of


@door("circles.form", find=board_at, methods=("GET",))
def board_open(request: HttpRequest, at: BoardAt) -> HttpResponse:
    standing = standing_of(at.forming)
    if standing is None:
        return redirect("round", at.community.slug, at.forming.pk)
    on_offer = WeeklySlot.objects.filter(community=at.community, withdrawn_at__isnull=True)
    shown = {
        "community": at.community,
        "forming": at.forming,
        "arrangement": standing.arrangement,
        "slots": [(offer.slot, *_who_can(standing, offer.slot)) for offer in on_offer],
        "low": standing.problem.options.size[0],
    }
    return render(request, "circles/board/opening.html", shown)


def _who_can(standing: Standing, slot: Slot) -> tuple[int, int]:
    """How many of the round can at this slot, and how many of them have no circle."""
    seated = standing.board.seats
    can = [person.key for person in standing.problem.people if standing.board.ground.can(person, slot)]
    return len(can), sum(key not in seated for key in can)
