"""A stranger, somebody who left, a member of another community and an anonymous visitor try every route."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from rules import perm_exists

from house.routes import routes
from house.world import World

ROUTES = routes()
PRIVATE = [route for route in ROUTES if route.private]


@pytest.fixture
def world(cast) -> World:
    return World(cast)


def test_every_view_is_entered_by_a_door():
    assert [route.address for route in ROUTES if route.door is None] == []


def test_every_verb_of_a_door_is_a_sentence_of_some_rules():
    assert [route.door.verb for route in PRIVATE if not perm_exists(route.door.verb)] == []


def test_every_open_door_says_why_it_is_open():
    assert [route.address for route in ROUTES if not route.private and not route.door.because] == []


def test_an_anonymous_visitor_is_sent_to_sign_in_whether_the_thing_exists_or_not(world, client):
    door = reverse("account_login")
    for route in PRIVATE:
        for url in (world.url(route), world.url_of_nothing(route)):
            for answer in (client.get(url), client.post(url)):
                assert (url, answer.status_code) == (url, 302)
                assert answer["Location"].startswith(door), url


@pytest.mark.parametrize("who", ["paul", "diane", "gone"])
def test_who_is_not_present_here_finds_nothing_and_changes_nothing(world, as_, who: str):
    browser = as_(world.people[who])
    before = everything()
    for route in PRIVATE:
        for method in (browser.get, browser.post):
            answer, nothing = method(world.url(route)), method(world.url_of_nothing(route))
            assert (route.name, answer.status_code, nothing.status_code) == (route.name, 404, 404)
            assert says(answer) == says(nothing), route.name
        assert everything() == before, route.name


@pytest.mark.parametrize("who", ["marc", "sonia", "leila", "serge", "claire"])
def test_who_is_present_enters_exactly_where_the_rule_says(world, as_, who: str):
    person = world.people[who]
    browser = as_(person)
    for route in PRIVATE:
        right = {200, 302, 303, 405} if world.may(person, route) else {403, 404}
        status = browser.get(world.url(route)).status_code
        assert status in right, (route.name, status)


@pytest.mark.parametrize("who", ["marc", "sonia", "leila", "serge"])
def test_who_is_present_but_not_allowed_changes_nothing(world, as_, who: str):
    person = world.people[who]
    browser = as_(person)
    before = everything()
    for route in PRIVATE:
        if not world.may(person, route):
            status = browser.post(world.url(route)).status_code
            assert status in {403, 404, 405}, (route.name, status)
            assert everything() == before, route.name


def everything() -> dict[str, list[tuple]]:
    """All rows of all our tables."""
    return {
        model._meta.label: sorted(map(repr, model.objects.values_list()))
        for model in apps.get_models()
        if model.__module__.startswith("essaim.") and model._meta.label != "people.Person"
    }


def says(answer) -> str:
    """What a refusal shows, without what differs at each request."""
    import re

    text = answer.content.decode()
    return re.sub(
        r'(csrfmiddlewaretoken" value="|csrf-token" content="|next=|X-CSRFToken": ")[^"]*', "", text
    )


def test_the_client_of_this_test_meets_the_csrf_wall():
    # Without it the tests above would prove nothing of a browser.
    assert Client(enforce_csrf_checks=True).post("/communities/new/").status_code in {302, 403}
