from __future__ import annotations

import pytest
from django.http import Http404

from essaim.communities.models import Departure
from essaim.communities.queries import communities_of, community_for


def test_a_member_finds_their_community(cast):
    assert community_for(cast.marc, community="en-chemin") == cast.community
    assert communities_of(cast.marc) == [cast.community]


def test_a_stranger_and_somebody_who_left_find_nothing(cast):
    Departure.objects.create(membership=cast.membership(cast.nadia), way=Departure.Way.LEFT)
    for person in (cast.paul, cast.nadia):
        with pytest.raises(Http404):
            community_for(person, community="en-chemin")
        assert communities_of(person) == []
