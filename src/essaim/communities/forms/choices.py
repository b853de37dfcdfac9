"""Languages, time zones and rhythms to choose from, named in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location
from django.utils.translation import npgettext

from essaim.core.words import first_upper, language_name, locale, tongue
from essaim.engines.rosters.folding import fold

LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt", "ar", "pl", "ro", "tr", "uk", "ru", "zh")
ZONES = [
    "Europe/Paris", "Europe/Brussels", "Europe/Zurich", "Europe/Luxembourg", "Europe/Monaco",
    "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Madrid", "Europe/Rome", "Europe/Berlin",
    "Europe/Amsterdam", "Europe/Vienna", "Europe/Copenhagen", "Europe/Stockholm", "Europe/Oslo",
    "Europe/Helsinki", "Europe/Warsaw", "Europe/Prague", "Europe/Budapest", "Europe/Athens",
    "Europe/Bucharest", "Europe/Kyiv", "Europe/Istanbul", "America/Montreal", "America/Toronto",
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo",
    "America/Martinique", "America/Guadeloupe", "America/Cayenne", "America/Miquelon", "Indian/Reunion",
    "Indian/Mayotte", "Indian/Antananarivo", "Pacific/Noumea", "Pacific/Tahiti", "Africa/Casablanca",
    "Africa/Algiers", "Africa/Tunis", "Africa/Dakar", "Africa/Abidjan", "Africa/Douala",
    "Africa/Kinshasa", "Africa/Johannesburg", "Asia/Beirut", "Asia/Dubai", "Asia/Kolkata",
    "Asia/Singapore", "Asia/Ho_Chi_Minh", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney",
]  # fmt: skip


def languages(also: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The languages proposed, with those already chosen."""
    codes = dict.fromkeys([*LANGUAGES, *also])
    return [(code, first_upper(language_name(code))) for code in codes]


def languages_among(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, first_upper(language_name(code))) for code in dict.fromkeys(codes)]


def time_zones(also: str = "") -> list[tuple[str, str]]:
    """The time zones proposed, by the name of their city, with the one already chosen."""
    zones = list(_named_zones(tongue()))
    if also and also not in {key for key, _ in zones} and also in available_timezones():
        zones.insert(0, (also, also))
    return zones


@lru_cache(maxsize=4)
def _named_zones(language: str) -> list[tuple[str, str]]:
    known = available_timezones()
    named = [(zone, _city(zone)) for zone in ZONES if zone in known]
    return sorted(named, key=lambda pair: fold(pair[1]))


def _city(zone: str) -> str:
    return str(get_timezone_location(ZoneInfo(zone), locale=locale(), return_city=True))


def rhythms() -> list[tuple[int, str]]:
    """How often circles meet."""
    return [
        (weeks, npgettext("communities", "Every week", "Every %(n)s weeks", weeks) % {"n": weeks})
        for weeks in (1, 2, 3, 4)
    ]
