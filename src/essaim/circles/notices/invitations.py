"""People hear of their circle: at a launch, when they join or move, and when they leave."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from essaim.communities.models import Membership
from essaim.core import jobs
from essaim.core.jobs import Lane
from essaim.journal.facts import on
from essaim.journal.models import Fact

from ..actions.seats import take_seat_away
from ..models import Circle, Launch, Seat
from ..queries.circles import FACILITATING, seats_of
from .telling import by_hand, cancellation, invitation, key_of, leading, note, told


@on("round.launched", within=True)
@on("launch.opened", within=True)
def invite_soon(_: Fact, launch: Launch) -> None:
    if not launch.by_hand:
        jobs.enqueue(invite, launch_id=launch.pk)


@jobs.job(lane=Lane.APART)
def invite(*, launch_id: int) -> None:
    """Write the invitations of a launch, one circle after the other, each circle whole or not at all.

    Begun again after a worker died, it goes on where it was: who has been invited is kept with the mails.
    """
    launch = Launch.objects.select_related("round__plan").get(pk=launch_id)
    for pk in launch.circles.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            invite_circle(pk, launch)


def invite_circle(pk: int, launch: Launch) -> None:
    rows = Circle.objects.select_for_update(of=("self",))
    circle = rows.select_related("community", "launch__by", "organizer").get(pk=pk)
    if hasattr(circle, "closure"):
        return
    seats = _at(circle)
    waiting = [seat for seat in seats if seat.invited_at is None and _may_hear(seat, launch)]
    left = _left_for(waiting, launch)
    for seat in waiting:
        words = launch.round.plan.message
        invitation(seat, seats, key=_invitation_key(seat), kind="launch", words=words)
        if seat.membership_id in left:
            _forget(left[seat.membership_id])
    Seat.objects.filter(pk__in=[seat.pk for seat in waiting]).update(invited_at=timezone.now())


def _may_hear(seat: Seat, launch: Launch) -> bool:
    return launch.everyone_asked_at is not None or seat.part in FACILITATING


def _left_for(seats: Sequence[Seat], launch: Launch) -> dict[int, Seat]:
    """The seats in earlier circles that these people left for this launch."""
    left = Seat.objects.filter(
        membership__in=[seat.membership_id for seat in seats],
        left_at=launch.created_at,
        invited_at__isnull=False,
    )
    related = left.select_related("circle__community", "circle__launch__by", "circle__organizer")
    return {seat.membership_id: seat for seat in related.select_related("membership__person")}


def _forget(seat: Seat) -> None:
    if not by_hand(seat.circle):
        key = f"seat:{seat.pk}:left"
        cancellation(
            seat.membership.person, seat.circle, _at(seat.circle), key=key, template="left", why="moved"
        )


def _invitation_key(seat: Seat) -> str:
    return f"seat:{seat.pk}:invitation"


def _at(circle: Circle) -> list[Seat]:
    """The table, each seat bearing this very circle, so that its launch and organiser are read once."""
    seats = list(seats_of(circle))
    for seat in seats:
        seat.circle = circle
    return seats


@on("seat.given", within=True)
def tell_newcomer(fact: Fact, seat: Seat) -> None:
    circle = seat.circle
    seats = _at(circle)
    if _welcome(seat, seats, kind="joined"):
        _tell_facilitators(fact, seat, seats, "joined")


@on("seat.moved", within=True)
def tell_mover(fact: Fact, seat: Seat) -> None:
    former = _full(fact.details["former"])
    seats, before = _at(seat.circle), _at(former.circle)
    if _welcome(seat, seats, kind="moved", other=former.circle.name):
        _tell_facilitators(fact, seat, seats, "joined")
    _tell_who_leaves(fact, former, before, why="moved")


@on("seat.taken-away", within=True)
def tell_who_leaves(fact: Fact, seat: Seat) -> None:
    _tell_who_leaves(fact, _full(seat.pk), _at(seat.circle), why="taken-away")


@on("member.departed", within=True)
def free_their_seats(fact: Fact, membership: Membership) -> None:
    """Whoever leaves the community leaves their circles: their seats are free, whoever facilitates knows."""
    seats = Seat.objects.filter(membership=membership, left_at__isnull=True, circle__closure__isnull=True)
    for seat in seats:
        take_seat_away(actor=fact.actor, seat=seat)


@on("seat.invited-again", within=True)
def invite_once_more(fact: Fact, seat: Seat) -> None:
    seat = _full(seat.pk)
    if not by_hand(seat.circle):
        invitation(seat, _at(seat.circle), key=key_of(fact, seat), kind="again")
    Seat.objects.filter(pk=seat.pk).update(invited_at=timezone.now())


def _full(pk: int) -> Seat:
    return Seat.objects.select_related(
        "circle__community", "circle__launch__by", "circle__organizer", "membership__person"
    ).get(pk=pk)


def _welcome(seat: Seat, seats: Sequence[Seat], *, kind: str, other: str = "") -> bool:
    """Invite one more person, unless this circle's people are still to hear of it, or hear of it by hand."""
    circle = seat.circle
    seat = next(held for held in seats if held.pk == seat.pk)
    waits = circle.launch is not None and circle.launch.everyone_asked_at is None
    if waits and seat.part not in FACILITATING:
        return False
    if not by_hand(circle):
        moved = kind == "moved"
        invitation(seat, seats, key=_invitation_key(seat), kind="moved" if moved else "joined", other=other)
    Seat.objects.filter(pk=seat.pk).update(invited_at=timezone.now())
    return not by_hand(circle)


def _tell_facilitators(fact: Fact, seat: Seat, seats: Sequence[Seat], what: str) -> None:
    """Whoever facilitates hears of who comes and who goes; the table hears of it when they meet."""
    for held in leading(told(seats)):
        if held.membership_id != seat.membership_id:
            note(
                held.membership.person,
                held.circle,
                seats,
                key=key_of(fact, held, what),
                template="table",
                who=seat.membership.person,
                what=what,
            )


def _tell_who_leaves(fact: Fact, seat: Seat, seats: Sequence[Seat], *, why: str) -> None:
    if by_hand(seat.circle):
        return
    if seat.invited_at:
        key = key_of(fact, seat, "left")
        cancellation(seat.membership.person, seat.circle, seats, key=key, template="left", why=why)
    _tell_facilitators(fact, seat, seats, "left")
