"""Those who facilitate form a circle of their own, with a lead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from essaim.communities.models import Availability, Community, Membership, Role
from essaim.engines.grouping.problem import Slot
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Circle, Seat
from ..queries.above import common_language
from .launching import give_role


@transaction.atomic
def form_above(
    *,
    actor: Person,
    community: Community,
    level: int,
    name: str,
    slot: Slot,
    first_date: date,
    lead: Membership,
    people: Sequence[Membership],
    **told: Any,
) -> Circle:
    """Bring facilitators (level 1) or leads (level 2 and more) together; they are told.

    `told` may hold place, meeting_url, minutes, rhythm_weeks, meetings. Who leads holds the role from now on.
    """
    table = [lead, *(who for who in people if who.pk != lead.pk)]
    circle = Circle.objects.create(
        community=community,
        name=name,
        level=level,
        day=slot.day,
        minute=slot.minute,
        language=common_language(community, table),
        first_date=first_date,
        organizer=lead.person,
        **told,
    )
    can = set(
        Availability.objects.filter(
            membership__in=table, slot__day=slot.day, slot__minute=slot.minute
        ).values_list("membership", flat=True)
    )
    Seat.objects.bulk_create(
        Seat(
            circle=circle,
            membership=who,
            part=Seat.Part.LEAD if who.pk == lead.pk else Seat.Part.FACILITATOR,
            to_confirm=who.pk not in can,
        )
        for who in table
    )
    give_role([lead], Role.LEAD, actor)
    announce("circle.formed-above", actor=actor, subject=circle, scope=community, level=level)
    return circle
