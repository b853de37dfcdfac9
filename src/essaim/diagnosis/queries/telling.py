"""What became of what was said: each act with the voices behind it, and the message that tells it."""

from __future__ import annotations

from essaim.communities.models import Community, Membership
from essaim.notifications.models import Mail

from ..models import Message, Publication

SENT = (Mail.State.SENT,)


def is_published(community: Community) -> bool:
    return Publication.objects.filter(community=community).exists()


def reached_by(message: Message) -> tuple[int, int, int]:
    """(written, sent, people who are there)."""
    mails = Mail.objects.filter(key__startswith=f"became:{message.pk}:")
    present = Membership.objects.present().filter(community=message.community, person__is_active=True)
    return mails.count(), mails.filter(state__in=SENT).count(), present.count()
