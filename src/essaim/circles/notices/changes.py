"""The people of a circle hear that it meets elsewhere, that somebody else facilitates, that it ends."""

from __future__ import annotations

from django.utils import timezone

from essaim.journal.facts import on
from essaim.journal.models import Fact

from ..letters import Correction
from ..models import Circle, Seat
from ..queries.circles import seats_of, times_of, to_come
from ..queries.letters import calendar_for, letter
from .telling import by_hand, cancellation, ics, invitation, key_of, note, told


def _with_its_people(circle: Circle) -> tuple[Circle, list[Seat]]:
    circle = Circle.objects.select_related("community", "launch__by", "organizer").get(pk=circle.pk)
    seats = list(seats_of(circle))
    for seat in seats:
        seat.circle = circle
    return circle, seats


@on("circle.corrected", within=True)
def tell_table_of_correction(fact: Fact, circle: Circle) -> None:
    circle, seats = _with_its_people(circle)
    if by_hand(circle):
        return
    changed, was = frozenset(fact.details["changed"]), fact.details["before"]
    for seat in told(seats):
        reader = seat.membership.person
        file = ics(*calendar_for(circle, seats, attendee=reader))
        correction = Correction(letter(circle, reader, seats), changed, was)
        key = key_of(fact, seat)
        note(reader, circle, seats, key=key, template="corrected", files=[file], correction=correction)


@on("circle.handed-over", within=True)
def tell_of_hand_over(fact: Fact, circle: Circle) -> None:
    """The one who takes over, the one who hands over, and the table: all of them answer to somebody else."""
    circle, seats = _with_its_people(circle)
    details = fact.details
    new = next(seat for seat in seats if seat.pk == details["seat"])
    if not by_hand(circle):
        waits = circle.launch is not None and circle.launch.everyone_asked_at is None
        invitation(new, seats, key=key_of(fact, new), kind="leading")
        for seat in told(seats):
            if seat.pk != new.pk and not (waits and seat.pk not in details["former"]):
                former = seat.pk in details["former"]
                key = key_of(fact, seat)
                reader = seat.membership.person
                note(
                    reader,
                    circle,
                    seats,
                    key=key,
                    template="handed_over",
                    who=new.membership.person,
                    former=former,
                )
        _tell_who_left(fact, circle, seats)
    _tell_former_tables(fact)
    Seat.objects.filter(pk=new.pk).update(invited_at=timezone.now())


def _tell_who_left(fact: Fact, circle: Circle, seats: list[Seat]) -> None:
    for seat in Seat.objects.select_related("membership__person").filter(pk__in=fact.details["left"]):
        if seat.invited_at:
            key = key_of(fact, seat, "left")
            cancellation(seat.membership.person, circle, seats, key=key, template="left", why="handed-over")


def _tell_former_tables(fact: Fact) -> None:
    """Whoever takes over left an ordinary seat: their calendar forgets those dates."""
    for seat in Seat.objects.select_related("circle", "membership__person").filter(
        pk__in=fact.details["given_up"], invited_at__isnull=False
    ):
        circle, seats = _with_its_people(seat.circle)
        if not by_hand(circle):
            key = key_of(fact, seat, "left")
            cancellation(seat.membership.person, circle, seats, key=key, template="left", why="moved")


@on("circle.closed", within=True)
def tell_table_of_the_end(fact: Fact, circle: Circle) -> None:
    """The calendar forgets the dates to come, where there are any."""
    circle, seats = _with_its_people(circle)
    if by_hand(circle):
        return
    coming = to_come(times_of(circle), circle.minutes)
    for seat in told(seats):
        key, reader = key_of(fact, seat), seat.membership.person
        if coming:
            cancellation(reader, circle, seats, key=key, template="closed", coming=True)
        else:
            note(reader, circle, seats, key=key, template="closed", coming=False)


@on("circle.formed-above", within=True)
def tell_circle_above(_: Fact, circle: Circle) -> None:
    circle, seats = _with_its_people(circle)
    for seat in seats:
        invitation(seat, seats, key=f"seat:{seat.pk}:invitation", kind="above")
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(invited_at=timezone.now())
