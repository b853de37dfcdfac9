"""A week of slots laid out as days and hours, for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .words import day_of_week, first_upper, hour


@dataclass(frozen=True, slots=True)
class When:
    """One slot of a day; `slot` is empty where another day has an hour that this one has not."""

    time: str
    slot: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    whens: list[When]


def week_of(slots: Iterable[Mapping[str, Any]]) -> list[Day]:
    """Days that have slots, each with the hours of all: `slots` are {"id", "day", "minute", "state"}."""
    at = {(slot["day"], slot["minute"]): slot for slot in slots}
    minutes = sorted({minute for _, minute in at})
    return [
        Day(first_upper(day_of_week(day)), [When(hour(minute), at.get((day, minute))) for minute in minutes])
        for day in sorted({day for day, _ in at})
    ]
