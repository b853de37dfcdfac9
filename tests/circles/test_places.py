"""The way to living circles, beside every page of those who steer."""

from __future__ import annotations

import pytest
from django.utils import timezone, translation

from essaim.circles import places
from essaim.circles.models import Arrangement, FormingRound, Launch
from essaim.communities.models import Community, Departure, Membership
from essaim.core.places import Step


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def way(person, community) -> list[Step]:
    """As a page shows it, which reads the community anew."""
    return places.way(person, Community.objects.get(pk=community.pk))


def states(person, community) -> dict[str, str]:
    return {str(step.name): step.state for step in way(person, community)}


def test_the_way_begins_with_people_then_their_availability(cast):
    assert states(cast.claire, cast.community) == {
        "People": "done", "Availability": "here", "Forming": "later", "Circles": "later",
    }  # fmt: skip
    assert [str(step.note) for step in way(cast.claire, cast.community)] == [
        "5 people", "0 of 5 known", "", "",
    ]  # fmt: skip


def test_circles_may_be_formed_while_some_are_silent(cast):
    forming = FormingRound.objects.create(community=cast.community, name="Autumn")
    arrangement = Arrangement.objects.create(round=forming, number=1)
    assert states(cast.claire, cast.community) == {
        "People": "done", "Availability": "begun", "Forming": "done", "Circles": "here",
    }  # fmt: skip
    Launch.objects.create(round=forming, arrangement=arrangement)
    assert states(cast.claire, cast.community)["Circles"] == "done"


def test_when_all_have_said_when_they_can_one_is_at_forming(cast):
    Membership.objects.filter(community=cast.community).update(availability_known_at=timezone.now())
    assert states(cast.claire, cast.community) == {
        "People": "done", "Availability": "done", "Forming": "here", "Circles": "later",
    }  # fmt: skip


def test_who_left_is_not_counted_and_other_communities_neither(cast):
    gone = cast.member("gone@exemple.fr", "Gone")
    Departure.objects.create(membership=gone, way=Departure.Way.LEFT)
    assert str(way(cast.claire, cast.community)[0].note) == "5 people"
    assert str(way(cast.diane, cast.other)[0].note) == "1 person"


def test_the_way_is_shown_to_those_who_steer_and_costs_one_query(cast, django_assert_num_queries):
    assert way(cast.marc, cast.community) == []
    way(cast.claire, cast.community)
    with django_assert_num_queries(1):
        assert len(places.way(cast.claire, cast.community)) == 4
        assert len(places.way(cast.claire, cast.community)) == 4
