"""Who hears about what happens here: letters and jobs are rows of the same transaction."""

from __future__ import annotations

from essaim.core import jobs
from essaim.journal.facts import on
from essaim.journal.models import Fact

from .jobs import write_to_the_listed, write_to_the_unknown
from .letters import tell_origin, write_invitation
from .models import AvailabilityCall, Invitation, Membership, PeopleList


@on("invitation.written", within=True)
def write_the_letter(fact: Fact, invitation: Invitation) -> None:
    write_invitation(invitation)


@on("member.arrived", within=True)
def tell_how_they_came(fact: Fact, membership: Membership) -> None:
    """Whoever was added by somebody else is told; a list tells its own people once it is in."""
    if membership.arrival == Membership.Arrival.ADDED:
        tell_origin(membership)


@on("availability.called", within=True)
def ask_in_the_background(fact: Fact, call: AvailabilityCall) -> None:
    if not call.by_hand:
        jobs.enqueue(write_to_the_unknown, call_id=call.pk)


@on("list.written", within=True)
def tell_the_listed(fact: Fact, people_list: PeopleList) -> None:
    """If the pilot asked for it: else people learn it from their first e-mail."""
    if people_list.tell:
        jobs.enqueue(write_to_the_listed, people_list_id=people_list.pk)
