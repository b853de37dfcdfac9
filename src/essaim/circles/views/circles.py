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
from essaim.people.models import Person
from essaim.people.requests import SignedIn

from ..models import Circle, Seat
from ..queries.by_hand import message_for
from ..queries.circles import (
    Table,
    circle_for,
    in_charge,
    listed_circles,
    look_at,
    table_of,
    times_of,
    to_come,
)
from ..queries.forming import without_a_circle
from ..queries.letters import calendar_for
from ..rules import facilitates, sits_in
from ..sentences.circles import in_charge_words
from ..words import day_words, every, first_names, moment


@door("circles.see", find=community_for, methods=("GET",))
def circles(request: SignedIn, community: Community) -> HttpResponse:
    steers = pilots(request.user, community)
    page = page_of(request, listed_circles(community, answered=steers))
    context = {
        "community": community,
        "page": page,
        "rows": [_row(circle, community, request.user) for circle in page],
        "steers": steers,
        "without": without_a_circle(community).count() if steers else 0,
    }
    return render(request, "circles/circles/circles.html", context)


def _row(circle: Circle, community: Community, reader: Person) -> dict[str, Any]:
    seats = table_of(circle)
    coming = to_come(times_of(circle, community), circle.minutes)
    said = [answer for seat in seats if (answer := getattr(seat, "last_answer", ""))]
    return {
        "circle": circle,
        "seats": drawn(seats, circle.level),
        "size": len(seats),
        "mine": any(seat.membership.person_id == reader.pk for seat in seats),
        "next": coming[0] if coming else None,
        "day": day_words(coming[0]) if coming else "",
        "led": in_charge_words(circle, [person.called for person in in_charge(circle, seats)][:2]),
        "wanted": circle.is_to_be_led and not in_charge(circle, seats),
        "suits": said.count("suits"),
        "others": len(said) - said.count("suits"),
    }


def drawn(seats: list[Seat], level: int = 0) -> list[dict[str, Any]]:
    """The seats of a ring: first names and initials only."""
    people = [seat.membership.person for seat in seats]
    return [
        {
            "initials": seat.membership.person.monogram,
            "name": name,
            "part": _part(seat, level),
            "tone": seat.membership_id % 6,
        }
        for seat, name in zip(seats, first_names(people), strict=True)
    ]


def _part(seat: Seat, level: int) -> str:
    """Around a table of facilitators only the lead has another shape."""
    return Seat.Part.MEMBER if level and seat.part == Seat.Part.FACILITATOR else seat.part


@door("circles.see", find=circle_for, methods=("GET",))
def circle(request: SignedIn, circle: Circle) -> HttpResponse:
    table = look_at(circle)
    steers = pilots(request.user, circle)
    attends = steers or sits_in(request.user, circle)
    # Whole names and what people answered are not for the wall of a room.
    cares = (steers or facilitates(request.user, circle)) and not projected(request)
    context = {
        "community": circle.community,
        "circle": circle,
        "table": table,
        "seats": drawn(table.seats, circle.level),
        "steers": steers,
        "cares": cares,
        "attends": attends,
        "people": _people(table.seats, table.answers, cares),
        "rhythm": every(circle.rhythm_weeks),
        "led": in_charge_words(circle, _named(table, cares)),
        "wanted": circle.is_to_be_led and not in_charge(circle, table.seats),
        "dates": [
            moment(at.astimezone(request.user.zone(circle.community.time_zone))) for at in table.coming
        ],
    }
    return render(request, "circles/circles/circle.html", context)


def _named(table: Table, cares: bool) -> list[str]:
    """Who is in charge: whole names are for whoever cares for the circle."""
    people = in_charge(table.circle, table.seats)
    return [str(person) if cares else person.called for person in people]


def _people(seats: list[Seat], answers: dict[int, Any], cares: bool) -> list[dict[str, Any]]:
    """Those at the table; whole names and answers are for whoever cares for the circle."""
    names = first_names(seat.membership.person for seat in seats)
    return [
        {
            "seat": seat,
            "name": seat.membership.person if cares else name,
            "initials": seat.membership.person.monogram,
            "answer": answers.get(seat.pk) if cares else None,
        }
        for seat, name in zip(seats, names, strict=True)
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
