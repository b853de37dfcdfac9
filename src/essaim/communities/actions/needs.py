"""Somebody says what they need and offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import AttributeValue, Availability, Membership, Pairing

APART_FROM_ONESELF = pgettext_lazy("communities", "Nobody can be asked to be with or without themselves.")
BOTH = pgettext_lazy("communities", "The same person cannot be both with you and not with you.")


@dataclass(frozen=True, slots=True)
class Needs:
    """What one person answers: ids of slots, of attributes and of memberships, codes of languages.

    `can` holds every slot they can, those they like included; empty means that none suits. `values` gives
    their answers to the attributes asked. `together` and `apart` are their own wishes, all of them.
    """

    can: frozenset[int]
    likes: frozenset[int] = frozenset()
    languages: tuple[str, ...] = ()
    values: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    facilitates: int = 0
    leads: int = 0
    text: str = ""
    together: frozenset[int] = frozenset()
    apart: frozenset[int] = frozenset()


@transaction.atomic
def say_needs(*, actor: Person, membership: Membership, needs: Needs) -> Membership:
    """Keep what somebody said in place of what was known. Raises ValidationError on a wish that cannot be."""
    if membership.pk in needs.together | needs.apart:
        raise ValidationError(APART_FROM_ONESELF, code="oneself")
    if needs.together & needs.apart:
        raise ValidationError(BOTH, code="both")
    membership.languages = list(needs.languages)
    membership.facilitates, membership.leads = needs.facilitates, needs.leads
    membership.availability_text = needs.text
    membership.availability_known_at = timezone.now()
    membership.availability_from = Membership.Said.THEMSELVES
    membership.save()
    replace_slots([membership], needs.can, needs.likes)
    _replace_values(membership, needs.values)
    _replace_wishes(membership, needs)
    announce("needs.said", actor=actor, subject=membership, scope=membership.community)
    return membership


def replace_slots(memberships: Iterable[Membership], can: frozenset[int], likes: frozenset[int]) -> None:
    """These slots and no other for each of these people; answers to withdrawn slots stay as they are."""
    for some in by_thousands(memberships):
        offered = Availability.objects.filter(slot__withdrawn_at__isnull=True)
        offered.filter(membership__in=[each.pk for each in some]).delete()
        Availability.objects.bulk_create(
            Availability(membership=each, slot_id=slot, preferred=slot in likes)
            for each in some
            for slot in sorted(can | likes)
        )


def by_thousands(memberships: Iterable[Membership]) -> Iterator[list[Membership]]:
    """A database takes only so many values in one statement."""
    everyone = list(memberships)
    for start in range(0, len(everyone), 1000):
        yield everyone[start : start + 1000]


def update_each(memberships: Iterable[Membership], **settings: object) -> None:
    for some in by_thousands(memberships):
        Membership.objects.filter(pk__in=[each.pk for each in some]).update(**settings)


def _replace_values(membership: Membership, values: Mapping[int, tuple[str, ...]]) -> None:
    membership.values.filter(attribute__in=list(values)).delete()
    AttributeValue.objects.bulk_create(
        AttributeValue(membership=membership, attribute_id=attribute, value=value)
        for attribute, several in values.items()
        for value in dict.fromkeys(several)
    )


def _replace_wishes(membership: Membership, needs: Needs) -> None:
    own = Pairing.objects.filter(Q(one=membership) | Q(other=membership), asked_by=membership.person)
    own.delete()
    wishes = [(Pairing.Kind.TOGETHER, other) for other in sorted(needs.together)]
    wishes += [(Pairing.Kind.APART, other) for other in sorted(needs.apart)]
    Pairing.objects.bulk_create(
        Pairing(
            community_id=membership.community_id,
            one_id=min(membership.pk, other),
            other_id=max(membership.pk, other),
            kind=kind,
            asked_by=membership.person,
        )
        for kind, other in wishes
    )
