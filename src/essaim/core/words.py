"""Days, hours, numbers and languages in the reader's words. French keeps its narrow no-break spaces."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_day_names
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import get_language, npgettext, pgettext

NARROW = "\u202f"
SPELLED = {
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
    "en": "no one two three four five six seven eight nine ten eleven twelve",
}


def tongue() -> str:
    """The language of the page, as one of ours: "fr" or "en"."""
    return "fr" if (get_language() or "").startswith("fr") else "en"


@lru_cache(maxsize=4)
def _locale(language: str) -> Locale:
    return Locale.parse("fr_FR" if language == "fr" else "en_GB")


def locale() -> Locale:
    return _locale(tongue())


def day_of_week(day: int, *, width: Literal["wide", "abbreviated"] = "wide") -> str:
    """The name of a weekday, 0 being Monday; `width` is "wide" or "abbreviated"."""
    return str(get_day_names(width, locale=locale())[day])


def hour(minute: int) -> str:
    """A minute of the day (0 to 1439) as it is said: "18 h 30", "20 h", "18:30"."""
    hours, minutes = divmod(minute, 60)
    if tongue() == "en":
        return f"{hours}:{minutes:02d}"
    return f"{hours}{NARROW}h{NARROW}{minutes:02d}" if minutes else f"{hours}{NARROW}h"


def slot_parts(slot: Any) -> tuple[int, int]:
    """Day and minute of a slot, a circle, a weekly slot, or a pair."""
    return (slot.day, slot.minute) if hasattr(slot, "day") else (slot[0], slot[1])


def slot_words(slot: Any) -> str:
    """ "mardi 18 h 30", "Tuesday 18:30"."""
    day, minute = slot_parts(slot)
    return f"{day_of_week(day)} {hour(minute)}"


def slot_short(slot: Any) -> str:
    """ "mar. 18 h 30", "Tue 18:30"."""
    day, minute = slot_parts(slot)
    return f"{day_of_week(day, width='abbreviated')} {hour(minute)}"


def slot_every(slot: Any) -> str:
    """ "le mardi à 18 h 30", "Tuesdays at 18:30"."""
    day, minute = slot_parts(slot)
    said = {"day": day_of_week(day), "hour": hour(minute)}
    return pgettext("core", "%(day)ss at %(hour)s") % said


def day_words(day: date) -> str:
    """ "mardi 24 novembre", with the year when it is not this one. A moment is taken in the reader's zone."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    pattern = "EEEE d MMMM" if day.year == timezone.localdate().year else "EEEE d MMMM y"
    said = format_date(day, pattern, locale=locale())
    return said.replace(" 1 ", " 1er ", 1) if tongue() == "fr" else said


def day_short(day: date) -> str:
    """ "24 nov."."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    return format_date(day, "d MMM", locale=locale())


def time_words(moment: datetime | int) -> str:
    """ "18 h 30" of a moment in the reader's zone, or of a minute of the day."""
    if isinstance(moment, int):
        return hour(moment)
    here = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return hour(here.hour * 60 + here.minute)


def moment_words(moment: datetime) -> str:
    """ "mardi 24 novembre, 18 h 30"."""
    return f"{day_words(moment)}, {time_words(moment)}"


def in_days(day: date) -> str:
    """ "aujourd’hui", "demain", "dans 3 jours", "il y a 3 jours"."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    days = (day - timezone.localdate()) // timedelta(days=1)
    named = {
        0: pgettext("core", "today"),
        1: pgettext("core", "tomorrow"),
        -1: pgettext("core", "yesterday"),
    }
    if days in named:
        return named[days]
    if days > 0:
        return npgettext("core", "in %(n)s day", "in %(n)s days", days) % {"n": counted(days)}
    return npgettext("core", "%(n)s day ago", "%(n)s days ago", -days) % {"n": counted(-days)}


def lasting(seconds: float | str) -> str:
    """A length of time in the words one would use: "4 secondes", "2 minutes", "1 h 30"."""
    whole = round(float(seconds))
    if whole < 60:
        return npgettext("core", "%(n)s second", "%(n)s seconds", whole) % {"n": counted(whole)}
    minutes = round(whole / 60)
    if minutes < 60:
        return npgettext("core", "%(n)s minute", "%(n)s minutes", minutes) % {"n": counted(minutes)}
    hours, rest = divmod(minutes, 60)
    if tongue() == "fr":
        return hour(minutes)
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def counted(number: float) -> str:
    """A number with the reader's separators: "1 234", "1,234"."""
    return _counted(number, tongue())


@lru_cache(maxsize=1024)
def _counted(number: float, language: str) -> str:
    return str(format_decimal(number, locale=_locale(language)))


def in_percent(share: float) -> str:
    """A share of 0 to 1 in whole per cent: "62 %", "62%"."""
    return str(format_percent(share, locale=locale()))


def in_words(number: int, gender: str = "") -> str:
    """A small number spelled as in a title, up to twelve: "cinq"; `gender` "f" gives "une"."""
    words = SPELLED[tongue()].split()
    if not 0 <= number < len(words):
        return counted(number)
    return "une" if words[number] == "un" and gender == "f" else words[number]


def language_name(code: str) -> str:
    """ "français", "anglais", "English"; a code nobody knows is given back."""
    try:
        return str(Locale.parse(code.replace("-", "_")).get_display_name(locale()) or code)
    except (UnknownLocaleError, ValueError):
        return code


def listed(items: Iterable[object]) -> str:
    """ "Claire, Marc et Nadia"."""
    said = [str(item) for item in items]
    return said[0] if len(said) == 1 else format_list(said, locale=locale())


def first_upper(text: str) -> str:
    """A capital for the first letter only: "Mardi 18 h 30"."""
    text = str(text)
    return text[:1].upper() + text[1:]


def tone(number: int | None) -> int:
    """One of the six soft colours, always the same for the same person."""
    return (number or 0) % 6
