"""Every page of the demo in a real browser: sound for axe, for the security policy, for the screen."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.db import connection
from playwright.sync_api import BrowserContext

from essaim.demo import tell
from essaim.demo.pages import to_see
from essaim.people.models import Person
from journeys.conftest import DESK, PHONE, enter, faults

pytestmark = pytest.mark.browser


# Each page is seen twice: between them, at both sizes, in both languages, by day and by night.
@pytest.mark.skipif(connection.vendor != "sqlite", reason="a page looks the same on another database")
@pytest.mark.parametrize(
    ("turn", "size", "language", "scheme"),
    [
        (0, PHONE, "fr", "light"),
        (0, DESK, "en", "dark"),
        (1, DESK, "fr", "dark"),
        (1, PHONE, "en", "light"),
    ],
    ids=["phone-fr", "desk-en-night", "desk-fr-night", "phone-en"],
)
def test_every_page_of_the_demo_is_sound(server, chromium, turn, size, language, scheme):
    tell.everything()
    told: list[str] = []
    pages = to_see()[turn::2]
    for who in sorted({who for _, _, who in pages}):
        context = chromium.new_context(
            viewport=size, locale=language, color_scheme=scheme, reduced_motion="reduce"
        )
        if who:
            Person.objects.filter(email=who).update(language=language)
            enter(context, server, Person.objects.get(email=who))
        told += walk(context, server, [(name, address) for name, address, whose in pages if whose == who])
        context.close()
    assert [each for each in told if "404 (Not Found)" not in each] == []


def walk(context: BrowserContext, server: str, pages: list[tuple[str, str]]) -> list[str]:
    """Open each page; what is wrong with any of them."""
    told: list[str] = []
    page = context.new_page()
    page.on("console", lambda said: told.append(f"{said.location['url']}: {said.text}"))
    page.on("request", lambda asked: leaves(asked.url, server, told))
    for name, address in pages:
        answer = page.goto(server + address)
        expected = 404 if name == "nothing-here" else 200
        if answer is None or answer.status != expected:
            told.append(f"{name}: {address} answered {answer and answer.status}")
        told += faults(page)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            told.append(f"{name}: {address} is {wide} px wider than the screen")
    return told


def leaves(url: str, server: str, told: list[str]) -> None:
    if urlsplit(url).scheme in {"http", "https"} and urlsplit(url).netloc != urlsplit(server).netloc:
        told.append(f"a request left for {url}")
