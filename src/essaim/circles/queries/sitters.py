"""Who sits at one table or at many, with no more of each than a page of circles shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from essaim.core.prepared import Prepared
from essaim.people import naming

from ..models import Circle, Seat, SeatAnswer
from .circles import FACILITATING

RANK = {Seat.Part.LEAD.value: 0, Seat.Part.FACILITATOR.value: 1, Seat.Part.MEMBER.value: 2}
READ = (
    "pk",
    "circle",
    "membership",
    "membership__person",
    "part",
    "membership__person__name",
    "membership__person__given_name",
    "membership__person__initials",
    "membership__person__email",
)


class Sitter(NamedTuple):
    """Somebody at a table. `answer` is the last to their invitation, where it is asked for.

    `note`, `to_confirm` and `invited_at` are known where one table is looked at.
    """

    seat_id: int
    circle_id: int
    membership_id: int
    person_id: int
    part: str
    name: str
    given_name: str
    initials: str
    email: str
    answer: str | None = ""
    note: str | None = ""
    to_confirm: bool = False
    invited_at: datetime | None = None

    @property
    def called(self) -> str:
        return naming.called(self.name, self.given_name, self.email)

    @property
    def whole_name(self) -> str:
        return self.name or self.email

    @property
    def monogram(self) -> str:
        return naming.monogram(self.name, self.initials, self.email)


def sitters_at(circles: Iterable[Circle], *, answered: bool = False) -> dict[int, list[Sitter]]:
    """Who sits today at each of these circles, by its key; their answers where `answered`."""
    seats = _present().filter(circle__in=[circle.pk for circle in circles])
    rows = seats.values_list(*READ, _last("answer")) if answered else seats.values_list(*READ)
    tables: dict[int, list[Sitter]] = defaultdict(list)
    for sitter in _in_order(rows):
        tables[sitter.circle_id].append(sitter)
    return tables


def sitters_of(circle: Circle) -> list[Sitter]:
    """Who sits there today, with what they answered."""
    return _in_order(_of_one.all(circle.pk))


def in_charge(circle: Circle, table: Iterable[Sitter]) -> list[Sitter]:
    """Who looks after a circle: the lead among facilitators, else whoever facilitates."""
    parts = (Seat.Part.LEAD,) if circle.level else FACILITATING
    return [sitter for sitter in table if sitter.part in parts]


def as_sitters(seats: Iterable[Seat]) -> list[Sitter]:
    """The same of seats that were read whole, without answers."""
    return [_sitter(seat) for seat in seats]


def _present() -> QuerySet[Seat]:
    return Seat.objects.filter(left_at__isnull=True, membership__departure__isnull=True).order_by("pk")


def _last(given: str) -> Subquery:
    """What was given with the last answer of a seat."""
    return Subquery(SeatAnswer.objects.filter(seat=OuterRef("pk")).order_by("-pk").values(given)[:1])


_of_one = Prepared(
    lambda circle: (
        _present()
        .filter(circle=circle)
        .values_list(*READ, _last("answer"), _last("note"), "to_confirm", "invited_at")
    )
)


def _in_order(rows: Iterable[tuple[Any, ...]]) -> list[Sitter]:
    """Whoever leads or facilitates first, then in the order they came."""
    return sorted((Sitter(*row) for row in rows), key=lambda sitter: RANK[sitter.part])


def _sitter(seat: Seat) -> Sitter:
    person = seat.membership.person
    written = (person.name, person.given_name, person.initials, person.email)
    return Sitter(seat.pk, seat.circle_id, seat.membership_id, person.pk, seat.part, *written)
