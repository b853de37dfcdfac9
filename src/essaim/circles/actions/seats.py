"""The day after: somebody joins a circle, moves to another, gives their seat back, is told again."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from essaim.communities.models import Availability, Membership
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Circle, Seat


class SeatTakenError(Exception):
    """This person already sits there, or in another circle they would have to leave first."""


class SeatGoneError(Exception):
    """The seat was given back meanwhile, or its circle is closed."""


@transaction.atomic
def give_seat(*, actor: Person, circle: Circle, membership: Membership) -> Seat:
    """Let somebody without a circle join one; they and whoever facilitates it are told.

    Raises SeatTakenError for somebody who sits somewhere, SeatGoneError for a circle that is closed.
    """
    circle = _living(circle)
    if _seats_elsewhere(membership):
        raise SeatTakenError
    seat = _sit_down(circle, membership)
    announce("seat.given", actor=actor, subject=seat, scope=circle.community)
    return seat


@transaction.atomic
def move_seat(*, actor: Person, seat: Seat, to: Circle) -> Seat:
    """Give somebody a seat in another circle instead of this one; they and both facilitators are told.

    Raises SeatGoneError when the seat or the circle is no more, SeatTakenError for whoever sits there already
    and for whoever facilitates: they hand over first.
    """
    former, to = _held(seat), _living(to)
    if former.circle_id == to.pk or former.part != Seat.Part.MEMBER:
        raise SeatTakenError
    _stand_up(former)
    new = _sit_down(to, former.membership)
    announce("seat.moved", actor=actor, subject=new, scope=to.community, former=former.pk)
    return new


@transaction.atomic
def take_seat_away(*, actor: Person | None, seat: Seat) -> Seat:
    """Somebody leaves a circle: they and whoever facilitates are told, their calendar forgets the dates."""
    seat = _held(seat)
    _stand_up(seat)
    announce("seat.taken-away", actor=actor, subject=seat, scope=seat.circle.community)
    return seat


@transaction.atomic
def invite_again(*, actor: Person, seat: Seat) -> Seat:
    """Send one person their invitation once more; nobody else hears of it."""
    seat = _held(seat)
    announce("seat.invited-again", actor=actor, subject=seat, scope=seat.circle.community)
    return seat


def _living(circle: Circle) -> Circle:
    found = (
        Circle.objects.select_for_update(of=("self",))
        .select_related("community", "launch", "organizer")
        .filter(pk=circle.pk, closure__isnull=True)
        .first()
    )
    if found is None:
        raise SeatGoneError
    return found


def _held(seat: Seat) -> Seat:
    found = (
        Seat.objects.select_for_update(of=("self",))
        .select_related("circle__community", "circle__launch", "circle__organizer", "membership__person")
        .filter(pk=seat.pk, left_at__isnull=True, circle__closure__isnull=True)
        .first()
    )
    if found is None:
        raise SeatGoneError
    return found


def _seats_elsewhere(membership: Membership) -> bool:
    return Seat.objects.filter(
        membership=membership, left_at__isnull=True, circle__closure__isnull=True, circle__level=0
    ).exists()


def _sit_down(circle: Circle, membership: Membership) -> Seat:
    can = Availability.objects.filter(membership=membership, slot__day=circle.day, slot__minute=circle.minute)
    try:
        with transaction.atomic():
            seat = Seat.objects.create(circle=circle, membership=membership, to_confirm=not can.exists())
    except IntegrityError:
        raise SeatTakenError from None
    if Seat.objects.filter(circle=circle, membership=membership, left_at__isnull=False).exists():
        _count_on(circle)
    if circle.level == 0:
        Membership.objects.filter(pk=membership.pk).update(present_circle=circle.name)
    return seat


def _count_on(circle: Circle) -> None:
    """Files to come count higher than those sent: a calendar heeds nothing that counts lower."""
    Circle.objects.filter(pk=circle.pk).update(revision=F("revision") + 1)
    circle.refresh_from_db(fields=["revision"])


def _stand_up(seat: Seat) -> None:
    """The next file each one gets of this circle counts higher than the cancellation this person gets."""
    seat.left_at = timezone.now()
    seat.save(update_fields=["left_at"])
    _count_on(seat.circle)
    if seat.circle.level == 0:
        _remember(seat)


def _remember(seat: Seat) -> None:
    """They sit nowhere now, and have met those who sat there."""
    who = seat.membership
    who.present_circle, who.met = "", sorted({*who.met, seat.circle.name})
    who.save(update_fields=["present_circle", "met"])
