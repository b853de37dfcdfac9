from __future__ import annotations

import pytest


def test_a_visitor_chooses_a_language_that_the_browser_keeps(client, db):
    answer = client.post("/language/", {"language": "fr", "next": "/account/login/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/")
    assert answer.cookies["django_language"].value == "fr"
    page = client.get("/account/login/", headers={"Accept-Language": "en"})
    assert "Recevoir un code" in page.content.decode()
    assert '<html lang="fr"' in page.content.decode()


def test_somebody_signed_in_keeps_it_everywhere(cast, as_):
    as_(cast.marc).post("/language/", {"language": "en", "next": "/me/"})
    cast.marc.refresh_from_db()
    assert cast.marc.language == "en"


@pytest.mark.parametrize(
    "next", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "people", "1e9"]
)
def test_one_is_never_led_to_another_site(client, db, next):
    assert client.post("/language/", {"language": "fr", "next": next}).headers["Location"] == "/"


def test_a_language_that_is_not_ours_changes_nothing(client, db):
    answer = client.post("/language/", {"language": "tlh"})
    assert (answer.status_code, "django_language" in answer.cookies) == (302, False)


def test_it_is_chosen_by_a_form_and_not_by_a_link(client, db):
    assert client.get("/language/?language=fr").status_code == 405
