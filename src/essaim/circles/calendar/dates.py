"""The dates on which a circle meets: one weekday, every so many weeks, but for the dates to skip.

A skipped date is dropped and the rhythm goes on: two circles that alternate keep alternating after a
holiday. The series is prolonged at its end, so that the circle has its full number of meetings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

WEEK = timedelta(weeks=1)
LONGEST = timedelta(days=5 * 366)
"""A series that needs longer than this to hold its meetings is refused: everything is skipped."""

Fault = Literal["weekday", "skipped", "endless"]


class RhythmError(ValueError):
    """The series cannot be: its first date is on another weekday, is to be skipped, or no dates are left."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every `weeks` weeks from `first`, on weekday `day` (0 is Monday), `meetings` times."""

    day: int
    first: date
    weeks: int
    meetings: int
    skipped: tuple[Span, ...] = ()


def spans(kept: Iterable[Any]) -> tuple[Span, ...]:
    """Read skipped days as they are kept: "2026-12-24", or a pair of days for a holiday."""
    read = []
    for entry in kept:
        first, last = (entry, entry) if isinstance(entry, str) else entry
        read.append(Span(date.fromisoformat(first), date.fromisoformat(last)))
    return tuple(sorted(read))


def is_skipped(day: date, skipped: Iterable[Span]) -> bool:
    return any(day in span for span in skipped)


def first_good(day: int, on_or_after: date, skipped: Sequence[Span] = ()) -> date:
    """The first date on this weekday, that day or later, that is not skipped. Raises RhythmError."""
    good = on_or_after + timedelta(days=(day - on_or_after.weekday()) % 7)
    last = good + LONGEST
    while is_skipped(good, skipped):
        good += WEEK
        if good > last:
            raise RhythmError("endless")
    return good


def held(rhythm: Rhythm) -> list[date]:
    """The dates on which the circle meets, exactly `meetings` of them. Raises RhythmError."""
    return [day for day, skipped in _series(rhythm) if not skipped]


def missed(rhythm: Rhythm) -> list[date]:
    """The dates of the rhythm that fall on a skipped day, before the last meeting. Raises RhythmError."""
    return [day for day, skipped in _series(rhythm) if skipped]


def starts(rhythm: Rhythm, minute: int, zone: ZoneInfo) -> list[datetime]:
    """When each meeting starts: always at the same local time, in summer and in winter."""
    at = time(*divmod(minute, 60))
    return [datetime.combine(day, at, zone) for day in held(rhythm)]


def _series(rhythm: Rhythm) -> Iterator[tuple[date, bool]]:
    if rhythm.first.weekday() != rhythm.day:
        raise RhythmError("weekday")
    if is_skipped(rhythm.first, rhythm.skipped):
        raise RhythmError("skipped")
    day, left = rhythm.first, rhythm.meetings
    while left:
        if day - rhythm.first > LONGEST + rhythm.meetings * rhythm.weeks * WEEK:
            raise RhythmError("endless")
        skipped = is_skipped(day, rhythm.skipped)
        yield day, skipped
        left -= not skipped
        day += rhythm.weeks * WEEK
