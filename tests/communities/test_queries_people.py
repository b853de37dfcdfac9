from __future__ import annotations

import pytest
from django.http import Http404

from essaim.communities.actions import leave
from essaim.communities.queries import member_for, named, own_membership, people_of


def names(people):
    return [each.person.name for each in people]


@pytest.mark.parametrize("search", ["leila", "LEÏLA", "haddad leï", "leila@"])
def test_people_are_found_without_accents(cast, search):
    assert names(people_of(cast.community, search=search)) == ["Leïla Haddad"]


def test_people_are_narrowed_by_role_and_by_what_is_known(cast):
    cast.member("anna@exemple.fr", "Anna Roy", slots=(cast.tuesday,))
    assert names(people_of(cast.community, role="pilot")) == ["Claire Martin"]
    assert names(people_of(cast.community, availability="known")) == ["Anna Roy"]
    assert len(people_of(cast.community, availability="unknown")) == 6
    assert names(people_of(cast.community, search="a%y")) == []


def test_only_a_whole_name_is_recognised(cast):
    assert names(named(cast.community, "marc petit")) == ["Marc Petit"]
    assert names(named(cast.community, "MARC@exemple.fr")) == ["Marc Petit"]
    assert named(cast.community, "Marc") == []
    assert named(cast.other, "Marc Petit") == []


def test_members_are_found_within_a_community_one_is_in(cast):
    marc = cast.membership(cast.marc)
    assert member_for(cast.claire, community="en-chemin", membership=marc.pk) == marc
    assert own_membership(cast.marc, community="en-chemin") == marc
    leave(actor=cast.marc, membership=marc)
    for person, slug in ((cast.diane, "en-chemin"), (cast.diane, "ailleurs"), (cast.claire, "en-chemin")):
        with pytest.raises(Http404):
            member_for(person, community=slug, membership=marc.pk)
    with pytest.raises(Http404):
        own_membership(cast.marc, community="en-chemin")
