"""Asking those whose availability is unknown to say it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import AvailabilityCall, Community
from ..queries.availability import to_ask_in


@transaction.atomic
def call_for_availability(
    *, actor: Person, community: Community, deadline: date | None = None, by_hand: bool = False
) -> AvailabilityCall:
    """Ask those who have not said when they can. The same call twice on a day writes to nobody twice.

    `by_hand`: nothing is sent, the messages are for the pilots to send.
    """
    today = timezone.now().astimezone(community.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    same = AvailabilityCall.objects.filter(
        community=community, deadline=deadline, by_hand=by_hand, created_at__gte=today
    )
    call = same.order_by("-pk").first()
    call = call or AvailabilityCall(community=community, deadline=deadline, by_hand=by_hand)
    call.by, call.asked = actor, max(call.asked, to_ask_in(community).count())
    call.save()
    announce("availability.called", actor=actor, subject=call, scope=community, asked=call.asked)
    return call
