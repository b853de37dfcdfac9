from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from essaim.communities.actions import accept, invite_by_email, invite_by_link, remove, revoke
from essaim.communities.models import Invitation, Role
from essaim.communities.queries import communities_of


def a_link(cast, role=Role.MEMBER):
    return invite_by_link(actor=cast.claire, community=cast.community, role=role, days=7)


def roles_of(membership):
    return set(membership.roles.values_list("role", flat=True))


def test_a_link_lets_several_people_in_with_its_role(cast):
    link = a_link(cast, Role.FACILITATOR)
    assert roles_of(accept(actor=cast.paul, invitation=link)) == {"member", "facilitator"}
    assert roles_of(accept(actor=cast.marc, invitation=link)) == {"member", "facilitator"}
    link.refresh_from_db()
    assert link.accepted == 2


def test_a_sponsor_comes_in_as_a_sponsor_only(cast):
    assert roles_of(accept(actor=cast.paul, invitation=a_link(cast, Role.SPONSOR))) == {"sponsor"}


def test_an_expired_or_revoked_invitation_lets_nobody_in(cast):
    expired, revoked = a_link(cast), a_link(cast)
    Invitation.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    revoke(actor=cast.claire, invitation=revoked)
    revoke(actor=cast.claire, invitation=revoked)
    for closed in (expired, revoked):
        with pytest.raises(ValidationError):
            accept(actor=cast.paul, invitation=closed)
    assert communities_of(cast.paul) == []


def test_a_letter_opens_once_and_for_its_address_only(cast):
    (letter,) = invite_by_email(
        actor=cast.claire, community=cast.community, emails=["Paul@ailleurs.fr"], role=Role.MEMBER, days=7
    )
    with pytest.raises(ValidationError):
        accept(actor=cast.diane, invitation=letter)
    accept(actor=cast.paul, invitation=letter)
    with pytest.raises(ValidationError):
        accept(actor=cast.paul, invitation=letter)


def test_the_same_address_gets_one_letter(cast):
    def write():
        return invite_by_email(
            actor=cast.claire,
            community=cast.community,
            emails=["a@exemple.fr", "A@exemple.fr ", "b@exemple.fr"],
            role=Role.MEMBER,
            days=7,
        )

    assert [letter.email for letter in write()] == ["a@exemple.fr", "b@exemple.fr"]
    assert write() == []


def test_a_shared_link_does_not_let_back_in_who_was_removed(cast):
    remove(actor=cast.claire, membership=cast.membership(cast.nadia))
    with pytest.raises(ValidationError):
        accept(actor=cast.nadia, invitation=a_link(cast))
    (letter,) = invite_by_email(
        actor=cast.claire, community=cast.community, emails=["nadia@exemple.fr"], role=Role.MEMBER, days=7
    )
    assert roles_of(accept(actor=cast.nadia, invitation=letter)) == {"member"}
