"""Names for the ids of a board: people, circles, attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import pgettext

from essaim.communities.models import Membership


@dataclass(frozen=True)
class Who:
    """Who is who on one board. Ids may be numbers or the engine's keys."""

    people: Mapping[int, Membership]
    circles: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)

    def person(self, key: int | str) -> str:
        membership = self.people.get(int(key))
        return str(membership.person) if membership else pgettext("circles", "Somebody who left")

    def called(self, key: int | str) -> str:
        membership = self.people.get(int(key))
        return membership.person.called if membership else pgettext("circles", "Somebody who left")

    def circle(self, key: str | None) -> str:
        """The name of a circle; one that is new to the board has none yet."""
        return self.circles.get(key or "", "") or pgettext("circles", "The new circle")

    def attribute(self, key: str) -> str:
        return self.attributes.get(key, key)
