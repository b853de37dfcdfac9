from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from essaim.communities.actions import (
    add_attribute,
    add_person,
    come_back,
    give_role,
    leave,
    remove,
    withdraw,
)
from essaim.communities.models import (
    AttributeValue,
    Availability,
    Departure,
    Membership,
    Pairing,
    Role,
)
from essaim.communities.queries import communities_of, departed_addresses
from essaim.people.models import Person


def imported(cast):
    """Anna came with a list: she can on Tuesday, comes from Lyon, and Marc would like to be with her."""
    anna = cast.member("anna@exemple.fr", "Anna Roy", slots=(cast.tuesday,), facilitates=2, met=["Cercle 1"])
    site = add_attribute(actor=cast.claire, community=cast.community, name="Site")
    AttributeValue.objects.create(membership=anna, attribute=site, value="Lyon")
    marc = cast.membership(cast.marc)
    Pairing.objects.create(
        community=cast.community, one=marc, other=anna, kind=Pairing.Kind.TOGETHER, asked_by=cast.marc
    )
    return anna


def assert_nothing_known_of(membership):
    membership = Membership.objects.get(pk=membership.pk)
    assert not Availability.objects.filter(membership=membership).exists()
    assert not AttributeValue.objects.filter(membership=membership).exists()
    assert not Pairing.objects.exists()
    assert not membership.roles.exists()
    assert (membership.languages, membership.facilitates, membership.met) == ([], 0, [])
    assert membership.availability_known_at is None


def test_who_leaves_is_found_no_more_and_their_answers_are_gone(cast):
    anna = imported(cast)
    departure = leave(actor=anna.person, membership=anna)
    assert departure.way == Departure.Way.LEFT
    assert communities_of(anna.person) == []
    assert_nothing_known_of(anna)


def test_who_left_may_come_back_as_a_member(cast):
    give_role(actor=cast.claire, membership=cast.membership(cast.marc), role=Role.PILOT)
    claire = cast.membership(cast.claire)
    leave(actor=cast.claire, membership=claire)
    back = come_back(actor=cast.claire, membership=claire)
    assert back == claire
    assert communities_of(cast.claire) == [cast.community]
    assert list(back.roles.values_list("role", flat=True)) == ["member"]


def test_who_was_removed_does_not_come_back_alone_but_a_pilot_may_add_them(cast):
    anna = imported(cast)
    remove(actor=cast.claire, membership=anna)
    with pytest.raises(ValidationError):
        come_back(actor=anna.person, membership=anna)
    assert add_person(actor=cast.claire, community=cast.community, email="Anna@Exemple.fr") == anna
    assert communities_of(anna.person) == [cast.community]


@pytest.mark.parametrize("depart", [leave, remove])
def test_the_last_pilot_stays(cast, depart):
    claire = cast.membership(cast.claire)
    with pytest.raises(ValidationError) as refusal:
        depart(actor=cast.claire, membership=claire)
    assert refusal.value.code == "last-pilot"
    with pytest.raises(ValidationError):
        withdraw(membership=claire)
    assert not Departure.objects.exists()


def test_who_withdraws_leaves_an_address_and_nothing_else(cast):
    anna = imported(cast)
    assert withdraw(membership=anna) == withdraw(membership=anna)
    assert_nothing_known_of(anna)
    assert Person.objects.get(pk=anna.person_id).name == ""
    assert departed_addresses(cast.community) == {"anna@exemple.fr": "withdrew"}


def test_who_has_an_account_keeps_their_name_when_withdrawing(cast):
    cast.marc.last_login = timezone.now()
    cast.marc.save()
    withdraw(membership=cast.membership(cast.marc))
    cast.marc.refresh_from_db()
    assert cast.marc.name == "Marc Petit"


def test_nobody_brings_back_those_who_chose_to_leave(cast):
    anna = imported(cast)
    leave(actor=anna.person, membership=anna)
    with pytest.raises(ValidationError) as refusal:
        add_person(actor=cast.claire, community=cast.community, email="anna@exemple.fr")
    assert "email" in refusal.value.message_dict
    withdraw(membership=anna)
    with pytest.raises(ValidationError):
        add_person(actor=cast.claire, community=cast.community, email="anna@exemple.fr")


def test_somebody_new_is_added_and_somebody_present_is_not(cast):
    new = add_person(actor=cast.claire, community=cast.community, email=" Zoe@exemple.fr ", name="Zoé Blanc")
    assert (new.person.email, new.person.name, new.arrival) == ("zoe@exemple.fr", "Zoé Blanc", "added")
    assert new.arrived_by == cast.claire
    with pytest.raises(ValidationError):
        add_person(actor=cast.claire, community=cast.community, email="zoe@exemple.fr")
