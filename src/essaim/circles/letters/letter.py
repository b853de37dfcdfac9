"""A circle as one reader hears of it, in their language and by their clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils.translation import pgettext

from essaim.communities.models import Community
from essaim.core.links import absolute, sign
from essaim.people.models import Person

from ..models import Circle, Seat
from ..words import clock, every, first_names, length, listed, moment, place_of, short_day, weekday_words
from .message import Kind, fill, openings

FIRST_DATES = 6
"""How many dates a mail names; the calendar file has them all."""


@dataclass(frozen=True)
class Letter:
    """A circle as one reader hears of it. Every property is put into words when it is read.

    `words` is the pilots' message, `other` the name of the circle that somebody moved leaves.
    """

    circle: Circle
    community: Community
    reader: Person
    table: tuple[Person, ...]
    facilitators: tuple[Person, ...]
    times: tuple[datetime, ...]
    kind: Kind = "launch"
    words: str = ""
    other: str = ""
    seat: Seat | None = None
    is_trial: bool = False

    @cached_property
    def zone(self) -> ZoneInfo:
        return self.reader.zone(self.community.time_zone)

    @cached_property
    def here(self) -> list[datetime]:
        """When each meeting starts by the reader's own clock."""
        return [at.astimezone(self.zone) for at in self.times]

    @property
    def first(self) -> str:
        return moment(self.here[0])

    @property
    def is_first(self) -> bool:
        """Whether the reader has not met at this table before."""
        return self.kind in ("launch", "joined", "moved", "above")

    @property
    def then(self) -> str:
        """The next dates; with the hour for those that the reader's clock puts at another one."""
        usual = clock(self.here[0])
        coming = self.here[1:FIRST_DATES]
        return listed([short_day(at) if clock(at) == usual else moment(at) for at in coming])

    @property
    def more(self) -> int:
        """How many dates the mail does not name."""
        return max(0, len(self.times) - FIRST_DATES)

    @property
    def elsewhere(self) -> str:
        """The town whose clock the hours are said by, where it differs from the circle's."""
        same = all(mine.replace(tzinfo=None) == at.replace(tzinfo=None) for mine, at in self._pairs())
        return "" if same else place_of(self.zone)

    def _pairs(self) -> list[tuple[datetime, datetime]]:
        return list(zip(self.here, self.times, strict=True))

    @property
    def slot(self) -> str:
        """ "mardi à 18 h 30" by the reader's clock."""
        first = self.here[0]
        return pgettext("circles", "%(weekday)s at %(time)s") % {
            "weekday": weekday_words(first),
            "time": clock(first),
        }

    @property
    def rhythm(self) -> str:
        return every(self.circle.rhythm_weeks)

    @property
    def length(self) -> str:
        return length(self.circle.minutes)

    @property
    def others(self) -> str:
        """First names of those at the table, but the reader and whoever facilitates."""
        told = zip(self.table, first_names(self.table), strict=True)
        leading = {person.pk for person in self.facilitators} | {self.reader.pk}
        return listed([name for person, name in told if person.pk not in leading])

    @property
    def led_by(self) -> str:
        """Who facilitates, but the reader."""
        return listed([person.name or person.called for person in self.facilitators if person != self.reader])

    @property
    def leads(self) -> bool:
        return self.reader in self.facilitators

    @property
    def paragraphs(self) -> list[str]:
        """The pilots' message, its fields filled in, in paragraphs."""
        filled = fill(self.words or openings()[self.kind], self.fields())
        return [part.strip() for part in re.split(r"\n\s*\n", filled) if part.strip()]

    @property
    def answer_links(self) -> dict[str, str]:
        """The page where they answer, by answer; opening it changes nothing."""
        if self.seat is None:
            return {}
        page = absolute("seat-answer", token=sign("seat", self.seat.pk))
        return {"suits": f"{page}?suits", "other": f"{page}?other-slot", "later": f"{page}?later"}

    @property
    def page(self) -> str:
        return absolute("circle", community=self.community.slug, circle=self.circle.pk)

    def fields(self) -> dict[str, str]:
        where = self.circle.place or self.circle.meeting_url
        return {
            "first name": self.reader.called or pgettext("circles", "everyone"),
            "circle": self.circle.name,
            "slot": self.slot,
            "rhythm": self.rhythm,
            "first date": self.first,
            "dates": listed([short_day(at) for at in self.here[:FIRST_DATES]]),
            "place": where,
            "facilitator": listed([person.called for person in self.facilitators]),
            "people": listed(first_names(self.table)),
            "community": self.community.name,
            "former circle": self.other,
        }
