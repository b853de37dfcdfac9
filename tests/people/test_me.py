from __future__ import annotations

import pytest

SAID = {
    "name": " Marc  Petit ",
    "given_name": "Marco",
    "initials": " mp ",
    "language": "en",
    "time_zone": "America/Toronto",
}


def test_one_says_who_one_is(cast, as_):
    answer = as_(cast.marc).post("/me/", SAID)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/me/")
    cast.marc.refresh_from_db()
    said = (cast.marc.name, cast.marc.given_name, cast.marc.initials, cast.marc.language, cast.marc.time_zone)
    assert said == ("Marc Petit", "Marco", "MP", "en", "America/Toronto")
    assert cast.marc.called == "Marco"


def test_everything_may_stay_empty(cast, as_):
    assert as_(cast.marc).post("/me/", dict.fromkeys(SAID, "")).status_code == 302
    cast.marc.refresh_from_db()
    assert (cast.marc.called, cast.marc.monogram) == ("marc", "MA")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("initials", "a/b"),
        ("initials", "abcd"),
        ("language", "tlh"),
        ("time_zone", "Mars/Base"),
        ("name", "n" * 151),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(cast, as_, field, typed):
    answer = as_(cast.marc).post("/me/", SAID | {"given_name": "Marcelin", field: typed})
    assert answer.status_code == 200
    assert 'value="Marcelin"' in answer.content.decode()
    assert list(answer.context["form"].errors) == [field]
    cast.marc.refresh_from_db()
    assert cast.marc.given_name == ""


def test_who_is_not_signed_in_is_sent_to_the_entrance(client, db):
    assert client.get("/me/").headers["Location"] == "/account/login/?next=/me/"


def test_the_word_of_thanks_is_in_the_language_just_chosen(cast, as_):
    browser = as_(cast.marc)
    page = browser.post("/me/", SAID | {"language": "fr"}, follow=True, headers={"Accept-Language": "en"})
    assert "C’est enregistré." in page.content.decode()
