"""What the community's page shows of circles: what they wait for, and one's own, with its next meeting."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from essaim.communities.models import Community
from essaim.communities.panels import panel
from essaim.communities.rules import pilots
from essaim.people.models import Person

from .models import Seat
from .queries.care import care_needed
from .queries.circles import my_seats, times_of, to_come
from .queries.path import way_of
from .words import moment


@panel("community", order=5)
def to_care_for(request: HttpRequest, community: Community) -> str:
    """What launched circles wait for, for the pilots: it is the next thing they have to do."""
    if not isinstance(request.user, Person) or not pilots(request.user, community):
        return ""
    care = care_needed(community) if way_of(community).launched else None
    if not care:
        return ""
    return render_to_string("circles/circles/_care.html", {"care": care, "community": community}, request)


@panel("community", order=10)
def my_circle(request: HttpRequest, community: Community) -> str:
    if not isinstance(request.user, Person):
        return ""
    mine = my_seats(request.user, community)
    if not mine:
        return ""
    rows = [_row(seat, community, request.user) for seat in mine]
    return render_to_string("circles/circles/_panel.html", {"rows": rows, "community": community}, request)


def _row(seat: Seat, community: Community, reader: Person) -> dict[str, Any]:
    circle = seat.circle
    coming = to_come(times_of(circle, community), circle.minutes)
    return {
        "circle": circle,
        "size": seat.around,  # type: ignore[attr-defined]
        "leads": seat.part != Seat.Part.MEMBER,
        "next": coming[0] if coming else None,
        "when": moment(coming[0].astimezone(reader.zone(community.time_zone))) if coming else "",
    }
