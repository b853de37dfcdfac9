"""The file itself, written with a library that is only read into memory where a file is asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText
from icalendar.prop import vRecur

from .dates import missed, starts
from .invitation import Contact, Invitation, Method
from .zones import timezone


def written(invitation: Invitation, method: Method, now: datetime) -> bytes:
    times = starts(invitation.rhythm, invitation.minute, invitation.zone)
    calendar = Calendar()
    calendar.add("prodid", "-//Essaim//circles//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(timezone(invitation.zone, times[0].year, times[-1].year))
    calendar.add_component(_event(invitation, method, times[0], now))
    return bytes(calendar.to_ical())


def _event(invitation: Invitation, method: Method, first: datetime, now: datetime) -> Event:
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", first)
    event.add("dtend", first + timedelta(minutes=invitation.minutes))
    _rule(event, invitation)
    event.add("summary", invitation.summary)
    for name in ("description", "location", "url"):
        if said := getattr(invitation, name):
            event.add(name, said)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("transp", "OPAQUE")
    _people(event, invitation, method)
    return event


def _rule(event: Event, invitation: Invitation) -> None:
    """COUNT counts the skipped dates too: they are taken out of the set one by one (RFC 5545, 3.8.5.1)."""
    rhythm = invitation.rhythm
    out = missed(rhythm)
    count = rhythm.meetings + len(out)
    if count > 1:
        event.add("rrule", vRecur({"FREQ": "WEEKLY", "INTERVAL": rhythm.weeks, "COUNT": count}))
    if out:
        at = event.decoded("dtstart").timetz()
        event.add("exdate", [datetime.combine(day, at) for day in out])


def _people(event: Event, invitation: Invitation, method: Method) -> None:
    organizer = _address(invitation.organizer)
    event.add("organizer", organizer, encode=False)
    if invitation.attendee and method != "PUBLISH":
        attendee = _address(invitation.attendee)
        attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
        attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
        attendee.params["RSVP"] = vText("TRUE" if method == "REQUEST" else "FALSE")
        event.add("attendee", attendee, encode=False)


def _address(contact: Contact) -> vCalAddress:
    """A quote mark in a name would be written in a way some calendars show as it is: it is left out."""
    address = vCalAddress(f"mailto:{contact.email}")
    name = "".join(letter for letter in contact.name if letter.isprintable() and letter not in '"^')
    address.params["CN"] = vText(name.strip() or contact.email)
    return address
