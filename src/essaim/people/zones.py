"""Time zones as one looks for them: first those of most French speakers, then all by continent and city."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from django.utils.translation import get_language, pgettext

USUAL = (
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Zurich",
    "Europe/Luxembourg",
    "Europe/London",
    "America/Toronto",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "America/Miquelon",
)

Choices = list[tuple[str, str]]


def grouped_zones() -> list[tuple[str, Choices]]:
    """Groups of (zone, city) in the language of the page, for a select."""
    return _grouped("fr" if (get_language() or "").startswith("fr") else "en")


def is_zone(name: str) -> bool:
    return name in _zones()


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    """One name for each zone that people live in, among those this machine knows."""
    known = available_timezones()
    return frozenset(zone for zone in get_global("zone_territories") if zone in known and "/" in zone)


@lru_cache(maxsize=2)
def _grouped(language: str) -> list[tuple[str, Choices]]:
    locale = Locale.parse(language)
    groups: dict[str, Choices] = {}
    for zone in _zones():
        continent = _continents().get(zone.split("/")[0])
        if continent:
            groups.setdefault(continent, []).append((zone, _city(zone, locale)))
    usual = [(zone, _city(zone, locale)) for zone in USUAL if is_zone(zone)]
    return [(pgettext("people", "Most asked for"), usual)] + [
        (continent, sorted(groups[continent], key=lambda choice: choice[1])) for continent in sorted(groups)
    ]


def _city(zone: str, locale: Locale) -> str:
    named = locale.time_zones.get(zone, {}).get("city")
    return str(named or zone.rsplit("/", 1)[-1].replace("_", " "))


def _continents() -> dict[str, str]:
    return {
        "Africa": pgettext("people", "Africa"),
        "America": pgettext("people", "America"),
        "Antarctica": pgettext("people", "Antarctica"),
        "Arctic": pgettext("people", "Europe"),
        "Asia": pgettext("people", "Asia"),
        "Atlantic": pgettext("people", "Atlantic"),
        "Australia": pgettext("people", "Australia"),
        "Europe": pgettext("people", "Europe"),
        "Indian": pgettext("people", "Indian Ocean"),
        "Pacific": pgettext("people", "Pacific"),
    }
