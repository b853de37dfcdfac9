"""When a circle meets, and the calendar file that says so. Plain Python: no database, no clock of its own."""

from .dates import Rhythm, RhythmError, Span, first_good, held, missed, spans, starts
from .holidays import public_holidays, school_holidays, schools_known_until
from .invitation import Contact, Invitation, Method, calendar_file

__all__ = [
    "Contact",
    "Invitation",
    "Method",
    "Rhythm",
    "RhythmError",
    "Span",
    "calendar_file",
    "first_good",
    "held",
    "missed",
    "public_holidays",
    "school_holidays",
    "schools_known_until",
    "spans",
    "starts",
]
