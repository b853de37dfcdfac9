"""Days and times of day as French and English write them."""

from __future__ import annotations

import re

DAY_WORDS = {
    "monday": 0, "mon": 0, "mondays": 0, "lundi": 0, "lundis": 0, "lun": 0,
    "tuesday": 1, "tue": 1, "tues": 1, "tuesdays": 1, "mardi": 1, "mardis": 1, "mar": 1,
    "wednesday": 2, "wed": 2, "weds": 2, "wednesdays": 2, "mercredi": 2, "mercredis": 2, "mer": 2, "mercr": 2,
    "thursday": 3, "thu": 3, "thur": 3, "thurs": 3, "thursdays": 3, "jeudi": 3, "jeudis": 3, "jeu": 3,
    "friday": 4, "fri": 4, "fridays": 4, "vendredi": 4, "vendredis": 4, "ven": 4, "vend": 4,
    "saturday": 5, "sat": 5, "saturdays": 5, "samedi": 5, "samedis": 5, "sam": 5,
    "sunday": 6, "sun": 6, "sundays": 6, "dimanche": 6, "dimanches": 6, "dim": 6,
}  # fmt: skip
DAY_PATTERN = r"(?P<day>" + "|".join(sorted(DAY_WORDS, key=len, reverse=True)) + r")\b\.?"

# 18:00 · 18:00:00 · 18h · 18h30 · 18 h 30 · 18 heures 30 · 6pm · 6:30 pm · 18.30 · noon
TIME_PATTERN = (
    r"(?P<hour>\d{1,3})(?:"
    r"\s?(?::|h(?:eures?|rs?|ours?)?\b|h(?=\d))\s?(?P<minute>\d{2})?(?!\d)(?::\d\d)?\s?(?P<half>[ap]\.?m\b\.?)?"
    r"|\.(?P<dotted>\d\d)(?!\d)\s?(?P<dotted_half>[ap]\.?m\b\.?)?"
    r"|\s?(?P<bare_half>[ap]\.?m\b\.?))"
)
NOON = ("midi", "noon", "midday")


class NoSuchTime(ValueError):  # noqa: N818 - it names what was read
    """A time that no clock shows, such as 25h."""


def minutes(found: re.Match[str]) -> int:
    """Minutes since midnight of a match of TIME_PATTERN. Raises NoSuchTime."""
    hour = int(found["hour"])
    minute = int(found["minute"] or found["dotted"] or 0)
    half = found["half"] or found["dotted_half"] or found["bare_half"]
    if half:
        hour = twelve_hour(hour, half)
    if hour > 23 or minute > 59:
        raise NoSuchTime(found.group())
    return hour * 60 + minute


def twelve_hour(hour: int, half: str) -> int:
    """6 pm is 18, 12 am is 0. Raises NoSuchTime past twelve."""
    if not 1 <= hour <= 12:
        raise NoSuchTime(f"{hour} {half}")
    return hour % 12 + (12 if half.startswith("p") else 0)
