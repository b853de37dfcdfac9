"""The background work of the room, as the worker finds it."""

from __future__ import annotations

from django.utils import timezone

from essaim.communities.models import Membership
from essaim.core import jobs

from .letters import remind, tell_what_became
from .models import Message
from .queries.reminders import to_remind


@jobs.every(hours=1)
def remind_carriers() -> None:
    """Write to whoever carries an action a week before its day and on the day; run again, to nobody twice."""
    for action, today in to_remind(timezone.now()):
        if action.owner:
            remind(action, action.owner, "day" if today else "week")


@jobs.job
def write_to_everyone(*, message_id: int) -> None:
    """Write the message to each one who is there, once however often it runs."""
    message = Message.objects.select_related("community", "by").get(pk=message_id)
    present = Membership.objects.present().filter(community=message.community, person__is_active=True)
    for membership in present.select_related("community", "person").iterator(chunk_size=500):
        tell_what_became(message, membership)
