"""Giving a role, and taking it back. A community is never left without a pilot."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import pgettext_lazy

from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Community, Membership, Role, RoleHeld

LAST_PILOT = pgettext_lazy(
    "communities",
    "A community needs a pilot, and nobody else is one here. Give this role to somebody first.",
)
MEMBER_FIRST = pgettext_lazy(
    "communities", "Everyone present is a member; only a sponsor may be here without being one."
)


@transaction.atomic
def give_role(*, actor: Person, membership: Membership, role: str) -> Membership:
    """Give a role; giving it twice changes nothing. Whoever holds one is a member too, sponsors apart."""
    roles = [role] if role == Role.SPONSOR else dict.fromkeys([role, Role.MEMBER])
    for each in roles:
        _, new = RoleHeld.objects.get_or_create(
            membership=membership, role=each, defaults={"given_by": actor}
        )
        if new:
            announce("role.given", actor=actor, subject=membership, scope=membership.community, role=each)
    return membership


@transaction.atomic
def take_role(*, actor: Person, membership: Membership, role: str) -> Membership:
    """Take a role back. Raises ValidationError for the last pilot, and for a member who is no sponsor."""
    if role == Role.PILOT:
        keep_a_pilot(membership)
    held = set(membership.roles.values_list("role", flat=True))
    if role == Role.MEMBER and held - {Role.MEMBER} != {Role.SPONSOR}:
        raise ValidationError(MEMBER_FIRST, code="member-first")
    deleted, _ = membership.roles.filter(role=role).delete()
    if deleted:
        announce("role.taken", actor=actor, subject=membership, scope=membership.community, role=role)
    if not held - {role}:
        give_role(actor=actor, membership=membership, role=Role.MEMBER)
    return membership


def keep_a_pilot(membership: Membership) -> None:
    """Raise ValidationError when this is the last pilot. Two who leave at once wait for each other here."""
    Community.objects.select_for_update().get(pk=membership.community_id)
    pilots = Membership.objects.present().filter(community_id=membership.community_id, roles__role=Role.PILOT)
    holds = pilots.filter(pk=membership.pk).exists()
    if holds and not pilots.exclude(pk=membership.pk).exists():
        raise ValidationError(LAST_PILOT, code="last-pilot")
