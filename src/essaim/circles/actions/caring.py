"""A circle's life: correcting where and when it meets, handing over facilitation, ending."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from essaim.communities.models import Membership, Role
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Circle, Closure, Seat
from ..queries.circles import FACILITATING, dates_of, seats_of, times_of, to_come
from .launching import BATCH, give_role
from .seats import SeatGoneError

CORRECTED = ("name", "place", "meeting_url", "day", "minute", "minutes", "rhythm_weeks", "skipped")
RESTARTING = {"day", "rhythm_weeks"}


@transaction.atomic
def correct(*, actor: Person, circle: Circle, changes: Mapping[str, Any]) -> list[str]:
    """Change where or when a circle meets; its people are told what changes and their calendars follow.

    `changes` may hold fields of the circle, `next_date` and `left` (how many meetings are to come). Returns
    the names of what really changed; nobody is told when that is nothing. Raises SeatGoneError for a closed
    circle, RhythmError for dates that cannot be, and then nothing is kept.
    """
    circle = _living(circle)
    before = _as_told(circle)
    changed = [name for name in CORRECTED if name in changes and getattr(circle, name) != changes[name]]
    coming = to_come(times_of(circle), circle.minutes)
    for name in changed:
        setattr(circle, name, changes[name])
    changed += _reschedule(circle, changed, changes, coming)
    if not changed:
        return []
    dates_of(circle)
    circle.revision += 1
    circle.save()
    announce(
        "circle.corrected",
        actor=actor,
        subject=circle,
        scope=circle.community,
        changed=changed,
        before=before,
    )
    return changed


def _reschedule(
    circle: Circle, changed: list[str], changes: Mapping[str, Any], coming: list[Any]
) -> list[str]:
    """Where the dates to come are others, the series starts again at the next one; else past dates stay."""
    next_now = coming[0].date() if coming else None
    next_date, left = changes.get("next_date") or next_now, changes.get("left") or len(coming)
    moved = ["next_date"] if next_date != next_now else []
    if next_date and (moved or RESTARTING & set(changed) or not coming):
        circle.first_date, circle.meetings = next_date, max(left, 1)
    elif left != len(coming):
        circle.meetings += left - len(coming)
    return moved + (["left"] if left != len(coming) else [])


def _as_told(circle: Circle) -> dict[str, Any]:
    coming = to_come(times_of(circle), circle.minutes)
    return {
        "name": circle.name,
        "place": circle.place,
        "meeting_url": circle.meeting_url,
        "next": coming[0].isoformat() if coming else "",
    }


@transaction.atomic
def hand_over(*, actor: Person, circle: Circle, to: Membership) -> Circle:
    """Somebody else facilitates from now on. Who did keeps a seat, unless they facilitate another circle.

    Whoever takes over leaves the ordinary seat they had elsewhere. The table is told, by mail and without a
    new file: the dates are the same. Raises SeatGoneError for a closed circle.
    """
    circle = _living(circle)
    former = list(seats_of(circle).filter(part__in=FACILITATING).exclude(membership=to))
    part = former[0].part if former else _leading_part(circle)
    left = [seat.pk for seat in former if not _becomes_member(seat)]
    given_up = _leave_ordinary_seats(to, circle)
    seat, came = Seat.objects.get_or_create(
        circle=circle, membership=to, left_at=None, defaults={"part": part}
    )
    if not came:
        Seat.objects.filter(pk=seat.pk).update(part=part)
    if circle.level == 0:
        Membership.objects.filter(pk=to.pk).update(present_circle=circle.name)
    give_role([to], Role.LEAD if part == Seat.Part.LEAD else Role.FACILITATOR, actor)
    circle.revision += 1
    circle.save(update_fields=["revision"])
    announce(
        "circle.handed-over",
        actor=actor,
        subject=circle,
        scope=circle.community,
        seat=seat.pk,
        came=came,
        former=[held.pk for held in former],
        left=left,
        given_up=given_up,
    )
    return circle


def _leading_part(circle: Circle) -> str:
    return Seat.Part.LEAD if circle.level else Seat.Part.FACILITATOR


def _becomes_member(seat: Seat) -> bool:
    """Whether they keep a seat at the table: not where they facilitate elsewhere."""
    others = Seat.objects.filter(
        membership=seat.membership,
        left_at__isnull=True,
        part=Seat.Part.FACILITATOR,
        circle__level=0,
        circle__closure__isnull=True,
    ).exclude(pk=seat.pk)
    if seat.circle.level == 0 and others.exists():
        seat.left_at = timezone.now()
    else:
        seat.part = Seat.Part.MEMBER if seat.circle.level == 0 else Seat.Part.FACILITATOR
    seat.save(update_fields=["part", "left_at"])
    return seat.left_at is None


def _leave_ordinary_seats(membership: Membership, circle: Circle) -> list[int]:
    if circle.level:
        return []
    seats = Seat.objects.filter(
        membership=membership,
        left_at__isnull=True,
        part=Seat.Part.MEMBER,
        circle__level=0,
        circle__closure__isnull=True,
    ).exclude(circle=circle)
    left = dict(seats.values_list("pk", "circle"))
    Circle.objects.filter(pk__in=left.values()).update(revision=F("revision") + 1)
    Seat.objects.filter(pk__in=left).update(left_at=timezone.now())
    return list(left)


@transaction.atomic
def close(*, actor: Person, circle: Circle) -> Closure:
    """End a circle: its people are told and their calendars forget the dates to come. Twice is once."""
    circle = Circle.objects.select_for_update(of=("self",)).select_related("community").get(pk=circle.pk)
    closure, new = Closure.objects.get_or_create(circle=circle, defaults={"by": actor})
    if new:
        circle.revision += 1
        circle.save(update_fields=["revision"])
        if circle.level == 0:
            _remember(circle)
        announce("circle.closed", actor=actor, subject=circle, scope=circle.community)
    return closure


def _remember(circle: Circle) -> None:
    """Its people sit nowhere now, and have met."""
    people = [seat.membership for seat in seats_of(circle)]
    for who in people:
        who.met = sorted({*who.met, circle.name})
        if who.present_circle == circle.name:
            who.present_circle = ""
    Membership.objects.bulk_update(people, ["met", "present_circle"], BATCH)


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
