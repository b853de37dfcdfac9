"""A pilot prepares a survey on a phone, drags a question on a desk, and sends it."""

from __future__ import annotations

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from essaim.surveys.models import Invitee, Survey
from essaim.surveys.queries.asking import questions_of
from journeys.conftest import DESK, PHONE, enter, faults

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="a page looks the same on another database"),
]


def test_a_survey_is_built_on_a_phone_and_sent(server, chromium, cast):
    context = chromium.new_context(viewport=PHONE, locale="fr", reduced_motion="reduce")
    enter(context, server, cast.claire)
    page = context.new_page()
    wrong: list[str] = []

    def look() -> Page:
        wrong.extend(faults(page))
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{page.url} is too wide")
        return page

    page.goto(f"{server}/c/en-chemin/surveys/")
    look().get_by_role("link", name="Préparer une enquête").click()
    look().get_by_role("button", name="La préparer").click()
    look().get_by_role("link", name="Ajouter une question").click()
    look().get_by_role("link", name="Une réponse").click()
    page.get_by_label("Question").fill("Viendriez-vous ?")
    page.get_by_label("Réponses à choisir").fill("Oui")
    page.get_by_role("button", name="L’ajouter").click()
    expect(look().get_by_role("alert")).to_contain_text("Donnez au moins deux réponses")
    page.get_by_label("Réponses à choisir").fill("Oui\nNon")
    page.get_by_role("button", name="L’ajouter").click()
    page.get_by_role("button", name="Monter : Viendriez-vous ?").click()
    page.get_by_role("link", name="Que suggérez-vous à ce groupe ?").click()
    look().get_by_role("link", name="Changer à qui elle est posée").click()
    look().get_by_role("link", name="Viendriez-vous ?").click()
    page.get_by_label("Oui").check()
    look().get_by_role("button", name="Poser à ces personnes seulement").click()
    expect(page.get_by_text("Seulement pour « Viendriez-vous ? » : Oui")).to_be_visible()
    survey = Survey.objects.get()
    page.goto(f"{server}/c/en-chemin/surveys/{survey.pk}/")
    page.get_by_role("button", name="Retirer : Qu’est-ce qui vous gêne").click()
    look().get_by_role("button", name="Annuler").click()
    look().get_by_role("link", name="Relire et envoyer").click()
    look().get_by_role("button", name="L’ouvrir, et écrire moi-même aux personnes").click()
    expect(look().get_by_role("heading", level=1)).to_contain_text("5 messages à envoyer")
    assert Invitee.objects.filter(survey=survey).count() == 5
    assert wrong == []
    context.close()


def test_a_question_is_dragged_on_a_desk(server, chromium, cast):
    from essaim.surveys.actions.asking.making import begin_survey

    survey = begin_survey(actor=cast.claire, community=cast.community, start="pulse")
    context = chromium.new_context(viewport=DESK, locale="fr", reduced_motion="reduce")
    enter(context, server, cast.claire)
    page = context.new_page()
    page.goto(f"{server}/c/en-chemin/surveys/{survey.pk}/")
    rows = page.locator("[data-place]")
    with page.expect_navigation():
        rows.nth(4).drag_to(rows.nth(1))
    assert [one.key for one in questions_of(survey)] == ["ours", "bonds", "belonging", "voice", "help"]
    context.close()
