from __future__ import annotations

import pytest
from django.urls import reverse

from essaim.circles.actions.answers import answer
from essaim.circles.actions.caring import close
from essaim.circles.actions.seats import take_seat_away
from essaim.circles.models import SeatAnswer
from essaim.core.links import sign
from essaim.journal.models import Fact
from factories.circles import circles_of, launched


@pytest.fixture(autouse=True)
def sunday(time_machine):
    time_machine.move_to("2026-11-22T09:00:00Z", tick=False)


@pytest.fixture
def circle(cast):
    people = cast.crowd(4, cast.tuesday, facilitators=1)
    unknown = cast.member("nora@exemple.fr", "Nora Diaz")
    return circles_of(launched(cast, (cast.tuesday, [*people, unknown])))[0]


@pytest.fixture
def seat(circle):
    return circle.seats.get(membership__person__email="nora@exemple.fr")


@pytest.fixture(autouse=True)
def in_french(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"


def link(seat) -> str:
    return reverse("seat-answer", args=[sign("seat", seat.pk)])


def test_opening_a_link_changes_nothing_and_proposes_its_answer(client, seat):
    page = client.get(f"{link(seat)}?other-slot")
    assert page.status_code == 200
    assert page.context["form"]["answer"].value() == "other-slot"
    assert SeatAnswer.objects.count() == 0


def test_it_suits_me_is_kept_and_confirms_the_seat(client, seat):
    assert seat.to_confirm
    sent = client.post(link(seat), {"answer": "suits", "note": "Hâte d’y être"})
    assert sent.status_code == 302
    seat.refresh_from_db()
    assert not seat.to_confirm
    assert [(one.answer, one.note) for one in seat.answers.all()] == [("suits", "Hâte d’y être")]
    assert Fact.objects.get(verb="seat.answered").details == {"answer": "suits"}
    page = client.get(link(seat))
    assert "Vous avez répondu" in page.content.decode()


def test_one_may_change_ones_mind_and_the_same_answer_is_kept_once(cast, seat):
    person = seat.membership.person
    for given in ("other-slot", "other-slot", "suits"):
        answer(actor=person, seat=seat, answer=given)
    assert list(seat.answers.values_list("answer", flat=True)) == ["other-slot", "suits"]


def test_another_slot_leads_to_saying_when_one_can(client, seat):
    client.post(link(seat), {"answer": "other-slot", "note": ""})
    page = client.get(link(seat)).content.decode()
    assert reverse("needs-by-link", args=[sign("needs", seat.membership_id)]) in page


def test_no_answer_is_told_where_and_nothing_typed_is_lost(client, seat):
    page = client.post(link(seat), {"note": "Un mot"})
    assert page.status_code == 422
    assert "Choisissez une des trois réponses." in page.content.decode()
    assert "Un mot" in page.content.decode()


def test_a_link_that_was_altered_or_whose_seat_is_gone_opens_nothing(cast, client, seat):
    assert client.get(link(seat)[:-2] + "x/").status_code == 404
    assert client.get(reverse("seat-answer", args=[sign("needs", seat.pk)])).status_code == 404
    take_seat_away(actor=cast.claire, seat=seat)
    assert client.get(link(seat)).status_code == 404


def test_a_circle_that_ended_asks_nothing(cast, client, circle, seat):
    close(actor=cast.claire, circle=circle)
    page = client.get(link(seat)).content.decode()
    assert "Ce cercle a pris fin" in page
    assert "<textarea" not in page


def test_answers_are_seen_by_whoever_facilitates_and_pilots_only(cast, as_, circle, seat):
    answer(actor=seat.membership.person, seat=seat, answer="later", note="Après l’été")
    facilitator = circle.seats.get(part="facilitator").membership.person
    url = reverse("circle", args=["en-chemin", circle.pk])
    for person, sees in (
        (facilitator, True),
        (cast.claire, True),
        (seat.membership.person, False),
        (cast.marc, False),
    ):
        assert ("Après l’été" in as_(person).get(url).content.decode()) is sees
