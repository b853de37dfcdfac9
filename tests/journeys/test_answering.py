"""A corridor, a phone, French: an anonymous survey answered in two goes; then by somebody without script."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cast import Cast
from essaim.core.links import sign
from essaim.surveys.models import OpenAnswer, WaitingSheet
from factories.answering import SENTENCES, invite, one_of_each, survey_of
from journeys.conftest import PHONE, faults

pytestmark = pytest.mark.browser


def test_somebody_answers_on_a_phone_stops_comes_back_and_sends(server, chromium):
    cast = Cast()
    survey = survey_of(cast, intros={"fr": "Dites-nous ce qui vous aiderait."})
    made = one_of_each(survey)
    marc, nadia = invite(survey, cast.membership(cast.marc), cast.membership(cast.nadia))
    address = f"{server}{reverse('survey-answer', args=[sign('survey-answer', marc.pk)])}"
    page = chromium.new_context(viewport=PHONE, locale="fr-FR", reduced_motion="reduce").new_page()

    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("De quoi avez-vous besoin ?")
    expect(page.locator("main")).to_contain_text("Rien n’est montré en dessous de 5 réponses.")
    assert faults(page) == []
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_role("status").filter(has_text="sur")).to_have_text("1 sur 2")
    expect(page.get_by_label("Pourquoi l’école ?")).to_be_hidden()
    page.get_by_label("École", exact=True).check()
    page.get_by_label("Pourquoi l’école ?").fill("Pour les enfants")
    page.get_by_role("radio", name="4", exact=True).first.check(force=True)
    assert faults(page) == []
    page.wait_for_function("Object.keys(localStorage).some((key) => localStorage[key].includes('enfants'))")

    page.goto(address)
    expect(page.locator("main")).to_contain_text(
        "Ce que vous aviez écrit sur cet appareil est de nouveau là."
    )
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_label("Pourquoi l’école ?")).to_have_value("Pour les enfants")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="La suite")).to_be_visible()
    page.get_by_label("Une salle").and_(page.locator("[type=number]")).fill("7")
    expect(page.get_by_text("Reste à donner : 3")).to_be_visible()
    for name in ("Du temps", "Une salle"):
        page.get_by_role("button", name=re.compile(f"Classer {name}")).click()
    up = page.get_by_role("button", name="Une salle, monter")
    up.press("Enter")
    expect(page.get_by_text("Une salle est maintenant numéro 1")).to_be_attached()
    expect(page.get_by_role("button", name="Une salle, descendre")).to_be_focused()
    # With a pointer, from the bottom to the top and back down by one.
    grips = page.locator("[data-grip]")
    grips.last.scroll_into_view_if_needed()
    middle = [box["y"] + box["height"] / 2 for box in (grips.nth(n).bounding_box() for n in range(3))]
    across = grips.first.bounding_box()["x"] + 10
    page.mouse.move(across, middle[2])
    page.mouse.down()
    for y in (middle[1] - 4, middle[0] - 6, middle[0] - 14, middle[1] + 60):
        page.mouse.move(across, y, steps=4)
    page.mouse.up()
    expect(page.get_by_text("De l’aide est maintenant numéro 2")).to_be_attached()
    page.get_by_label("Idée 1").fill("Un repas")
    page.get_by_label("Ajouter une phrase à vous").press_sequentially("Se voir bien plus souvent")
    near = page.locator(".near")
    expect(near).to_contain_text("Nous devrions nous voir plus souvent")
    assert faults(page) == []
    near.get_by_role("link").click()
    often = page.get_by_role("group", name="Nous devrions nous voir plus souvent")
    often.get_by_label("D’accord", exact=True).check(force=True)
    page.get_by_label("Ajouter une phrase à vous").fill("")
    expect(near).to_have_count(0)
    page.get_by_role("group", name="Le mardi convient").get_by_label("D’accord", exact=True).check(force=True)
    assert faults(page) == []
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, vos réponses sont gardées")
    assert faults(page) == []
    assert page.evaluate("localStorage.length") == 0
    often, tuesday = (made["say"].statements.get(text=each) for each in SENTENCES[:2])
    assert WaitingSheet.objects.get().answers == {
        "job": "b", "calm": 4, "points": {"room": 7}, "order": ["room", "help", "time"],
        "say": {str(often.pk): 1, str(tuesday.pk): 1},
    }  # fmt: skip
    assert {each["text"] for each in WaitingSheet.objects.get().words} == {"Pour les enfants", "Un repas"}
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous avez déjà répondu, merci")

    bare = chromium.new_context(viewport=PHONE, locale="fr-FR", java_script_enabled=False).new_page()
    bare.goto(f"{server}{reverse('survey-answer', args=[sign('survey-answer', nadia.pk)])}")
    expect(bare.get_by_role("button", name="Commencer")).to_be_hidden()
    bare.get_by_label("Soin", exact=True).check()
    bare.get_by_role("combobox", name="Une salle, sa place").select_option("1")
    bare.get_by_role("button", name="Envoyer mes réponses").click()
    expect(bare.get_by_role("heading", level=1)).to_have_text("Merci, vos réponses sont gardées")
    kept = [one.answers for one in WaitingSheet.objects.all()]
    assert {"job": "a", "order": ["room"]} in kept
    assert len(kept) == 2
    assert not OpenAnswer.objects.exists()
