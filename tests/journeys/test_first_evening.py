"""Tuesday evening, a phone, French, a keyboard alone: from nothing to an invitation accepted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from essaim.circles.models import Circle, SeatAnswer
from essaim.communities.models import Membership
from essaim.core import jobs
from essaim.notifications.models import Mail
from journeys.conftest import PHONE, faults

pytestmark = pytest.mark.browser

HEADERS = "Prénom;Nom;Adresse e-mail;Disponibilités;Métier;Prêt à animer"
SLOTS = ("mardi 18h30, jeudi 18h30", "mardi 18h30", "jeudi 18h30", "jeudi 18h30, mardi 12h30")
TRADES = ("Infirmière", "Comptable", "Professeure")


def forty_people() -> str:
    rows = [
        f"Prénom{n};Nom{n};personne{n:02d}@exemple.fr;{SLOTS[n % 4]};{TRADES[n % 3]};{offers}"
        for n in range(40)
        for offers in ("oui" if n % 11 == 0 else "",)
    ]
    return "\n".join([HEADERS, *rows])


def somebody_free_on_both_evenings() -> str:
    """The seat of Prénom4 on the board, whichever circle the search gave them."""
    return f"a[href$='/people/{Membership.objects.get(person__email='personne04@exemple.fr').pk}/']"


class Keyboard:
    """Somebody who only has a keyboard: they tab until they are there, type, and press Enter."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator) -> None:
        expect(target).to_have_count(1)
        for _ in range(400):
            if target.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard alone never reaches {target}")

    def write(self, label: str, text: str) -> None:
        self.reach(self.page.get_by_label(label))
        self.page.keyboard.insert_text(text)

    def press(self, name: str | re.Pattern[str], role: str = "button", key: str = "Enter") -> None:
        self.reach(self.page.locator("main").get_by_role(role, name=name))
        self.page.keyboard.press(key)

    def heading(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)
        assert faults(self.page) == []


def code_sent() -> str:
    found = re.search(r"\d{3}\s?\d{3}", Mail.objects.latest("pk").text)
    assert found, Mail.objects.latest("pk").text
    return found[0]


def test_from_a_pasted_list_to_an_invitation_somebody_accepts(server, chromium):
    context = chromium.new_context(viewport=PHONE, locale="fr-FR", reduced_motion="reduce")
    page = context.new_page()
    hands = Keyboard(page)

    page.goto(f"{server}/")
    hands.press("Fonder une communauté", role="link")
    hands.write("Votre adresse e-mail", "claire@exemple.fr")
    page.keyboard.press("Enter")
    hands.heading("Votre code")
    hands.write("Les six chiffres", code_sent())
    page.keyboard.press("Enter")

    hands.heading("Fonder une communauté")
    hands.write("Nom de la communauté", "Les Rebonds")
    page.keyboard.press("Enter")
    hands.heading("Les Rebonds")

    page.goto(f"{server}/c/les-rebonds/lists/new/")
    hands.heading("Les personnes que vous avez")
    hands.write("Coller votre liste", forty_people())
    hands.press("Lire la liste")
    hands.heading("40 personnes peuvent entrer")
    hands.press("Ajouter 40 personnes")
    hands.heading("40 personnes sont arrivées")

    page.goto(f"{server}/c/les-rebonds/forming/new/")
    hands.press("Voir ce qui est possible")
    hands.heading(re.compile("Cercles, "))
    hands.press("Former les cercles")
    expect(page).to_have_url(re.compile("/search/$"))
    jobs.run_all()
    expect(page).to_have_url(re.compile("/board/$"))
    hands.heading("Quatre cercles qui peuvent se réunir")
    seat = page.locator("main details", has=page.locator(somebody_free_on_both_evenings()))
    hands.reach(seat.locator("summary"))
    page.keyboard.press("Enter")
    hands.reach(seat.locator(somebody_free_on_both_evenings()).first)
    page.keyboard.press("Enter")
    hands.reach(page.get_by_role("button", name=re.compile("^Déplacer")).first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("a déplacé Prénom")

    hands.press("Lancer les cercles", role="link")
    hands.heading("4 cercles prêts à commencer")
    hands.reach(page.locator("input[name=told]:checked"))
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=told]:checked")).to_have_value("everyone")
    hands.press("Lancer les cercles")
    expect(page).to_have_url(re.compile("/launch/done/$"))
    jobs.run_all()
    assert Circle.objects.count() == 4

    invitation = Mail.objects.get(to="personne05@exemple.fr", attachments__name__endswith=".ics")
    context.clear_cookies()
    link = re.search(r"http\S+\?suits", invitation.text)
    assert link
    page.goto(link[0])
    hands.heading(Circle.objects.get(seats__membership__person__email="personne05@exemple.fr").name)
    hands.press("Envoyer ma réponse")
    expect(page.locator("main")).to_contain_text("Vous pouvez changer d’avis")
    assert SeatAnswer.objects.get().answer == SeatAnswer.Answer.SUITS
    assert Mail.objects.filter(attachments__name__endswith=".ics").count() == 40
