"""What changes in a circle, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext

from ..words import listed, moment, short_day
from .letter import Letter


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changes: what it is, as it is now, as it was ("" where nothing was said)."""

    about: str
    now: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What changes in a circle, for one letter. `was` holds name, place, meeting_url and next (a moment)."""

    letter: Letter
    changed: frozenset[str]
    was: dict[str, str]

    @property
    def lines(self) -> list[Line]:
        return [*self._named(), *self._when(), *self._dates()]

    def _named(self) -> list[Line]:
        circle = self.letter.circle
        said = {
            "name": pgettext("circles", "Name"),
            "place": pgettext("circles", "Place"),
            "meeting_url": pgettext("circles", "Meeting link"),
        }
        return [
            Line(about, getattr(circle, name) or pgettext("circles", "none any more"), self.was[name])
            for name, about in said.items()
            if name in self.changed
        ]

    def _when(self) -> list[Line]:
        if not self.changed & {"day", "minute", "next_date"}:
            return []
        zone = self.letter.zone
        was = datetime.fromisoformat(self.was["next"]).astimezone(zone) if self.was["next"] else None
        now = self.letter.first
        return [
            Line(pgettext("circles", "Next meeting"), now, moment(was) if was and moment(was) != now else "")
        ]

    def _dates(self) -> list[Line]:
        if not self.changed & {"day", "rhythm_weeks", "skipped", "left", "minutes", "next_date"}:
            return []
        told = pgettext("circles", "%(rhythm)s, %(length)s each time: %(dates)s")
        words = told % {
            "rhythm": self.letter.rhythm,
            "length": self.letter.length,
            "dates": listed([short_day(at) for at in self.letter.here]),
        }
        return [Line(pgettext("circles", "Dates"), words)]
