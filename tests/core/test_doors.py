"""Doors: who enters, what the view is given, what the answer tells to caches."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from essaim.communities.models import Membership
from essaim.communities.queries import community_for
from essaim.core import doors, links
from essaim.core.doors import door, open_door, own_door


@pytest.fixture(autouse=True)
def register(monkeypatch) -> dict:
    """These doors lead nowhere: they are not for the register of the house."""
    register: dict = {}
    monkeypatch.setattr(doors, "REGISTER", register)
    return register


def knock(enter, person=None, method: str = "GET", **url: object) -> HttpResponse:
    request = RequestFactory().generic(method, "/there/?a=b")
    request.user = person or AnonymousUser()
    with timezone.override("UTC"):
        return enter(request, **url)


def see(request, thing=None) -> HttpResponse:
    return HttpResponse(f"{thing} {timezone.localtime(datetime(2026, 1, 1, 12, tzinfo=UTC)):%H:%M}")


@pytest.fixture
def steer():
    return door("communities.steer", find=community_for)(see)


def test_who_may_enters_and_the_view_is_given_the_thing(cast, steer):
    assert knock(steer, cast.claire, community="en-chemin").content.decode().startswith("En chemin")


def test_who_is_not_signed_in_is_sent_to_the_entrance_and_back(cast, steer):
    answer = knock(steer, community="en-chemin")
    assert answer.headers["Location"] == "/account/login/?next=/there/%3Fa%3Db"


def test_who_pressed_a_button_once_signed_out_comes_back_to_its_page(cast):
    enter = door("communities.steer", find=community_for, methods=("POST",))(see)

    def sent_from(page: str) -> str:
        request = RequestFactory().post("/there/", headers={"referer": page})
        request.user = AnonymousUser()
        return enter(request, community="en-chemin").headers["Location"]

    assert sent_from("http://testserver/page/?a=b") == "/account/login/?next=/page/%3Fa%3Db"
    assert sent_from("https://elsewhere.example/page/") == "/account/login/?next=/there/"
    assert sent_from("") == "/account/login/?next=/there/"


def test_who_sees_the_thing_and_may_not_is_refused(cast, steer):
    with pytest.raises(PermissionDenied):
        knock(steer, cast.marc, community="en-chemin")


@pytest.mark.parametrize("slug", ["en-chemin", "nowhere"])
def test_who_does_not_see_the_thing_finds_nothing_whether_it_exists_or_not(cast, steer, slug):
    with pytest.raises(Http404):
        knock(steer, cast.paul, community=slug)


def test_a_method_that_was_not_asked_for_is_refused(cast):
    enter = door("communities.steer", find=community_for, methods=("POST",))(see)
    looked = knock(enter, cast.claire, community="en-chemin")
    assert (looked.status_code, looked.headers["Allow"]) == (405, "POST, OPTIONS")
    assert "There is nothing to read here" in looked.content.decode()
    assert knock(enter, cast.claire, "POST", community="en-chemin").status_code == 200


@pytest.mark.parametrize("methods", [("POST",), ("GET",), ("GET", "POST")])
def test_looking_is_for_doors_that_show_something(cast, methods):
    seen = []

    def note(request, thing=None) -> HttpResponse:
        seen.append(request.method)
        return HttpResponse()

    steer = door("communities.steer", find=community_for, methods=methods)
    others = (own_door("mine", methods=methods), {}), (open_door("all", methods=methods), {})
    for fit, url in ((steer, {"community": "en-chemin"}), *others):
        head = knock(fit(note), cast.claire, "HEAD", **url)
        assert (head.status_code, seen) == ((200, ["HEAD"]) if "GET" in methods else (405, []))
        seen.clear()


def test_which_methods_there_are_is_said_without_entering(cast):
    def fail(request, thing=None) -> HttpResponse:
        raise AssertionError("entered")

    shown = door("communities.steer", find=community_for)(fail)
    answer = knock(shown, cast.claire, "OPTIONS", community="en-chemin")
    assert (answer.status_code, answer.headers["Allow"]) == (204, "GET, POST, HEAD, OPTIONS")
    assert knock(own_door("mine", methods=("POST",))(fail), cast.claire, "OPTIONS").headers["Allow"] == (
        "POST, OPTIONS"
    )
    assert knock(open_door("all")(fail), None, "OPTIONS").headers["Allow"] == "GET, HEAD, OPTIONS"
    with pytest.raises(PermissionDenied):
        knock(shown, cast.marc, "OPTIONS", community="en-chemin")
    for other in ("PUT", "DELETE", "PATCH", "TRACE"):
        assert knock(shown, cast.claire, other, community="en-chemin").status_code == 405


def test_hours_are_those_of_the_community_for_who_has_not_chosen(cast, steer):
    type(cast.community).objects.update(time_zone="Asia/Tokyo")
    assert knock(steer, cast.claire, community="en-chemin").content == b"En chemin 21:00"
    cast.claire.time_zone = "America/Toronto"
    # The middleware has set that zone before: the door leaves it alone.
    assert knock(steer, cast.claire, community="en-chemin").content == b"En chemin 12:00"


def test_what_a_person_sees_is_not_kept_by_caches(cast, steer):
    assert knock(steer, cast.claire, community="en-chemin").headers["Cache-Control"] == "private, no-store"
    assert knock(own_door("mine")(see), cast.claire).headers["Cache-Control"] == "private, no-store"


def test_a_view_may_say_otherwise(cast):
    def kept(request) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "max-age=60"})

    assert knock(own_door("mine")(kept), cast.claire).headers["Cache-Control"] == "max-age=60"


def test_ones_own_door_asks_only_to_be_signed_in(cast):
    enter = own_door("everybody has a page")(see)
    assert knock(enter, cast.paul).status_code == 200
    assert knock(enter).status_code == 302


def test_a_link_opens_one_thing_to_whoever_holds_it_and_stays_out_of_search_engines(cast):
    find = links.find_by_link("needs", Membership.objects.present)
    enter = open_door("the link of an e-mail", find=find)(see)
    membership = cast.membership(cast.marc)
    answer = knock(enter, token=links.sign("needs", membership.pk))
    assert answer.content.decode().startswith(str(membership))
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "private, no-store"
    with pytest.raises(Http404):
        knock(enter, token="forged")


def test_a_page_open_to_the_world_may_be_kept_by_caches():
    assert "Cache-Control" not in knock(open_door("welcome")(see)).headers


def test_each_door_is_written_in_the_register(register, steer):
    entry = register[f"{see.__module__}.see"]
    assert steer.door == entry
    assert entry.verb == "communities.steer"
    assert entry.find == f"{community_for.__module__}.community_for"
