"""Moments, dates and first names as people say them, in the language of whoever reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import npgettext, pgettext, pgettext_lazy

from essaim.core.words import NARROW, hour, locale, tongue
from essaim.core.words import listed as joined

RHYTHMS = {
    1: pgettext_lazy("circles", "every week"),
    2: pgettext_lazy("circles", "every two weeks"),
    3: pgettext_lazy("circles", "every three weeks"),
    4: pgettext_lazy("circles", "every four weeks"),
}


def day_words(day: date) -> str:
    """ "mardi 8 décembre", "Tuesday 8 December"; the first of a month is "1er" in French."""
    words = str(format_date(day, "EEEE d MMMM", locale=locale()))
    return words.replace(" 1 ", " 1er ", 1) if tongue() == "fr" else words


def short_day(day: date) -> str:
    """ "22 décembre", "22 December"."""
    words = str(format_date(day, "d MMMM", locale=locale()))
    return "1er" + words[1:] if tongue() == "fr" and day.day == 1 else words


def clock(at: datetime) -> str:
    """ "18 h 30" and "18 h" in French, "18:30" in English, as the moment itself says, whatever the zone."""
    return hour(at.hour * 60 + at.minute)


def moment(at: datetime) -> str:
    """ "mardi 8 décembre à 18 h 30", "Tuesday 8 December at 18:30"."""
    return pgettext("circles", "%(day)s at %(time)s") % {"day": day_words(at), "time": clock(at)}


def length(minutes: int) -> str:
    """ "1 h 30", "45 min", "2 h"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NARROW}min"
    return f"{hours}{NARROW}h{NARROW}{rest:02d}" if rest else f"{hours}{NARROW}h"


def every(weeks: int) -> str:
    """ "toutes les deux semaines", "every two weeks"."""
    if weeks in RHYTHMS:
        return str(RHYTHMS[weeks])
    return npgettext("circles", "every %(n)s week", "every %(n)s weeks", weeks) % {"n": weeks}


def listed(words: Sequence[str]) -> str:
    """ "Ana, Bruno et Chloé"; "Ana, Bruno and Chloé"; "" for nobody."""
    return joined(list(words)) if words else ""


def place_of(zone: ZoneInfo) -> str:
    """The town a clock is known by: "Lisbonne", "Lisbon"."""
    town = locale().time_zones.get(zone.key, {}).get("city")
    return str(town or zone.key.rsplit("/", 1)[-1].replace("_", " "))


class Called(Protocol):
    """Somebody who has a name, and a way to be called."""

    @property
    def name(self) -> str: ...

    @property
    def called(self) -> str: ...


def first_names(people: Iterable[Called]) -> list[str]:
    """What each is called; two of one name are told apart by the start of their family name."""
    people = list(people)
    same = Counter(person.called.casefold() for person in people)
    return [_told_apart(person) if same[person.called.casefold()] > 1 else person.called for person in people]


def _told_apart(person: Called) -> str:
    words = person.name.split()
    return f"{person.called} {words[-1][0].upper()}." if len(words) > 1 else person.called


def weekday_words(day: date) -> str:
    """ "mardi", "Tuesday"."""
    return str(format_date(day, "EEEE", locale=locale()))
