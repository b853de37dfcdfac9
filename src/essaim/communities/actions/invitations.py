"""Inviting by a link to share or by e-mail, taking an invitation back, accepting it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Community, Departure, Invitation, Membership, Revocation, Role
from .arrivals import arrive

CLOSED = pgettext_lazy("communities", "This invitation is no longer open. Ask for a new one.")


@transaction.atomic
def invite_by_link(*, actor: Person, community: Community, role: str, days: int) -> Invitation:
    """A link to share: whoever opens it within so many days may come in with this role."""
    invitation = Invitation.objects.create(
        community=community, by=actor, role=role, expires_at=timezone.now() + timedelta(days=days)
    )
    announce("invitation.opened", actor=actor, subject=invitation, scope=community, role=role)
    return invitation


@transaction.atomic
def invite_by_email(
    *, actor: Person, community: Community, emails: Iterable[str], role: str, days: int
) -> list[Invitation]:
    """A letter to each address; one that has an open invitation to this role already gets no second one."""
    now = timezone.now()
    wanted = dict.fromkeys(email.strip().lower() for email in emails)
    waiting = set(
        Invitation.objects.open(now)
        .filter(community=community, role=role, email__in=wanted)
        .values_list("email", flat=True)
    )
    until = now + timedelta(days=days)
    return [_write_to(actor, community, email, role, until) for email in wanted if email not in waiting]


@transaction.atomic
def revoke(*, actor: Person, invitation: Invitation) -> Revocation:
    """Take an invitation back: its link opens nothing any more. Those who came in stay."""
    revocation, new = Revocation.objects.get_or_create(invitation=invitation, defaults={"by": actor})
    if new:
        announce("invitation.revoked", actor=actor, subject=invitation, scope=invitation.community)
    return revocation


@transaction.atomic
def accept(*, actor: Person, invitation: Invitation) -> Membership:
    """Come in by an invitation. Raises ValidationError when it is closed, for them or for everyone."""
    held = _held(invitation)
    if held is None or not may_accept(actor, held):
        raise ValidationError(CLOSED, code="closed")
    roles = [held.role] if held.role == Role.SPONSOR else [held.role, Role.MEMBER]
    membership = arrive(
        community=held.community,
        person=actor,
        arrival=Membership.Arrival.INVITED,
        by=held.by,
        roles=roles,
    )
    Invitation.objects.filter(pk=held.pk).update(accepted=F("accepted") + 1)
    announce("invitation.accepted", actor=actor, subject=held, scope=held.community)
    return membership


def _held(invitation: Invitation) -> Invitation | None:
    """The invitation if it is open, kept from others until the end: a letter lets one person in once."""
    locked = Invitation.objects.select_for_update(of=("self",))
    return locked.open(timezone.now()).filter(pk=invitation.pk).first()


def may_accept(person: Person, invitation: Invitation) -> bool:
    """A letter opens for its address only; a link to share does not let back in somebody who was removed."""
    if invitation.email:
        return invitation.email == person.email
    return not Departure.objects.filter(
        membership__community=invitation.community,
        membership__person=person,
        way=Departure.Way.REMOVED,
    ).exists()


def _write_to(actor: Person, community: Community, email: str, role: str, until: datetime) -> Invitation:
    invitation = Invitation.objects.create(
        community=community, by=actor, email=email, role=role, expires_at=until
    )
    announce("invitation.written", actor=actor, subject=invitation, scope=community, role=role)
    return invitation
