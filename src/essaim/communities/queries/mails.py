"""A mail of a community's outbox."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from essaim.notifications.models import Mail
from essaim.notifications.queries import mails_of
from essaim.people.models import Person

from ..models import Community
from .community import community_for


@dataclass(frozen=True, slots=True)
class MailFound:
    """A mail, within the community it speaks of."""

    mail: Mail
    community: Community


def mail_for(person: Person, *, community: str, mail: int) -> MailFound:
    """Raises Http404."""
    within = community_for(person, community=community)
    found = mails_of(within).filter(pk=mail).first()
    if found is None:
        raise Http404
    return MailFound(found, within)
