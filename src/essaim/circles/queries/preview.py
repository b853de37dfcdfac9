"""What people will be told, before anything exists: one circle's letter, and a trial on oneself."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from essaim.people.models import Person

from ..calendar import Contact, Invitation, calendar_file
from ..letters import Letter
from ..models import Circle
from .launch import Planned


def circle_to_be(planned: Planned) -> Circle:
    """The circle as it would exist; it is kept nowhere."""
    plan, told = planned.plan, planned.told
    return Circle(
        community=plan.round.community,
        name=told.name,
        day=planned.proposed.slot.day,
        minute=planned.proposed.slot.minute,
        language=planned.proposed.language,
        place=told.place,
        meeting_url=told.meeting_url,
        first_date=planned.first,
        minutes=plan.minutes,
        rhythm_weeks=plan.rhythm_weeks,
        meetings=plan.meetings,
        skipped=plan.skipped,
    )


def letter_to_be(planned: Planned, reader: Person | None = None) -> Letter:
    """What a member of this circle will read, or `reader` trying it on themselves. Dates must be possible."""
    members = [who.person for who in planned.people if who not in planned.facilitators]
    return Letter(
        circle=circle_to_be(planned),
        community=planned.plan.round.community,
        reader=reader or next(iter(members), planned.people[0].person),
        table=tuple(who.person for who in planned.people),
        facilitators=tuple(who.person for who in planned.facilitators if who.person != reader),
        times=tuple(planned.times),
        words=planned.plan.message,
        is_trial=True,
    )


def calendar_to_be(planned: Planned, organizer: Person) -> bytes:
    """The dates as a file to try: another name than the real one, so that it is not replaced by it."""
    circle = circle_to_be(planned)
    told = Invitation(
        uid=f"trial-{planned.plan.round_id}-{planned.key}@essaim",
        sequence=0,
        summary=circle.name,
        rhythm=planned.rhythm,
        minute=circle.minute,
        minutes=circle.minutes,
        zone=circle.community.zone,
        organizer=Contact(organizer.name, organizer.email),
        location=circle.place or circle.meeting_url,
        url=circle.meeting_url,
    )
    return calendar_file(told, "PUBLISH", now=timezone.now())


def seats_drawn(planned: Planned) -> list[dict[str, object]]:
    """The ring of a circle to be."""
    leading = {who.pk for who in planned.facilitators}
    return [
        {
            "initials": who.person.monogram,
            "name": who.person.called,
            "part": "facilitator" if who.pk in leading else "member",
            "tone": who.pk % 6,
            "to_confirm": str(who.pk) in planned.proposed.to_confirm,
        }
        for who in planned.people
    ]


def everyone(circles: Sequence[Planned]) -> int:
    """How many people these circles hold; whoever facilitates two counts once."""
    return len({who.pk for circle in circles for who in circle.people})
