"""Due dates as a calendar file (RFC 5545): a day each, that takes no time from anybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta


def calendar_of(name: str, days: Iterable[tuple[str, date, str, str, str]], *, now: datetime) -> bytes:
    """The file; `days` are (UID, day, summary, description, address). Lines end with CRLF."""
    # Read into memory where a calendar is asked for, not by every start.
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Essaim//plan//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for uid, day, summary, description, address in days:
        event = Event()
        event.add("uid", uid)
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary)
        if description:
            event.add("description", description)
        event.add("url", address)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
