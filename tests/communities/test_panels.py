from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from essaim.communities import panels
from essaim.communities.models import AvailabilityCall, Community
from essaim.communities.panels import Stage, panel, panels_of, stage, stages_of
from essaim.communities.path import availability, people
from essaim.people.models import Person


@pytest.fixture
def bare(monkeypatch):
    """No room has registered anything."""
    monkeypatch.setattr(panels, "_panels", panels.defaultdict(list))
    monkeypatch.setattr(panels, "_stages", [])


def test_rooms_above_add_panels_in_their_order_and_may_show_nothing(bare, rf):
    panel("community", order=20)(lambda request, community: "second")
    panel("community", order=10)(lambda request, community: "first")
    panel("community")(lambda request, community: "")
    assert panels_of("community", rf.get("/"), Community()) == ["first", "second"]
    assert panels_of("elsewhere", rf.get("/"), Community()) == []


def test_rooms_above_add_stages_in_their_order(bare):
    form = Stage("Form", "", "/form/", "Form circles")
    stage(order=40)(lambda person, community: None)
    stage(order=30)(lambda person, community: form)
    assert stages_of(Person(), Community()) == [form]


def test_the_first_stage_is_done_with_people_enough_for_a_circle(cast):
    assert people(cast.claire, cast.community).done
    assert not people(cast.diane, cast.other).done


def test_the_second_is_done_when_all_is_known_or_the_day_asked_for_is_past(cast):
    def stage_now():
        return availability(cast.claire, Community.objects.get(pk=cast.community.pk))

    assert (stage_now().done, stage_now().can_wait) == (False, False)
    cast.crowd(4, cast.tuesday)
    assert (stage_now().done, stage_now().can_wait) == (False, True)
    assert stage_now().note == "4 of 9 known"

    yesterday = timezone.localdate() - timedelta(days=1)
    AvailabilityCall.objects.create(community=cast.community, by=cast.claire, deadline=yesterday)
    assert stage_now().done
