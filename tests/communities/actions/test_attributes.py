from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from essaim.communities.actions import add_attribute, change_attribute, remove_attribute
from essaim.communities.models import Attribute, AttributeValue


def test_a_question_has_a_key_without_accents_that_stays(cast):
    metier = add_attribute(
        actor=cast.claire, community=cast.community, name="Métier", choices=["Achats", "RH"]
    )
    site = add_attribute(actor=cast.claire, community=cast.community, name="Site")
    assert (metier.key, metier.position, site.position) == ("metier", 0, 1)

    change_attribute(
        actor=cast.claire, attribute=metier, name="Profession", choices=["RH"], several=True, asked=False
    )
    metier.refresh_from_db()
    assert (metier.key, metier.name, metier.choices, metier.several) == ("metier", "Profession", ["RH"], True)


@pytest.mark.parametrize("name", ["METIER", "métier "])
def test_two_questions_of_one_name_are_refused(cast, name):
    add_attribute(actor=cast.claire, community=cast.community, name="Métier")
    with pytest.raises(ValidationError) as refusal:
        add_attribute(actor=cast.claire, community=cast.community, name=name)
    assert "name" in refusal.value.message_dict


def test_removing_a_question_removes_its_answers(cast):
    site = add_attribute(actor=cast.claire, community=cast.community, name="Site")
    AttributeValue.objects.create(membership=cast.membership(cast.marc), attribute=site, value="Lyon")
    remove_attribute(actor=cast.claire, attribute=site)
    assert not Attribute.objects.exists()
    assert not AttributeValue.objects.exists()
