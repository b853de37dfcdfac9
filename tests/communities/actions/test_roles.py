from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from essaim.communities.actions import give_role, take_role
from essaim.communities.models import Role
from essaim.journal.models import Fact


def held(membership):
    return set(membership.roles.values_list("role", flat=True))


def test_a_role_is_given_once_and_taken_back(cast):
    marc = cast.membership(cast.marc)
    for _ in range(2):
        give_role(actor=cast.claire, membership=marc, role=Role.FACILITATOR)
    assert held(marc) == {"member", "facilitator"}
    take_role(actor=cast.claire, membership=marc, role=Role.FACILITATOR)
    take_role(actor=cast.claire, membership=marc, role=Role.FACILITATOR)
    assert held(marc) == {"member"}
    assert list(Fact.objects.values_list("verb", flat=True)) == ["role.given", "role.taken"]


def test_the_last_pilot_keeps_the_role_until_somebody_else_has_it(cast):
    claire = cast.membership(cast.claire)
    with pytest.raises(ValidationError) as refusal:
        take_role(actor=cast.claire, membership=claire, role=Role.PILOT)
    assert refusal.value.code == "last-pilot"
    assert Role.PILOT in held(claire)

    give_role(actor=cast.claire, membership=cast.membership(cast.marc), role=Role.PILOT)
    take_role(actor=cast.claire, membership=claire, role=Role.PILOT)
    assert held(claire) == {"member"}


def test_everyone_is_a_member_but_a_sponsor_alone(cast):
    marc, serge = cast.membership(cast.marc), cast.membership(cast.serge)
    with pytest.raises(ValidationError) as refusal:
        take_role(actor=cast.claire, membership=marc, role=Role.MEMBER)
    assert refusal.value.code == "member-first"

    give_role(actor=cast.claire, membership=marc, role=Role.SPONSOR)
    take_role(actor=cast.claire, membership=marc, role=Role.MEMBER)
    assert held(marc) == {"sponsor"}
    take_role(actor=cast.claire, membership=serge, role=Role.SPONSOR)
    assert held(serge) == {"member"}
