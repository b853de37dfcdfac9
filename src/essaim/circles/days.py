"""Days to skip as people type them: a date a line, or the first and the last of a holiday."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from babel.dates import format_date, get_month_names
from django.utils.translation import pgettext

from essaim.core.words import locale

_ISO = r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
_NUMBERS = r"(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})(?:[/.](?P<y2>\d{4}|\d{2}))?"
_WORDS = r"(?P<d3>\d{1,2})(?:er|st|nd|rd|th)?\s+(?P<m3>[^\W\d_]{3,12})\.?(?:\s+(?P<y3>\d{4}))?"
_DATE = re.compile(f"{_ISO}|{_NUMBERS}|{_WORDS}", re.IGNORECASE)
_LONGEST = timedelta(days=366)

Entry = str | list[str]


class UnreadableDayError(ValueError):
    """A line that is no day: its `number` from 1, as it was typed, and the `fault`.

    Faults are "unreadable", "order" (the last day comes first) and "long" (more than a year).
    """

    def __init__(self, number: int, line: str, fault: str) -> None:
        super().__init__(line)
        self.number, self.line, self.fault = number, line, fault


def read_days(text: str, *, today: date) -> list[Entry]:
    """Days as they are kept: "2026-12-24", or ["2026-12-19", "2027-01-04"]. Raises UnreadableDayError.

    A date without a year is the next one to come, counted from `today`, or from the start of its holiday.
    """
    entries: list[Entry] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            entries.append(_entry(number, line.strip(), today))
    return sorted(_unique(entries), key=lambda entry: entry if isinstance(entry, str) else entry[0])


def _unique(entries: Iterable[Entry]) -> list[Entry]:
    kept: list[Entry] = []
    for entry in entries:
        if entry not in kept:
            kept.append(entry)
    return kept


def _entry(number: int, line: str, today: date) -> Entry:
    found = list(_DATE.finditer(line))
    left = _DATE.sub("", line)
    if not 1 <= len(found) <= 2 or any(letter.isdigit() for letter in left):
        raise UnreadableDayError(number, line, "unreadable")
    days: list[date] = []
    for match in found:
        day = _day(match, days[0] if days else today)
        if day is None:
            raise UnreadableDayError(number, line, "unreadable")
        days.append(day)
    for first, last in pairwise(days):
        if last < first:
            raise UnreadableDayError(number, line, "order")
        if last - first > _LONGEST:
            raise UnreadableDayError(number, line, "long")
    return days[0].isoformat() if len(days) == 1 else [day.isoformat() for day in days]


def _day(match: re.Match[str], after: date) -> date | None:
    told = match.groupdict()
    day, month, year = (told[key] or told[f"{key}2"] or told[f"{key}3"] for key in "dmy")
    number = int(month) if month and month.isdigit() else _months().get(_folded(month or ""), 0)
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day or 0))
        this = date(after.year, number, int(day or 0))
        return this if this >= after else this.replace(year=this.year + 1)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Months in French and English, whole or abbreviated, without accents."""
    named: dict[str, int] = {}
    for language in ("fr", "en"):
        for width in ("wide", "abbreviated"):
            named |= {_folded(str(name)): n for n, name in get_month_names(width, locale=language).items()}
    return named


def _folded(word: str) -> str:
    flat = unicodedata.normalize("NFKD", word.casefold().rstrip("."))
    return "".join(letter for letter in flat if not unicodedata.combining(letter))


def write_days(entries: Sequence[Any]) -> str:
    """The same days as this reader types them, one a line."""
    return "\n".join(_written(entry) for entry in entries)


def _written(entry: Entry) -> str:
    if isinstance(entry, str):
        return _typed(entry)
    return pgettext("circles", "%(first)s to %(last)s") % {
        "first": _typed(entry[0]),
        "last": _typed(entry[1]),
    }


def _typed(day: str) -> str:
    return str(format_date(date.fromisoformat(day), "dd/MM/yyyy", locale=locale()))
