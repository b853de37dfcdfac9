"""The worker dies in the middle of a search, or the web process as one is asked for."""

from __future__ import annotations

from http.client import HTTPException

import pytest
from django.urls import reverse

from cast import Cast
from essaim.circles.actions.rounds import begin_round
from essaim.circles.actions.searches import start_search, stop_search
from essaim.circles.models import Arrangement, FormingRound, Search
from essaim.communities.models import Attribute, AttributeValue, Membership
from essaim.demo.living import WISHES
from essaim.journal.models import Fact
from faults.house import House, Midway, once, signed_in

pytestmark = pytest.mark.slow
PEOPLE = 48
LONG = 300
WITH_KERNELS = 240.0
"""Seconds that a search may take where the kernels are compiled for it."""


@pytest.fixture
def forming(house) -> FormingRound:
    """A round that Claire has begun."""
    cast = Cast()
    people = cast.crowd(PEOPLE, cast.tuesday, cast.thursday, facilitators=5)
    for key, kinds in (("site", 7), ("metier", 11)):
        attribute = Attribute.objects.create(community=cast.community, name=key, key=key)
        AttributeValue.objects.bulk_create(
            AttributeValue(membership=one, attribute=attribute, value=f"{key} {n * n % kinds}")
            for n, one in enumerate(people)
        )
    present = Membership.objects.filter(pk__in=[one.pk for one in people])
    return begin_round(
        actor=cast.claire, community=cast.community, name="Rentrée", options=WISHES, people=present
    )


@pytest.fixture
def search(forming) -> Search:
    """A search that Claire has just asked for, long enough to be killed in the middle."""
    search = start_search(actor=forming.by, forming=forming)
    last(search, LONG)
    return search


def last(search: Search, seconds: int) -> None:
    """Have the search last so long from its next beginning."""
    search.seconds = seconds
    search.save(update_fields=["seconds"])


def under_way(search: Search) -> bool:
    """It has told of a first placing, and has not ended."""
    search.refresh_from_db()
    assert search.state in {Search.State.WAITING, Search.State.RUNNING}, search.trouble
    return "placed" in search.progress


def ended(search: Search) -> bool:
    search.refresh_from_db()
    return search.ended_at is not None


def killed_midway(house: House, search: Search) -> None:
    worker = house.worker()
    house.until(lambda: under_way(search), WITH_KERNELS)
    house.fall(worker)
    search.refresh_from_db()
    assert search.state == Search.State.RUNNING
    assert not Arrangement.objects.exists()


def test_a_search_cut_off_begins_again_and_ends_with_one_proposal(house, search):
    killed_midway(house, search)
    last(search, 2)
    house.worker()
    house.until(lambda: ended(search), WITH_KERNELS)
    assert search.state == Search.State.DONE
    board = Arrangement.objects.get()
    seated = [person for circle in board.circles for person in circle["people"]]
    everyone = seated + [row["person"] for row in board.unplaced]
    assert sorted(everyone) == sorted(search.round.participations.values_list("membership", flat=True))
    assert len(seated) >= PEOPLE - 8
    assert Fact.objects.filter(verb="search.finished").count() == 1


def test_a_search_cut_off_can_still_be_stopped(house, search):
    killed_midway(house, search)
    stop_search(actor=search.by, search=search)
    house.worker()
    house.until(lambda: ended(search), WITH_KERNELS)
    assert Arrangement.objects.count() == Fact.objects.filter(verb="search.finished").count() <= 1


def test_a_search_cut_off_as_it_is_asked_for_and_asked_for_again_is_there_once(house, forming):
    path = reverse("search", args=[forming.community.slug, forming.pk])
    cookie, form = signed_in(forming.by), {"once": once()}
    web = house.web()
    with Midway("circles_search") as midway:
        browser = web.post(path, cookie, **form)
        house.until(midway.reached)
        house.fall(web.process)
    with pytest.raises((ConnectionError, HTTPException)):
        browser.getresponse()
    # So short a writing may be over before the process dies.
    assert Search.objects.count() <= 1
    again = house.web()
    for _ in range(2):
        assert again.post(path, cookie, **form).getresponse().status == 302
        assert Search.objects.get().state == Search.State.WAITING
