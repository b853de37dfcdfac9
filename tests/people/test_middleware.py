"""Which language and which hours one reads."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone, translation

from essaim.people.middleware import SpeakTheirLanguage
from essaim.people.models import Person


def page(request) -> HttpResponse:
    return HttpResponse(f"{translation.get_language()} {timezone.get_current_timezone_name()}")


def read(person: object, *, accept: str = "", cookie: str = "") -> HttpResponse:
    request = RequestFactory().get("/", headers={"Accept-Language": accept})
    request.user = person
    if cookie:
        request.COOKIES["django_language"] = cookie
    return SpeakTheirLanguage(page)(request)


@pytest.mark.parametrize(
    ("chosen", "cookie", "accept", "language"),
    [
        ("en", "fr", "fr", "en"),
        ("", "en", "fr", "en"),
        ("", "", "fr-CH, en;q=0.5", "fr"),
        ("", "", "de, en;q=0.5", "en"),
        ("", "", "de", "en"),
        ("tlh", "", "fr", "fr"),
        ("", "tlh", "fr", "fr"),
    ],
)
def test_the_choice_of_the_person_then_the_cookie_then_the_browser(chosen, cookie, accept, language):
    response = read(Person(language=chosen), accept=accept, cookie=cookie)
    assert response.content.decode().split()[0] == language
    assert response.headers["Content-Language"] == language


@pytest.mark.parametrize(
    ("chosen", "zone"),
    [("America/Toronto", "America/Toronto"), ("", "Europe/Paris"), ("Mars/Base", "Europe/Paris")],
)
def test_hours_are_in_the_zone_of_the_person(chosen, zone):
    assert read(Person(time_zone=chosen)).content.decode().split()[1] == zone


def test_caches_are_told_what_the_page_depends_on():
    assert read(Person()).headers["Vary"] == "Accept-Language, Cookie"


def test_nothing_is_left_to_the_next_request():
    before = (translation.get_language(), timezone.get_current_timezone_name())
    read(Person(language="fr", time_zone="America/Toronto"))
    assert (translation.get_language(), timezone.get_current_timezone_name()) == before
