"""A room makes its diagnosis: a host at a desk, two phones without an account, one board for all of them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from cast import Cast
from essaim.diagnosis.models import Board, Card, Vote
from journeys.conftest import DESK, PHONE, enter, faults

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(chromium: Browser, server: str, cast: Cast):
    context = chromium.new_context(viewport=DESK, locale="fr", reduced_motion="reduce")
    enter(context, server, cast.claire)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


@pytest.fixture
def phones(chromium: Browser, server: str):
    contexts = [chromium.new_context(viewport=PHONE, locale="fr", has_touch=True) for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.set_default_timeout(20_000)
    yield pages
    for context in contexts:
        context.close()


def write(phone: Page, box: str, words: str) -> None:
    phone.locator("#write .segment", has_text=box).click()
    phone.get_by_label("Une idée").fill(words)
    phone.get_by_role("button", name="Ajouter la carte").click()
    expect(phone.get_by_text("C’est ajouté. Une autre ?")).to_be_visible()


def idea(page: Page, words: str):
    return page.locator(".idea", has_text=words)


def test_a_room_makes_its_diagnosis_together(server, desk, phones):
    ann, bob = phones
    told: list[str] = []
    for page in (desk, ann, bob):
        page.on("console", lambda said: told.append(said.text))
    desk.goto(f"{server}/c/en-chemin/diagnosis/")
    desk.get_by_role("button", name="Commencer un tableau").click()
    expect(desk.get_by_role("heading", name="Où nous en sommes")).to_be_visible()
    board = Board.objects.get()

    for phone in phones:
        phone.goto(f"{server}/b/")
        phone.get_by_label("Code du tableau").fill(board.code)
        phone.get_by_role("button", name="Entrer").click()
        phone.wait_for_url(f"**/b/{board.code}/")
    # What one phone adds is on all, without anybody asking; what another is typing stays as it is.
    bob.get_by_label("Une idée").fill("À moitié écr")
    write(ann, "Forces", "On s’entraide entre services")
    for page in (desk, ann, bob):
        expect(idea(page, "On s’entraide entre services")).to_be_visible()
    expect(bob.get_by_label("Une idée")).to_have_value("À moitié écr")
    write(bob, "Forces", "Entraide entre les services")
    write(bob, "Menaces", "<b>Deux sites</b> ferment")
    expect(idea(desk, "<b>Deux sites</b> ferment")).to_be_visible()
    assert [fault for page in (desk, ann) for fault in faults(page)] == []

    # A phone that slept catches up; a refresh loses nothing.
    ann.context.set_offline(True)
    write(bob, "Opportunités", "Une nouvelle école ouvre")
    ann.context.set_offline(False)
    expect(idea(ann, "Une nouvelle école ouvre")).to_be_visible()
    bob.reload()
    expect(bob.locator(".idea")).to_have_count(4)

    # Merging: proposed with a button, undone, and done again by dragging.
    expect(desk.get_by_role("heading", name="Ces cartes disent peut-être la même chose")).to_be_visible()
    desk.get_by_role("button", name=re.compile("^Regrouper")).click()
    expect(desk.locator(".idea")).to_have_count(3)
    expect(bob.locator(".idea")).to_have_count(3)
    desk.get_by_role("button", name=re.compile("^Séparer")).click()
    expect(desk.locator(".idea")).to_have_count(4)
    # What another phone does while a card is pressed is shown once it is let go, and the card does not fall.
    idea(desk, "Entraide entre les services").hover()
    with desk.expect_response("**/now/**"):
        desk.mouse.down()
        write(bob, "Menaces", "Un départ")
    idea(desk, "On s’entraide entre services").hover()
    assert idea(desk, "Un départ").count() == 0
    idea(desk, "On s’entraide entre services").hover(position={"x": 40, "y": 20})
    desk.mouse.up()
    expect(idea(desk, "Un départ")).to_be_visible()
    expect(desk.locator(".idea")).to_have_count(4)
    expect(desk.get_by_role("button", name=re.compile("^Séparer"))).to_be_visible()

    # The host leads everybody to the votes; counts wait for the reading out.
    for phase in ("Écrire", "Lire", "Regrouper", "Voter"):
        desk.get_by_role("button", name=re.compile(f"^{phase}, ")).click()
        expect(desk.locator(".phase--here")).to_have_text(phase)
    expect(ann.locator("#write")).to_be_hidden()
    for phone in phones:
        idea(phone, "On s’entraide entre services").get_by_role("button", name="Voter").click()
        expect(phone.get_by_text("Il vous reste 2 voix sur 3.")).to_be_visible()
    expect(ann.locator(".clock")).to_have_text(re.compile(r"^4:\d\d$"))
    assert faults(bob) == []
    assert idea(desk, "On s’entraide").locator(".idea__votes").count() == 0
    desk.get_by_role("button", name=re.compile("^Restituer, ")).click()
    expect(idea(ann, "On s’entraide entre services").locator(".idea__votes")).to_have_text("2 voix")
    wall = desk.context.new_page()
    wall.goto(f"{server}/c/en-chemin/diagnosis/{board.pk}/?view=projector")
    expect(wall.get_by_role("img", name="Un code à lire avec un téléphone")).to_be_visible()
    assert faults(wall) == []

    desk.get_by_role("button", name="Fermer et conserver le tableau").click()
    expect(desk.get_by_text("Le tableau est fermé et conservé.")).to_be_visible()
    expect(ann.get_by_text("Le tableau est fermé, et conservé tel qu’il a été restitué.")).to_be_visible()
    assert (Card.objects.count(), Vote.objects.count()) == (5, 2)
    # A browser without a line says so, and htmx after it: nothing else is wrong.
    offline = ("ERR_INTERNET_DISCONNECTED", "htmx:")
    assert [said for said in told if not any(each in said for each in offline)] == []
