"""Holidays of France: public ones are computed; those of schools, decided year by year, come from a file."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from dateutil.easter import easter

from .dates import Span

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)
_SCHOOLS = Path(__file__).with_name("school_holidays.csv")


def public_holidays(year: int) -> list[date]:
    """The eleven public holidays of France in that year (Code du travail, article L3133-1)."""
    moving = (easter(year) + timedelta(days=days) for days in _AFTER_EASTER)
    return sorted([*(date(year, month, day) for month, day in _FIXED), *moving])


def school_holidays(zones: str) -> list[Span]:
    """The school holidays of these zones, "A" or "ABC": days on which at least one of them has none."""
    found: list[Span] = []
    for span in sorted(span for those, span in _school_holidays() if set(those) & set(zones)):
        if found and span.first <= found[-1].last + timedelta(days=1):
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return found


def schools_known_until() -> date:
    """The last day of which the file says whether there is school."""
    return max(span.last for _, span in _school_holidays())


@cache
def _school_holidays() -> tuple[tuple[str, Span], ...]:
    """Each row of the file: its zones and its days."""
    lines = _SCHOOLS.read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    read = date.fromisoformat
    return tuple((row["zones"], Span(read(row["first"]), read(row["last"]))) for row in rows)
