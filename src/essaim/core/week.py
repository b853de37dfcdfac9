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
    """Days that have slots, each with its hours: `slots` are {"id", "day", "minute", "state"}.

    Where most hours are common to the days, every day has them all, some without a slot, so that
    rows are level.
    """
    at = {(slot["day"], slot["minute"]): slot for slot in slots}
    days = sorted({day for day, _ in at})
    minutes = sorted({minute for _, minute in at})
    level = len(at) > 0.6 * len(days) * len(minutes)
    return [
        Day(
            first_upper(day_of_week(day)),
            [When(hour(m), at.get((day, m))) for m in minutes if level or (day, m) in at],
        )
        for day in days
    ]
