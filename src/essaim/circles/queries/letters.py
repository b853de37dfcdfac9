"""Who hears what about a circle, and their calendar file."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import pgettext

from essaim.communities.models import Community
from essaim.core.links import absolute
from essaim.people.models import Person

from ..calendar import Contact, Invitation, Method, calendar_file
from ..letters import Kind, Letter
from ..models import Circle, Seat
from ..words import first_names, listed
from .circles import FACILITATING, pilots_of, rhythm_of, times_of, to_come


def letter(
    circle: Circle,
    reader: Person,
    seats: Sequence[Seat],
    *,
    seat: Seat | None = None,
    kind: Kind = "launch",
    words: str = "",
    other: str = "",
) -> Letter:
    """What this reader is told of a circle and its table; only dates to come, unless there are none."""
    times = times_of(circle)
    return Letter(
        circle=circle,
        community=circle.community,
        reader=reader,
        table=tuple(held.membership.person for held in seats),
        facilitators=tuple(held.membership.person for held in seats if held.part in FACILITATING),
        times=tuple(to_come(times, circle.minutes) or times[-1:]),
        kind=kind,
        words=words,
        other=other,
        seat=seat,
    )


def answers_to(circle: Circle, reader: Person, seats: Sequence[Seat]) -> str:
    """Who a mail is answered to: whoever facilitates, else who launched, else a pilot; never the reader."""
    leading = [held.membership.person for held in seats if held.part in FACILITATING]
    launched = [circle.launch.by] if circle.launch and circle.launch.by else []
    for person in (*leading, *launched):
        if person != reader and _reachable(person):
            return address(person)
    steering = (person for person in pilots_of(circle.community) if person != reader)
    return next((address(person) for person in steering if _reachable(person)), "")


def address(person: Person) -> str:
    """ "Claire Martin <claire@exemple.fr>" as mail programs write it."""
    name = "".join(letter for letter in person.name if letter.isprintable() and letter not in '"\\<>,;:@')
    return f'"{name}" <{person.email}>' if name.strip() else person.email


def _reachable(person: Person) -> bool:
    return person.is_active and bool(person.email)


def organizer_of(circle: Circle) -> Person | None:
    """Who calendars answer to: the one named at first, else who facilitates today, else a pilot."""
    if circle.organizer and _reachable(circle.organizer):
        return circle.organizer
    leading = Q(part__in=FACILITATING, left_at__isnull=True, membership__departure__isnull=True)
    seat = circle.seats.filter(leading).select_related("membership__person").first()
    return seat.membership.person if seat else next(iter(pilots_of(circle.community)), None)


def calendar_for(
    circle: Circle,
    seats: Sequence[Seat],
    *,
    attendee: Person | None = None,
    cancelled: bool = False,
    sequence: int | None = None,
) -> tuple[Method, bytes]:
    """The circle's dates as a file for one person, or (without one) to download, and the file's method."""
    organizer = organizer_of(circle)
    leads = attendee is None or attendee == organizer
    method: Method = "CANCEL" if cancelled else "PUBLISH" if leads else "REQUEST"
    community = circle.community
    spoken = (attendee.language if attendee else "") or next(iter(community.languages), "en")
    with translation.override(spoken):
        told = Invitation(
            uid=f"{circle.uid}@essaim",
            sequence=circle.revision if sequence is None else sequence,
            summary=circle.name,
            rhythm=rhythm_of(circle),
            minute=circle.minute,
            minutes=circle.minutes,
            zone=community.zone,
            organizer=_contact(organizer, community),
            attendee=_contact(attendee, community) if attendee else None,
            description=_description(circle, seats),
            location=circle.place or circle.meeting_url,
            url=circle.meeting_url,
        )
    return method, calendar_file(told, method, now=timezone.now())


def _contact(person: Person | None, community: Community) -> Contact:
    if person is None:
        return Contact(community.name, "nobody@invalid")
    return Contact(person.name, person.email)


def _description(circle: Circle, seats: Sequence[Seat]) -> str:
    people = [held.membership.person for held in seats if held.part not in FACILITATING]
    leading = [held.membership.person for held in seats if held.part in FACILITATING]
    lines = [circle.community.name]
    if leading:
        names = listed([person.name or person.called for person in leading])
        lines.append(pgettext("circles", "Facilitated by %(names)s") % {"names": names})
    if people:
        lines.append(pgettext("circles", "With %(names)s") % {"names": listed(first_names(people))})
    if circle.place and circle.meeting_url:
        lines.append(circle.meeting_url)
    if not (circle.launch and circle.launch.by_hand):
        lines.append(absolute("circle", community=circle.community.slug, circle=circle.pk))
    return "\n".join(lines)
