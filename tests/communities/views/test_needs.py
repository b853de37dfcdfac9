from __future__ import annotations

import pytest
from django.test import Client

from essaim.communities.actions import Needs, add_attribute, leave, say_needs
from essaim.communities.models import Departure, Membership, Pairing
from essaim.core import links

NEEDS = "/c/en-chemin/needs/"


@pytest.fixture
def site(cast):
    return add_attribute(
        actor=cast.claire, community=cast.community, name="Site", choices=["Lyon", "Paris"], several=True
    )


@pytest.fixture
def topic(cast):
    return add_attribute(actor=cast.claire, community=cast.community, name="Sujet")


def answered(cast, **changes):
    return {
        f"slot-{cast.tuesday.pk}": "possible",
        f"slot-{cast.thursday.pk}": "preferred",
        "facilitates": "1",
        "leads": "0",
        "words": "pas en juillet",
        "together": "",
        "apart": "",
    } | changes


def fresh(person):
    return Membership.objects.get(person=person)


def test_everything_is_answered_on_one_page(cast, as_, site, topic):
    answers = answered(cast, together="Nadia Benali", apart="SONIA@exemple.fr")
    answers |= {f"attribute-{site.pk}": ["Lyon", "Paris"], f"attribute-{topic.pk}": "Thé, café"}
    answer = as_(cast.marc).post(NEEDS, answers)
    assert answer["Location"] == f"{NEEDS}?saved=1"

    marc = fresh(cast.marc)
    assert {each.slot_id: each.preferred for each in marc.availabilities.all()} == {
        cast.tuesday.pk: False,
        cast.thursday.pk: True,
    }
    assert (marc.facilitates, marc.languages, marc.availability_text) == (1, ["fr"], "pas en juillet")
    values = [(value.attribute.name, value.value) for value in marc.values.order_by("pk")]
    assert values == [("Site", "Lyon"), ("Site", "Paris"), ("Sujet", "Thé, café")]
    assert sorted(Pairing.objects.values_list("kind", flat=True)) == ["apart", "together"]


def test_the_page_shows_what_was_answered(cast, as_, site):
    browser = as_(cast.marc)
    browser.post(NEEDS, answered(cast, together="Nadia Benali") | {f"attribute-{site.pk}": ["Paris"]})
    form = browser.get(NEEDS).context["form"]
    assert [slot["state"] for slot in form.week()] == ["possible", "preferred"]
    assert form["together"].value() == "Nadia Benali"
    assert form[f"attribute-{site.pk}"].value() == ["Paris"]
    assert (form["facilitates"].value(), form["none"].value()) == (1, False)


def test_nothing_chosen_is_said_and_everything_typed_stays(cast, as_):
    answers = answered(cast, together="Personne Connue") | {
        f"slot-{cast.tuesday.pk}": "no",
        f"slot-{cast.thursday.pk}": "no",
    }
    answer = as_(cast.marc).post(NEEDS, answers)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert form.errors["none"] == ["Choose at least one slot, or tick “None of these suits me”."]
    assert form.errors["together"] == [
        "Nobody here is called “Personne Connue”. Write the first name and the name, or the address."
    ]
    assert "Personne Connue" in answer.content.decode()
    assert "pas en juillet" in answer.content.decode()
    assert fresh(cast.marc).availability_known_at is None


def test_none_suits_is_an_answer(cast, as_):
    browser = as_(cast.marc)
    browser.post(NEEDS, {"none": "on", "facilitates": "0", "leads": "0"})
    marc = fresh(cast.marc)
    assert marc.availability_known_at is not None
    assert not marc.availabilities.exists()
    assert browser.get(NEEDS).context["form"]["none"].value() is True
    both = browser.post(NEEDS, answered(cast, none="on"))
    assert "none" in both.context["form"].errors


@pytest.mark.parametrize(
    ("together", "apart", "field"),
    [
        ("Marc Petit", "", "together"),
        ("", "marc@exemple.fr", "apart"),
        ("Nadia Benali", "nadia benali", "apart"),
    ],
)
def test_wishes_that_cannot_be_are_said_where_they_are(cast, as_, together, apart, field):
    answer = as_(cast.marc).post(NEEDS, answered(cast, together=together, apart=apart))
    assert list(answer.context["form"].errors) == [field]
    assert not Pairing.objects.exists()


def test_two_people_of_one_name_are_told_apart_by_their_address(cast, as_):
    second = cast.member("nadia2@exemple.fr", "Nadia Benali")
    browser = as_(cast.marc)
    answer = browser.post(NEEDS, answered(cast, together="Nadia Benali"))
    assert "Several people are called" in answer.context["form"].errors["together"][0]
    browser.post(NEEDS, answered(cast, together="nadia2@exemple.fr"))
    assert browser.get(NEEDS).context["form"]["together"].value() == "Nadia Benali"
    browser.post(NEEDS, answered(cast, together="Nadia Benali"))
    assert Pairing.objects.get().other == second


def test_nobody_sees_what_others_wish_of_them(cast, as_):
    as_(cast.marc).post(NEEDS, answered(cast, apart="Nadia Benali"))
    page = as_(cast.nadia).get(NEEDS).content.decode()
    assert "Marc" not in page


def test_several_languages_are_asked_only_where_there_are_several(cast, as_):
    assert "languages" not in as_(cast.marc).get(NEEDS).context["form"].fields
    cast.community.languages = ["fr", "en"]
    cast.community.save()
    answer = as_(cast.marc).post(NEEDS, answered(cast))
    assert list(answer.context["form"].errors) == ["languages"]
    as_(cast.marc).post(NEEDS, answered(cast, languages=["en"]))
    assert fresh(cast.marc).languages == ["en"]


def test_a_sponsor_has_nothing_to_answer(cast, as_):
    assert as_(cast.serge).get(NEEDS).status_code == 403


def test_the_same_form_opens_from_a_mail_without_signing_in(cast, client):
    marc = cast.membership(cast.marc)
    url = f"/needs/{links.sign('needs', marc.pk)}/"
    assert client.get(url).status_code == 200
    answer = client.post(url, answered(cast), follow=True)
    page = answer.content.decode()
    assert "It is noted, thank you." in page
    assert fresh(cast.marc).availability_from == "self"


def test_the_link_of_another_purpose_or_of_somebody_gone_opens_nothing(cast, client):
    marc = cast.membership(cast.marc)
    assert client.get(f"/needs/{links.sign('withdraw', marc.pk)}/").status_code == 404
    leave(actor=cast.marc, membership=marc)
    assert client.get(f"/needs/{links.sign('needs', marc.pk)}/").status_code == 404


def test_withdrawing_is_one_button_and_says_what_is_kept(cast, client):
    nadia = cast.membership(cast.nadia)
    say_needs(actor=cast.nadia, membership=nadia, needs=Needs(can=frozenset({cast.tuesday.pk})))
    url = f"/withdraw/{links.sign('withdraw', nadia.pk)}/"
    assert "Withdraw from En chemin" in client.get(url).content.decode()
    assert not Departure.objects.exists()
    page = client.post(url, follow=True).content.decode()
    assert "only your address is kept" in page
    assert Departure.objects.get().way == Departure.Way.WITHDREW
    assert not nadia.availabilities.exists()


def test_a_mail_program_withdraws_in_one_click_without_cookie_or_token(cast):
    url = f"/withdraw/{links.sign('withdraw', cast.membership(cast.nadia).pk)}/"
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = program.post(url, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 302
    assert Departure.objects.count() == 1


def test_the_last_pilot_is_told_why_they_cannot_withdraw(cast, client):
    url = f"/withdraw/{links.sign('withdraw', cast.membership(cast.claire).pk)}/"
    answer = client.post(url)
    assert answer.status_code == 422
    assert "A community needs a pilot" in answer.content.decode()
