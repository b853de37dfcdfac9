"""The circles of a round come to exist: all at once, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from essaim.communities.models import Membership, Role, RoleHeld
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Circle, Closure, FormingRound, Launch, Removal, Seat
from ..queries.forming import latest
from ..queries.launch import Planned, Trouble, already_seated, plan_of, planned, troubles

BATCH = 500


class NotReadyError(Exception):
    """Circles cannot be launched as they are planned; `troubles` says why."""

    def __init__(self, troubles: Sequence[Trouble]) -> None:
        super().__init__(", ".join(trouble.obstacle for trouble in troubles))
        self.troubles = list(troubles)


class BoardChangedError(Exception):
    """Somebody adjusted the board since it was looked at."""


@transaction.atomic
def launch(
    *,
    actor: Person,
    forming: FormingRound,
    number: int,
    by_hand: bool = False,
    facilitators_first: bool = False,
) -> Launch:
    """Make the circles of arrangement `number` exist. A round already launched is given back as it is.

    Raises BoardChangedError when another number is now the latest, NotReadyError when the plan cannot be.
    """
    FormingRound.objects.select_for_update().get(pk=forming.pk)
    done = Launch.objects.filter(round=forming).first()
    if done:
        return done
    arrangement = latest(forming)
    if arrangement is None or arrangement.number != number or Removal.objects.filter(round=forming).exists():
        raise BoardChangedError
    plan = plan_of(forming)
    circles = planned(plan, arrangement)
    found = troubles(circles)
    if found:
        raise NotReadyError(found)
    now = timezone.now()
    plan.facilitators_first = facilitators_first and not by_hand
    plan.facilitators_told_at = now
    plan.save()
    made = Launch.objects.create(
        round=forming,
        arrangement=arrangement,
        by=actor,
        by_hand=by_hand,
        everyone_asked_at=None if plan.facilitators_first else now,
    )
    _leave_former_seats(circles, made.created_at)
    _bring_to_life(made, circles, actor)
    announce("round.launched", actor=actor, subject=made, scope=forming.community, circles=len(circles))
    return made


@transaction.atomic
def tell_everyone(*, actor: Person, launch: Launch) -> Launch:
    """Tell those who were to hear after the facilitators. Asking again changes nothing."""
    launch = Launch.objects.select_for_update().get(pk=launch.pk)
    if launch.everyone_asked_at is None:
        launch.everyone_asked_at = timezone.now()
        launch.save(update_fields=["everyone_asked_at"])
        announce("launch.opened", actor=actor, subject=launch, scope=launch.round.community)
    return launch


def _bring_to_life(made: Launch, circles: Sequence[Planned], actor: Person) -> None:
    rows = Circle.objects.bulk_create((_circle(made, planned) for planned in circles), batch_size=BATCH)
    told = made.created_at if made.by_hand else None
    seats = [seat for row, one in zip(rows, circles, strict=True) for seat in _seats(row, one, told)]
    Seat.objects.bulk_create(seats, batch_size=BATCH)
    _sit(rows, circles)
    give_role({who for one in circles for who in one.facilitators}, Role.FACILITATOR, actor)


def _circle(made: Launch, one: Planned) -> Circle:
    plan, told, proposed = one.plan, one.told, one.proposed
    led_by = one.facilitators[0].person if one.facilitators else made.by
    return Circle(
        community=plan.round.community,
        launch=made,
        name=told.name,
        day=proposed.slot.day,
        minute=proposed.slot.minute,
        language=proposed.language,
        same=proposed.same,
        place=told.place,
        meeting_url=told.meeting_url,
        first_date=one.first,
        minutes=plan.minutes,
        rhythm_weeks=plan.rhythm_weeks,
        meetings=plan.meetings,
        skipped=plan.skipped,
        organizer=led_by,
    )


def _seats(circle: Circle, one: Planned, told: datetime | None) -> Iterable[Seat]:
    leading = {who.pk for who in one.facilitators}
    for who in one.people:
        yield Seat(
            circle=circle,
            membership=who,
            part=Seat.Part.FACILITATOR if who.pk in leading else Seat.Part.MEMBER,
            to_confirm=str(who.pk) in one.proposed.to_confirm,
            invited_at=told,
        )


def _sit(rows: Sequence[Circle], circles: Sequence[Planned]) -> None:
    """Remember where each one sits and sat before, for the next round of forming."""
    changed = []
    for row, one in zip(rows, circles, strict=True):
        for who in one.people:
            if who.present_circle and who.present_circle != row.name:
                who.met = sorted({*who.met, who.present_circle})
            who.present_circle = row.name
            changed.append(who)
    Membership.objects.bulk_update(
        {who.pk: who for who in changed}.values(), ["present_circle", "met"], BATCH
    )


def _leave_former_seats(circles: Sequence[Planned], at: datetime) -> None:
    """Who sat in an earlier circle leaves it for the new one; a circle left by all is closed."""
    seats = already_seated(circles)
    if not seats:
        return
    for seat in seats:
        seat.left_at = at
    Seat.objects.bulk_update(seats, ["left_at"], BATCH)
    left = {seat.circle_id for seat in seats}
    Circle.objects.filter(pk__in=left).update(revision=F("revision") + 1)
    somebody = Seat.objects.filter(circle=OuterRef("pk"), left_at__isnull=True)
    emptied = Circle.objects.filter(pk__in=left).exclude(Exists(somebody))
    Closure.objects.bulk_create((Closure(circle=circle) for circle in emptied), ignore_conflicts=True)


def give_role(memberships: Iterable[Membership], role: Role, actor: Person) -> None:
    """Let these people hold a role; those who hold it already keep it as it was given."""
    RoleHeld.objects.bulk_create(
        (RoleHeld(membership=who, role=role, given_by=actor) for who in memberships),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
