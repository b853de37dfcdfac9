"""Who hears about what happens here, and what follows when somebody leaves."""

from __future__ import annotations

from essaim.communities.models import Membership
from essaim.core import jobs
from essaim.journal.facts import on
from essaim.journal.models import Fact

from .actions.plan import set_down
from .jobs import write_to_everyone
from .models import Message


@on("member.departed", within=True)
def let_go_of_actions(fact: Fact, membership: Membership) -> None:
    set_down(actor=fact.actor, membership=membership)


@on("message.written", within=True)
def write_in_the_background(_: Fact, message: Message) -> None:
    if not message.by_hand:
        jobs.enqueue(write_to_everyone, message_id=message.pk)
