from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from essaim.communities.actions import change_settings, found_community
from essaim.communities.models import Membership
from essaim.communities.queries import free_address
from essaim.engines.grouping.problem import Slot
from essaim.journal.models import Fact


def test_the_founder_is_the_first_pilot_and_a_member(cast):
    community = found_community(
        actor=cast.paul,
        name="Le Relais",
        slug="le-relais",
        slots=[Slot(3, 1200), Slot(1, 1110), Slot(1, 1110)],
    )
    membership = Membership.objects.get(community=community, person=cast.paul)

    assert set(membership.roles.values_list("role", flat=True)) == {"pilot", "member"}
    assert membership.arrival == "founded"
    assert [str(weekly) for weekly in community.slots.all()] == ["tue 18:30", "thu 20:00"]
    assert list(Fact.objects.values_list("verb", flat=True)) == [
        "community.founded",
        "member.arrived",
        "slots.offered",
    ]


def test_a_taken_address_is_refused_and_nothing_is_kept(cast):
    with pytest.raises(ValidationError) as refusal:
        found_community(actor=cast.paul, name="Encore", slug="en-chemin")
    assert "slug" in refusal.value.message_dict
    assert not Membership.objects.filter(person=cast.paul).exists()


def test_a_free_address_comes_from_the_name(cast):
    assert free_address("L’été à Sète") == "lete-a-sete"
    assert free_address("En chemin") == "en-chemin-2"
    assert free_address("日本") == "communaute"


def test_settings_change_but_not_onto_the_address_of_another(cast):
    change_settings(actor=cast.claire, community=cast.community, name="En route", rhythm_weeks=3)
    cast.community.refresh_from_db()
    assert (cast.community.name, cast.community.rhythm_weeks) == ("En route", 3)
    with pytest.raises(ValidationError):
        change_settings(actor=cast.claire, community=cast.community, slug="ailleurs")
    with pytest.raises(TypeError):
        change_settings(actor=cast.claire, community=cast.community, id=3)
