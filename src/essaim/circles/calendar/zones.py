"""A time zone as calendars read it: the change of summer time said as a yearly rule.

Some calendars (Outlook among them) read no other form; zones without a yearly rule are written out, date by
date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Change:
    """The clock goes from one offset to another: `local` is the hour the clock showed when it did."""

    local: datetime
    before: timedelta
    after: timedelta
    summer: bool
    name: str


@lru_cache(maxsize=64)
def timezone(zone: ZoneInfo, first: int, last: int) -> Timezone:
    """The VTIMEZONE of a zone, right from year `first` to year `last`."""
    years = [changes(zone, year) for year in range(first - 1, last + 2)]
    kinds = [[_rule(change) for change in year] for year in years]
    if any(kinds) and not all(kind == kinds[0] for kind in kinds):
        return _listed(zone, first, last)
    told = Timezone()
    told.add("tzid", zone.key)
    for change in years[0]:
        told.add_component(_part(change))
    if not years[0]:
        told.add_component(_steady(zone, first))
    return told


def changes(zone: ZoneInfo, year: int) -> list[Change]:
    """Each change of the clock in that year, to the minute."""
    found = []
    at, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while at < end:
        later = at + timedelta(days=1)
        if _offset(at, zone) != _offset(later, zone):
            found.append(_change(zone, _moment(zone, at, later)))
        at = later
    return found


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _moment(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    while late - early > timedelta(minutes=1):
        middle = early + timedelta(minutes=(late - early) // timedelta(minutes=2))
        if _offset(middle, zone) == _offset(early, zone):
            early = middle
        else:
            late = middle
    return late


def _change(zone: ZoneInfo, at: datetime) -> Change:
    local = at.astimezone(zone)
    before, after = _offset(at - _HOUR, zone), _offset(at, zone)
    shown = (at + before).replace(tzinfo=None)
    return Change(shown, before, after, bool(local.dst()), local.tzname() or zone.key)


def _rule(change: Change) -> tuple[object, ...]:
    """What must be the same each year: month, weekday and its rank, hour, offsets."""
    day = change.local.date()
    return day.month, _rank(day), day.weekday(), change.local.time(), change.before, change.after


def _rank(day: date) -> int:
    """2 for a second Sunday, -1 for a last one (a fourth that is not the last is 4)."""
    return -1 if (day + timedelta(days=7)).month != day.month else (day.day - 1) // 7 + 1


def _part(change: Change) -> TimezoneDaylight | TimezoneStandard:
    day = change.local.date()
    part = TimezoneDaylight() if change.summer else TimezoneStandard()
    part.add("dtstart", change.local)
    byday = f"{_rank(day)}{DAYS[day.weekday()]}"
    part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": day.month, "BYDAY": byday}))
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    return part


def _steady(zone: ZoneInfo, year: int) -> TimezoneStandard:
    """A zone whose clock never changes."""
    local = datetime(year - 1, 1, 1, tzinfo=zone)
    part = TimezoneStandard()
    part.add("dtstart", local.replace(tzinfo=None))
    part.add("tzoffsetfrom", local.utcoffset())
    part.add("tzoffsetto", local.utcoffset())
    part.add("tzname", local.tzname())
    return part


def _listed(zone: ZoneInfo, first: int, last: int) -> Timezone:
    return Timezone.from_tzinfo(zone, zone.key, date(first - 1, 1, 1), date(last + 2, 1, 1))
