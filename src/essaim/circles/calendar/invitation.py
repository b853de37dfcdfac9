"""A circle's meetings as an iCalendar file (RFC 5545, RFC 5546, RFC 7986).

One event with its rule, the skipped dates taken out. REQUEST invites one person and CANCEL takes it back,
both under the same UID with a growing SEQUENCE; PUBLISH is for the organiser and for downloads, since a
calendar does not let people answer an invitation they sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from .dates import Rhythm

Method = Literal["REQUEST", "PUBLISH", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody as a calendar shows them."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the file says. `minute` is the minute of the day in `zone`, `minutes` how long a meeting lasts.

    `attendee` is the one person the file is for, None in a download. Others are never named by address.
    """

    uid: str
    sequence: int
    summary: str
    rhythm: Rhythm
    minute: int
    minutes: int
    zone: ZoneInfo
    organizer: Contact
    attendee: Contact | None = None
    description: str = ""
    location: str = ""
    url: str = ""


def calendar_file(invitation: Invitation, method: Method, *, now: datetime) -> bytes:
    """The file, in lines of at most 75 bytes ended by CRLF. Raises RhythmError."""
    from .file import written

    return written(invitation, method, now)
