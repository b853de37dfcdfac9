"""Coming in, as a browser does it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from essaim.notifications.models import Mail
from essaim.people.models import Person

SIGN_IN, CODE = "/account/login/", "/account/login/code/"


@pytest.fixture(autouse=True)
def no_memory_of_earlier_attempts() -> None:
    cache.clear()


def ask(client: Client, email: str, next: str = ""):
    return client.post(SIGN_IN, {"email": email} | ({"next": next} if next else {}))


def code_sent_to(email: str) -> str:
    mail = Mail.objects.filter(to=email).latest("id")
    return re.search(r"\d{3} \d{3}", mail.text)[0]


def give(client: Client, code: str, **more: str):
    return client.post(CODE, {"code": code, "action": "verify", **more})


def whoever(client: Client) -> Person | None:
    pk = client.session.get("_auth_user_id")
    return Person.objects.get(pk=pk) if pk else None


def test_somebody_known_comes_in_with_the_code_of_the_mail(cast, client):
    assert ask(client, "marc@exemple.fr").headers["Location"] == CODE
    assert give(client, code_sent_to("marc@exemple.fr")).headers["Location"] == "/"
    assert whoever(client) == cast.marc


def test_an_unknown_address_gets_a_code_and_has_an_account_only_once_it_is_given_back(cast, client):
    before = Person.objects.count()
    ask(client, "neuve@exemple.fr")
    assert Person.objects.count() == before
    give(client, code_sent_to("neuve@exemple.fr"))
    person = whoever(client)
    assert person.email == "neuve@exemple.fr"
    assert not person.has_usable_password()
    assert EmailAddress.objects.filter(user=person, verified=True, primary=True).exists()


def test_the_address_is_the_same_in_capitals_and_with_spaces(cast, client):
    ask(client, " Marc@Exemple.FR ")
    give(client, code_sent_to("marc@exemple.fr"))
    assert whoever(client) == cast.marc


def test_known_and_unknown_addresses_get_the_same_answers(cast, client):
    answers = []
    for email in ("marc@exemple.fr", "neuve@exemple.fr"):
        browser = Client()
        answer = ask(browser, email)
        page = browser.get(CODE).content.decode().replace(email, "…").replace(email.replace("@", "%40"), "…")
        page = re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", page)
        mail = Mail.objects.get(to=email)
        words = (re.sub(r"\d{3} \d{3}", "…", text) for text in (mail.subject, mail.text, mail.html))
        answers.append((answer.status_code, answer.headers["Location"], page, *words))
    assert answers[0] == answers[1]


def test_known_and_unknown_addresses_cost_the_same_work(cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for email in ("marc@exemple.fr", "neuve@exemple.fr"):
        with CaptureQueriesContext(connection) as queries:
            ask(Client(), email)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_page_asked_for_is_where_one_arrives(cast, client):
    ask(client, "marc@exemple.fr", next="/me/")
    assert 'name="next" value="/me/"' in client.get(f"{CODE}?next=/me/").content.decode()
    assert give(client, code_sent_to("marc@exemple.fr"), next="/me/").headers["Location"] == "/me/"


def test_one_never_arrives_on_another_site(cast, client):
    ask(client, "marc@exemple.fr", next="https://evil.example/")
    answer = give(client, code_sent_to("marc@exemple.fr"), next="https://evil.example/")
    assert answer.headers["Location"] == "/"


def test_spaces_in_the_code_do_not_matter(cast, client):
    ask(client, "marc@exemple.fr")
    give(client, code_sent_to("marc@exemple.fr").replace(" ", ""))
    assert whoever(client) == cast.marc


def test_a_wrong_code_is_typed_anew(cast, client):
    ask(client, "marc@exemple.fr")
    page = give(client, "12345").content.decode()
    assert "This is not the code of the last e-mail" in page
    assert "12345" not in page


def test_in_development_the_newest_mail_is_one_link_away(cast, client, settings):
    ask(client, "marc@exemple.fr")
    assert 'href="/mails/?newest=marc%40exemple.fr"' in client.get(CODE).content.decode()
    settings.MAILS_ON_A_PAGE = False
    assert "/mails/" not in client.get(CODE).content.decode()


def test_where_no_mail_can_leave_the_entrance_says_so(db, client, settings):
    assert "No mail server" not in client.get(SIGN_IN).content.decode()
    settings.MAILS_ON_A_PAGE = False
    assert "No mail server" in client.get(SIGN_IN).content.decode()
    settings.MAIL_URL = "smtp://mail.example"
    assert "No mail server" not in client.get(SIGN_IN).content.decode()


def test_after_three_wrong_codes_another_mail_is_needed(cast, client):
    ask(client, "marc@exemple.fr")
    good = code_sent_to("marc@exemple.fr")
    wrong = "000 000" if good != "000 000" else "111 111"
    assert give(client, wrong).status_code == 200
    assert give(client, wrong).status_code == 200
    assert give(client, wrong).headers["Location"] == SIGN_IN
    give(client, good)
    assert whoever(client) is None


def test_a_code_is_good_for_a_quarter_of_an_hour(cast, client):
    ask(client, "marc@exemple.fr")
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert give(client, code_sent_to("marc@exemple.fr")).headers["Location"] == SIGN_IN
    assert whoever(client) is None


def test_a_code_serves_once_and_only_in_the_browser_that_asked(cast, client):
    ask(client, "marc@exemple.fr")
    code = code_sent_to("marc@exemple.fr")
    other = Client()
    assert give(other, code).headers["Location"] == SIGN_IN
    give(client, code)
    client.post("/account/logout/")
    give(client, code)
    assert whoever(client) is None


def test_another_code_can_be_asked_for_and_the_first_is_then_worth_nothing(cast, client):
    ask(client, "marc@exemple.fr")
    first = code_sent_to("marc@exemple.fr")
    client.post(CODE, {"action": "resend"})
    second = code_sent_to("marc@exemple.fr")
    assert Mail.objects.count() == 2
    if first != second:
        assert give(client, first).status_code == 200
    give(client, second)
    assert whoever(client) == cast.marc


def test_one_can_go_back_and_give_another_address(cast, client):
    ask(client, "faute@exemple.fr")
    assert client.get(SIGN_IN).headers["Location"] == CODE
    assert client.get(f"{SIGN_IN}?again=1").status_code == 200
    ask(client, "marc@exemple.fr")
    give(client, code_sent_to("marc@exemple.fr"))
    assert whoever(client) == cast.marc


def test_codes_to_one_address_are_limited_with_a_sentence_and_what_was_typed(cast, client):
    for _ in range(5):
        assert ask(Client(), "marc@exemple.fr").status_code == 302
    answer = ask(Client(), "marc@exemple.fr")
    assert answer.status_code == 429
    assert "Wait a minute" in answer.content.decode()
    assert 'value="marc@exemple.fr"' in answer.content.decode()
    assert Mail.objects.count() == 5


def test_a_workshop_of_forty_comes_in_together_from_one_address_of_the_network(cast):
    assert {ask(Client(), f"p{i}@exemple.fr").status_code for i in range(45)} == {302}


@pytest.mark.parametrize("typed", ["", "marc", "marc@", "marc@exemple", "a" * 250 + "@exemple.fr"])
def test_what_is_no_address_is_said_and_nothing_is_sent(cast, client, typed):
    answer = ask(client, typed)
    assert answer.status_code == 200
    assert "field__error" in answer.content.decode() or "aria-invalid" in answer.content.decode()
    assert not Mail.objects.exists()


def test_who_is_signed_in_has_no_need_of_the_page(cast, as_):
    assert as_(cast.marc).get(f"{SIGN_IN}?next=/me/").headers["Location"] == "/me/"


def test_an_account_that_was_closed_does_not_open(cast, client):
    Person.objects.filter(pk=cast.marc.pk).update(is_active=False)
    ask(client, "marc@exemple.fr")
    assert give(client, code_sent_to("marc@exemple.fr")).headers["Location"] == "/account/inactive/"
    assert client.get("/account/inactive/").status_code == 403
    assert whoever(client) is None


def test_going_out_asks_first_when_one_comes_by_a_link(cast, as_):
    browser = as_(cast.marc)
    assert browser.get("/account/logout/").status_code == 200
    assert whoever(browser) == cast.marc
    assert browser.post("/account/logout/").headers["Location"] == "/"
    assert whoever(browser) is None
    assert browser.get("/account/logout/").headers["Location"] == "/"


def test_the_mail_speaks_french_to_a_french_browser(cast, client):
    client.post(SIGN_IN, {"email": "marc@exemple.fr"}, headers={"Accept-Language": "fr-FR"})
    mail = Mail.objects.get()
    assert mail.headers["Content-Language"] == "fr"
    assert mail.text.startswith("Votre code")
