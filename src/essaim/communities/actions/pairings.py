"""Two people to keep together or apart, as a pilot asks it. No reason is ever kept."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import pgettext

from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Community, Membership, Pairing
from ..queries.pairings import chain_with
from .needs import APART_FROM_ONESELF


@transaction.atomic
def pair(*, actor: Person, community: Community, one: Membership, other: Membership, kind: str) -> Pairing:
    """Keep two people together or apart; asking twice changes nothing.

    Raises ValidationError, naming the chain, where this would have the same two together and apart.
    """
    if one.pk == other.pk:
        raise ValidationError(APART_FROM_ONESELF, code="oneself")
    first, second = sorted((one, other), key=lambda each: each.pk)
    _refuse_contradiction(community, Pairing(one=first, other=second, kind=kind))
    pairing, new = Pairing.objects.get_or_create(
        community=community, one=first, other=second, kind=kind, asked_by=actor
    )
    if new:
        announce("pairing.asked", actor=actor, subject=pairing, scope=community)
    return pairing


@transaction.atomic
def unpair(*, actor: Person, pairing: Pairing) -> None:
    """Let go of a pair, whoever asked for it."""
    announce("pairing.let_go", actor=actor, subject=pairing, scope=pairing.community)
    pairing.delete()


def _refuse_contradiction(community: Community, pairing: Pairing) -> None:
    chain = chain_with(community, pairing)
    if chain:
        people = " – ".join(str(each.person) for each in chain)
        sentence = pgettext(
            "communities",
            "These people would be together and apart at once: %(people)s. Let go of one of the pairs first.",
        )
        raise ValidationError(sentence % {"people": people}, code="contradiction")
