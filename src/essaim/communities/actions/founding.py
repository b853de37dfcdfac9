"""Founding a community and changing what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import pgettext_lazy

from essaim.engines.grouping.problem import Slot
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Community, Membership, Role
from .arrivals import arrive
from .slots import offer_slots

SETTINGS = ("name", "slug", "purpose_line", "languages", "time_zone", "rhythm_weeks", "meeting_minutes")


@transaction.atomic
def found_community(
    *,
    actor: Person,
    name: str,
    slug: str,
    slots: Iterable[Slot] = (),
    purpose_line: str = "",
    languages: Iterable[str] = ("fr",),
    time_zone: str = "Europe/Paris",
    rhythm_weeks: int = 2,
) -> Community:
    """A new community, of which the founder is the first pilot. Raises ValidationError on a taken address."""
    community = Community(
        name=name,
        slug=slug,
        purpose_line=purpose_line,
        languages=list(languages),
        time_zone=time_zone,
        rhythm_weeks=rhythm_weeks,
    )
    _keep(community)
    announce("community.founded", actor=actor, subject=community, scope=community)
    arrive(
        community=community,
        person=actor,
        arrival=Membership.Arrival.FOUNDED,
        by=actor,
        roles=(Role.PILOT, Role.MEMBER),
    )
    offer_slots(actor=actor, community=community, slots=slots)
    return community


@transaction.atomic
def change_settings(*, actor: Person, community: Community, **settings: object) -> Community:
    """Change the settings named in `SETTINGS`. Raises ValidationError on a taken address."""
    for name, value in settings.items():
        if name not in SETTINGS:
            raise TypeError(name)
        setattr(community, name, value)
    _keep(community)
    announce("community.changed", actor=actor, subject=community, scope=community, what=sorted(settings))
    return community


def _keep(community: Community) -> None:
    try:
        with transaction.atomic():
            community.save()
    except IntegrityError:
        # Somebody else took the address between the form's check and now.
        taken = pgettext_lazy("communities", "This address has just been taken. Choose another one.")
        raise ValidationError({"slug": taken}) from None
