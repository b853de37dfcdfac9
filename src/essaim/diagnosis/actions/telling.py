"""Showing the community what became of what it said, and writing to everyone."""

from __future__ import annotations

from django.db import transaction

from essaim.communities.models import Community
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Message, Publication


@transaction.atomic
def publish(*, actor: Person, community: Community) -> Publication:
    """Let the community read the page; published twice, it stays published."""
    made, new = Publication.objects.get_or_create(community=community, defaults={"by": actor})
    if new:
        announce("became.published", actor=actor, subject=made, scope=community)
    return made


@transaction.atomic
def withdraw(*, actor: Person, community: Community) -> None:
    """Take the page back; it can be published again."""
    for made in Publication.objects.filter(community=community):
        announce("became.withdrawn", actor=actor, subject=made, scope=community)
        made.delete()


@transaction.atomic
def write_to_all(*, actor: Person, community: Community, subject: str, text: str, by_hand: bool) -> Message:
    """One message to everyone, sent in the background, unless it is to be copied."""
    message = Message.objects.create(
        community=community, by=actor, subject=subject, text=text, by_hand=by_hand
    )
    announce("message.written", actor=actor, subject=message, scope=community)
    return message
