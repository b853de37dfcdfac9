"""Asking people, kindly and once, whether they would facilitate."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import formataddr

from django.db import transaction

from essaim.communities.models import Membership
from essaim.core import links
from essaim.engines.grouping.problem import Slot
from essaim.journal.facts import announce
from essaim.notifications.actions import tell
from essaim.notifications.models import Mail
from essaim.people.models import Person

from ..models import FormingRound


@transaction.atomic
def ask_to_facilitate(
    *, actor: Person, forming: FormingRound, slot: Slot, people: Iterable[Membership]
) -> int:
    """Write to each who was not asked yet for this slot; how many were written to."""
    wanted = {f"facilitate:{forming.pk}:{slot}:{one.pk}": one for one in people}
    asked = set(Mail.objects.filter(key__in=wanted).values_list("key", flat=True))
    new = {key: one for key, one in wanted.items() if key not in asked}
    for key, membership in new.items():
        tell(
            membership.person,
            key=key,
            template="circles/rounds/mails/could_you_facilitate",
            context={
                "community": forming.community,
                "asker": actor,
                "slot": slot,
                "needs": links.absolute("needs-by-link", token=links.sign("needs", membership.pk)),
            },
            scope=forming.community,
            reply_to=formataddr((str(actor), actor.email)),
        )
    if new:
        announce(
            "round.facilitators-asked", actor=actor, subject=forming, scope=forming.community, asked=len(new)
        )
    return len(new)
