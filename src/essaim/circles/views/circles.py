"""The circles of a community, one circle, its calendar file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.communities.rules import pilots
from essaim.core.context import projected
from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.words import first_upper, in_days
from essaim.people.models import Person
from essaim.people.requests import SignedIn

from ..models import Circle, Seat
from ..queries.by_hand import message_for
from ..queries.circles import (
    circle_for,
    listed_circles,
    look_at,
    times_of,
    to_come,
)
from ..queries.forming import how_many_without
from ..queries.letters import calendar_for
from ..queries.sitters import Sitter, in_charge, sitters_at, sitters_of
from ..rules import facilitates, sits_in
from ..sentences.circles import in_charge_words, listed_notes, listed_pills
from ..words import day_words, every, first_names, moment

PER_PAGE = 24
"""A page of circles fills two, three or four columns, and stays light to carry."""


@door("circles.see", find=community_for, methods=("GET",))
def circles(request: SignedIn, community: Community) -> HttpResponse:
    steers = pilots(request.user, community) and not projected(request)
    page = page_of(request, listed_circles(community), PER_PAGE)
    at = sitters_at(page, answered=steers)
    context = {
        "community": community,
        "page": page,
        "rows": [_row(circle, at[circle.pk], community, request.user) for circle in page],
        "steers": steers,
        "without": how_many_without(community) if steers else 0,
    }
    return render(request, "circles/circles/circles.html", context)


def _row(circle: Circle, table: list[Sitter], community: Community, reader: Person) -> dict[str, Any]:
    coming = to_come(times_of(circle, community), circle.minutes)
    leading = in_charge(circle, table)
    mine = any(sitter.person_id == reader.pk for sitter in table)
    wanted = circle.level == 0 and bool(circle.leaders_wished) and not leading  # type: ignore[attr-defined]
    led = in_charge_words(circle, [sitter.called for sitter in leading][:2])
    return {
        "circle": circle,
        "seats": drawn(table, circle.level),
        "mine": mine,
        "notes": listed_notes(circle, led, wanted),
        "next": f"{first_upper(in_days(coming[0]))}, {day_words(coming[0])}" if coming else "",
        "pills": listed_pills(circle, [sitter.answer for sitter in table if sitter.answer], mine, wanted),
    }


def drawn(table: list[Sitter], level: int = 0) -> list[dict[str, Any]]:
    """The seats of a ring: first names and initials only."""
    return [
        {
            "initials": sitter.monogram,
            "name": name,
            "part": _part(sitter, level),
            "tone": sitter.membership_id % 6,
        }
        for sitter, name in zip(table, first_names(table), strict=True)
    ]


def _part(sitter: Sitter, level: int) -> str:
    """Around a table of facilitators only the lead has another shape."""
    return Seat.Part.MEMBER if level and sitter.part == Seat.Part.FACILITATOR else sitter.part


@door("circles.see", find=circle_for, methods=("GET",))
def circle(request: SignedIn, circle: Circle) -> HttpResponse:
    table = sitters_of(circle)
    steers = pilots(request.user, circle)
    # Whole names and what people answered are not for the wall of a room.
    cares = (steers or facilitates(request.user, circle)) and not projected(request)
    coming = to_come(times_of(circle), circle.minutes)
    zone = request.user.zone(circle.community.time_zone)
    context = {
        "community": circle.community,
        "circle": circle,
        "ended": hasattr(circle, "closure"),
        "seats": drawn(table, circle.level),
        "steers": steers,
        "cares": cares,
        "attends": steers or sits_in(request.user, circle),
        "people": _people(table, circle, cares),
        "facilitated": any(sitter.part != Seat.Part.MEMBER for sitter in table),
        "rhythm": every(circle.rhythm_weeks),
        "led": in_charge_words(circle, _named(table, circle, cares)),
        "wanted": circle.is_to_be_led and not in_charge(circle, table),
        "dates": [moment(at.astimezone(zone)) for at in coming],
    }
    return render(request, "circles/circles/circle.html", context)


def _named(table: list[Sitter], circle: Circle, cares: bool) -> list[str]:
    """Who is in charge: whole names are for whoever cares for the circle."""
    return [sitter.whole_name if cares else sitter.called for sitter in in_charge(circle, table)]


def _people(table: list[Sitter], circle: Circle, cares: bool) -> list[dict[str, Any]]:
    """Those at the table; whole names and answers are for whoever cares for the circle."""
    return [
        {
            "sitter": sitter,
            "name": sitter.whole_name if cares else name,
            "part": _part(sitter, circle.level),
            "answer": cares and sitter.answer,
            "note": (cares and sitter.note) or "",
        }
        for sitter, name in zip(table, first_names(table), strict=True)
    ]


@door("circles.attend", find=circle_for, methods=("GET",))
def circle_calendar(request: SignedIn, circle: Circle) -> HttpResponse:
    _, content = calendar_for(circle, look_at(circle).seats)
    name = slugify(circle.name) or f"circle-{circle.pk}"
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.ics"'},
    )


@door("circles.care", find=circle_for, methods=("GET",))
def circle_message(request: SignedIn, circle: Circle) -> HttpResponse:
    """The circle's message to send by oneself."""
    row = message_for(circle, look_at(circle).seats)
    context = {"community": circle.community, "circle": circle, "row": row}
    return render(request, "circles/circles/message.html", context)
