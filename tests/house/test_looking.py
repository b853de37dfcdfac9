"""HEAD and OPTIONS, for which no token of a form is asked, only look: no route writes anything for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essaim.core.links import sign
from essaim.notifications.models import Attachment
from essaim.surveys.models import Invitee, Survey
from house.routes import Route, routes
from house.world import World

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@pytest.fixture
def world(cast, settings) -> World:
    settings.MAILS_ON_A_PAGE = True
    world = World(cast)
    Survey.objects.filter(pk=world.things["survey"]).update(open_link=True)
    letter = EmailMultiAlternatives("Merci", "Merci", to=["marc@exemple.fr"])
    letter.attach("plan.txt", b"un plan", "text/plain")
    letter.send()
    file = Attachment.objects.get()
    world.other_things["mail-file"] = {"mail": file.mail_id, "file": file.pk}
    return world


def by_link(world: World) -> dict[str, tuple[str, object]]:
    """{route: (purpose, row)} of the pages that a token opens."""
    marc, survey = world.things["membership"], world.things["survey"]
    asked = Invitee.objects.create(survey_id=survey, membership_id=marc)
    return {
        "join": ("join", world.things["invitation"]),
        "needs-by-link": ("needs", marc),
        "plan-feed": ("plan-feed", marc),
        "seat-answer": ("seat", world.things["seat"]),
        "survey-answer": ("survey-answer", asked.pk),
        "survey-open": ("survey-open", survey),
        "survey-thanks": ("survey-thanks", survey),
        "withdraw": ("withdraw", marc),
    }


def addresses(world: World) -> list[tuple[Route, str]]:
    tokens = {name: sign(*opened) for name, opened in by_link(world).items()}
    return [
        (route, reverse(route.name, kwargs={"token": tokens[route.name]}))
        if "token" in route.parameters
        else (route, world.url(route))
        for route in routes()
    ]


def looked(method: Callable[[str], HttpResponse], url: str) -> tuple[HttpResponse, list[str]]:
    """What was answered, and what was written meanwhile."""
    with CaptureQueriesContext(connection) as queries:
        answer = method(url)
    return answer, [each["sql"] for each in queries if each["sql"].startswith(WRITES)]


@pytest.mark.parametrize("who", ["claire", "marc", "paul", None])
def test_whoever_looks_changes_nothing(world, who: str | None):
    browser = Client(enforce_csrf_checks=True)
    if who:
        browser.force_login(world.people[who], "allauth.account.auth_backends.AuthenticationBackend")
    entered = []
    for route, url in addresses(world):
        shown, written = looked(browser.head, url)
        told, also_written = looked(browser.options, url)
        assert (route.name, written + also_written) == (route.name, [])
        if told.status_code == 204:
            entered.append(route.name)
            assert told.headers["Allow"].startswith(", ".join(route.door.methods)), route.name
            assert (shown.status_code == 405) == ("GET" not in route.door.methods), route.name
        else:
            refusals = {403, 404} if who else {302}
            assert (route.private or not who, told.status_code in refusals) == (True, True), route.name
            assert shown.status_code == told.status_code, route.name
    if who == "claire":
        assert len(entered) == len(routes())
    if who is None:
        assert entered == [route.name for route in routes() if not route.door.signed_in]
