from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essaim.circles.actions.launching import BoardChangedError, launch
from essaim.circles.actions.rounds import remove_round
from essaim.circles.actions.searches import start_search
from essaim.circles.forms.rounds import default_options
from essaim.circles.jobs import forget_removed_rounds
from essaim.circles.models import FormingRound, Participation, Removal
from essaim.circles.queries.path import way_of
from essaim.communities.models import Attribute, AttributeValue, Departure, Membership, Pairing
from essaim.notifications.models import Mail
from factories.boards import laid, round_with

NEW = {
    "who": "known",
    "name": "Automne",
    "size": "8-12",
    "facilitation": "offered",
    "new_people": "normal",
    "preferred": "a little",
    "stay": "not at all",
    "without_slots": "any",
}


@pytest.fixture
def browser(cast, as_):
    cast.claire.language = "fr"
    cast.claire.save()
    return as_(cast.claire)


def address(name, *more):
    return reverse(name, args=["en-chemin", *more])


def test_the_empty_list_teaches_and_begins(browser):
    page = browser.get(address("rounds")).content.decode()
    assert "Aucune composition pour l’instant" in page
    assert f'href="{address("round-new")}"' in page


def test_the_form_works_as_it_is(cast, browser):
    cast.crowd(40, cast.tuesday, facilitators=5)
    page = browser.get(address("round-new")).content.decode()
    assert "4 cercles de 10–11, ou 5 de 8–9" not in page  # Leïla, Sonia, Marc and Nadia are present too
    assert "4 cercles de 11, ou 5 de 8–9" in page


def test_a_round_begins_with_those_chosen(cast, browser):
    people = cast.crowd(12, cast.tuesday, facilitators=1)
    answer = browser.post(address("round-new"), NEW)
    forming = FormingRound.objects.get()
    assert answer.url == address("round", forming.pk)
    taking_part = Participation.objects.filter(round=forming).values_list("membership", flat=True)
    assert set(taking_part) == {one.pk for one in people}
    assert forming.options["size"] == [8, 12]
    assert forming.options["facilitators"] == [1, 1]


def test_everyone_present_takes_part_but_sponsors_and_silent_pilots(cast, browser):
    browser.post(address("round-new"), {**NEW, "who": "everyone"})
    taking_part = Participation.objects.values_list("membership__person__email", flat=True)
    assert set(taking_part) == {f"{name}@exemple.fr" for name in ("leila", "sonia", "marc", "nadia")}


def test_attributes_are_mixed_brought_together_or_made_the_same(cast, browser):
    site, job, format_ = (
        Attribute.objects.create(community=cast.community, name=name, key=name.lower())
        for name in ("Site", "Métier", "Format")
    )
    given = {
        **NEW,
        f"manner-{site.pk}": "mix:a lot",
        f"manner-{job.pk}": "share:a little",
        f"alone-{job.pk}": "on",
        f"manner-{format_.pk}": "same",
    }
    browser.post(address("round-new"), given)
    options = FormingRound.objects.get().options
    assert options["mix"] == {"site": "a lot"}
    assert options["share"] == {"métier": "a little"}
    assert options["never_alone"] == ["métier"]
    assert options["same"] == ["format"]


def test_own_sizes_that_make_no_sense_are_said_and_nothing_is_lost(cast, browser):
    given = {**NEW, "size": "own", "smallest": "9", "largest": "5", "name": "Printemps"}
    answer = browser.post(address("round-new"), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "La plus grande taille est inférieure à la plus petite. Indiquez au moins 9." in page
    assert 'value="Printemps"' in page
    assert not FormingRound.objects.exists()


def test_wishes_change_and_come_back_as_they_were_chosen(cast, browser):
    forming = round_with(cast, cast.crowd(10, cast.tuesday))
    given = {**NEW, "size": "own", "smallest": "4", "largest": "6", "facilitation": "rotating"}
    browser.post(address("round-wishes", forming.pk), given)
    forming.refresh_from_db()
    assert (forming.options["size"], forming.options["target"]) == ([4, 6], 5)
    assert forming.options["facilitators"] == [0, 0]
    page = browser.get(address("round-wishes", forming.pk)).content.decode()
    assert 'name="smallest" value="4"' in page


def test_people_are_found_left_out_and_taken_in(cast, browser):
    people = cast.crowd(12, cast.tuesday)
    forming = round_with(cast, people)
    page = address("round-people", forming.pk)
    browser.post(page, {"verb": "leave", "person": people[3].pk})
    assert forming.participations.count() == 11
    found = browser.get(page, {"q": "nom003"}).content.decode()
    assert "Prénom003" in found
    assert "Prénom004" not in found
    browser.post(f"{page}?q=nom003", {"verb": "take"})
    assert forming.participations.count() == 12
    browser.post(page, {"verb": "leave", "person": "²"})
    assert forming.participations.count() == 12
    browser.post(page, {"verb": "leave"})
    assert forming.participations.count() == 0


def test_people_are_found_by_what_they_answered(cast, browser):
    people = cast.crowd(3, cast.tuesday)
    site = Attribute.objects.create(community=cast.community, name="Site", key="site")
    AttributeValue.objects.create(membership=people[1], attribute=site, value="Lyon")
    forming = round_with(cast, people)
    found = browser.get(address("round-people", forming.pk), {"value": "site:Lyon"}).content.decode()
    assert "Prénom001" in found
    assert "Prénom002" not in found


def test_who_left_the_community_takes_part_no_more(cast, browser):
    people = cast.crowd(12, cast.tuesday)
    forming = round_with(cast, people)
    Departure.objects.create(membership=people[0], way=Departure.Way.LEFT)
    assert ">11<" in browser.get(address("round", forming.pk)).content.decode()


def test_before_solving_missing_facilitators_are_said_and_asked_once(cast, browser):
    people = cast.crowd(12, cast.tuesday)
    forming = round_with(cast, people)
    page = browser.get(address("round", forming.pk)).content.decode()
    assert "12 personnes pourraient se réunir le mardi à 18\u202fh\u202f30 en français" in page
    given = {"slot": "tue 18:30", "language": "fr"}
    browser.post(address("round-ask", forming.pk), given)
    browser.post(address("round-ask", forming.pk), given)
    assert Mail.objects.filter(key__startswith="facilitate:").count() == 12


def test_before_solving_sizes_that_cannot_work_are_said_with_the_nearest_that_can(cast, browser):
    forming = round_with(cast, cast.crowd(13, cast.tuesday, facilitators=2), size=[8, 12], target=10)
    page = browser.get(address("round", forming.pk)).content.decode()
    assert "13 personnes ne se répartissent pas en cercles de cette taille" in page
    assert "8 à 13 personnes" in page


def test_before_solving_a_contradiction_is_named_and_no_search_is_offered(cast, browser):
    people = cast.crowd(12, cast.tuesday, facilitators=2)
    forming = round_with(cast, people)
    for kind in ("together", "apart"):
        Pairing.objects.create(community=cast.community, one=people[3], other=people[4], kind=kind)
    page = browser.get(address("round", forming.pk)).content.decode()
    assert "Prénom003 Nom003 et Prénom004 Nom004 sont à la fois à placer ensemble et à séparer." in page
    assert "Former les cercles</button>" not in page


def test_a_slot_that_is_none_asks_nobody(cast, browser):
    forming = round_with(cast, cast.crowd(12, cast.tuesday))
    browser.post(address("round-ask", forming.pk), {"slot": "tue 25:00", "language": "fr"})
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("people", "offers", "facilitators", "size"),
    [(43, 5, [1, 1], [8, 12]), (43, 1, [0, 1], [8, 12]), (5, 0, [0, 1], [5, 5])],
)
def test_defaults_suit_the_people_there_are(people, offers, facilitators, size):
    options = default_options(people=people, offers=offers, attributes=[], in_circles=False)
    assert options["facilitators"] == facilitators
    assert options["size"] == size


@pytest.mark.parametrize("who", ["leila", "sonia", "marc", "serge"])
def test_only_pilots_form_circles(cast, as_, who):
    assert as_(getattr(cast, who)).get(address("rounds")).status_code == 403
    assert as_(getattr(cast, who)).post(address("round-new"), NEW).status_code == 403


def test_a_prepared_round_is_removed_and_given_back(cast, browser):
    forming = round_with(cast, cast.crowd(12, cast.tuesday))
    laid(cast, forming, (cast.tuesday.slot, list(forming_people(forming))))
    answer = browser.post(address("round-removal", forming.pk), follow=True)
    undo = address("round-back", forming.pk)
    assert undo in answer.content.decode()
    assert "Aucune composition pour l’instant" in answer.content.decode()
    assert browser.get(address("round", forming.pk)).status_code == 404
    assert browser.get(address("board", forming.pk)).status_code == 404
    assert way_of(cast.community).proposed is False

    assert browser.post(undo)["Location"] == address("round", forming.pk)
    assert browser.get(address("board", forming.pk)).status_code == 200
    assert browser.post(undo).status_code == 404


def test_a_round_that_is_launched_stays(cast, browser):
    forming = round_with(cast, cast.crowd(12, cast.tuesday))
    board = laid(cast, forming, (cast.tuesday.slot, list(forming_people(forming))))
    launch(actor=cast.claire, forming=forming, number=board.number)
    assert "Retirer" not in browser.get(address("rounds")).content.decode()
    answer = browser.post(address("round-removal", forming.pk), follow=True)
    assert "elle reste, comme trace" in answer.content.decode()
    assert browser.get(address("round", forming.pk)).status_code == 200


def test_removing_a_round_stops_its_search_and_nothing_is_launched(cast):
    forming = round_with(cast, cast.crowd(12, cast.tuesday))
    board = laid(cast, forming, (cast.tuesday.slot, list(forming_people(forming))))
    search = start_search(actor=cast.claire, forming=forming)
    remove_round(actor=cast.claire, forming=forming)
    search.refresh_from_db()
    assert search.state == search.State.CANCELLED
    with pytest.raises(BoardChangedError):
        launch(actor=cast.claire, forming=forming, number=board.number)


def test_what_was_removed_is_forgotten_after_a_month(cast):
    kept, old = (round_with(cast, cast.crowd(0)) for _ in range(2))
    for forming in (kept, old):
        remove_round(actor=cast.claire, forming=forming)
    Removal.objects.filter(round=old).update(created_at=timezone.now() - timedelta(days=31))
    forget_removed_rounds()
    assert list(FormingRound.objects.all()) == [kept]


def forming_people(forming):
    return Membership.objects.filter(participations__round=forming).order_by("pk")
