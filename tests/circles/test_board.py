from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from django.urls import reverse

from cast import plain
from essaim.circles.actions import adjusting
from essaim.circles.queries.forming import latest
from essaim.circles.queries.standing import Wish
from essaim.communities.models import Departure, Membership, Pairing, Role, RoleHeld
from essaim.notifications.models import Mail
from factories.boards import laid, round_with, seats
from factories.circles import launched
from house.counting import queries_of


@pytest.fixture
def people(cast):
    cast.claire.language = "fr"
    cast.claire.save()
    return cast.crowd(20, cast.tuesday, facilitators=2)


@pytest.fixture
def forming(cast, people):
    return round_with(cast, people)


@pytest.fixture
def board(cast, forming, people):
    one, two = [people[0], *people[2:10]], [people[1], *people[10:18]]
    return laid(cast, forming, (cast.tuesday.slot, one), (cast.tuesday.slot, two))


def address(name, forming, **more):
    return reverse(name, kwargs={"community": "en-chemin", "round": forming.pk, **more})


def test_the_title_says_the_result_and_three_facts(cast, forming, board, as_):
    page = as_(cast.claire).get(address("board", forming)).content.decode()
    assert "<h1>Deux cercles qui peuvent se réunir</h1>" in page
    assert "personnes placées sur 20" in page
    assert "cercles de 9" in page
    assert "Prénom000 Nom000" in page
    assert "2 personnes n’ont pas encore de cercle." in page


def test_each_circle_says_who_facilitates_and_why_it_holds(cast, forming, board, as_):
    page = as_(cast.claire).get(address("board", forming)).content.decode()
    assert "<strong>Prénom000 Nom000</strong> anime." in page
    assert "Personne ne se connaît." in page


def test_without_a_proposal_the_board_leads_to_the_round(cast, forming, as_):
    answer = as_(cast.claire).get(address("board", forming))
    assert answer.url == address("round", forming)


@pytest.mark.parametrize("who", ["leila", "sonia", "marc", "serge"])
def test_only_pilots_see_the_board(cast, forming, board, as_, who):
    assert as_(getattr(cast, who)).get(address("board", forming)).status_code == 403


@pytest.mark.parametrize("who", ["paul", "diane"])
def test_the_board_does_not_exist_for_strangers(cast, forming, board, as_, who):
    assert as_(getattr(cast, who)).get(address("board", forming)).status_code == 404


def test_a_pilot_of_another_community_finds_nothing_through_their_own_address(cast, forming, board, as_):
    other = reverse("board", kwargs={"community": "ailleurs", "round": forming.pk})
    assert as_(cast.diane).get(other).status_code == 404


def test_the_board_asks_as_much_for_two_circles_as_for_thirty(cast, as_):
    people = cast.crowd(60, cast.tuesday, facilitators=30)
    small = round_with(cast, people[:4], size=[2, 4])
    laid(cast, small, (cast.tuesday.slot, people[:2]), (cast.tuesday.slot, people[2:4]))
    large = round_with(cast, people, size=[2, 4])
    pairs = [(cast.tuesday.slot, [people[n], people[n + 30]]) for n in range(30)]
    laid(cast, large, *pairs)
    browser = as_(cast.claire)
    assert len(latest(large).circles) == 30
    assert queries_of(browser, address("board", small)) == queries_of(browser, address("board", large)) <= 8


def test_the_list_of_rounds_asks_as_much_for_one_as_for_thirty(cast, people, as_):
    browser = as_(cast.claire)
    round_with(cast, people[:2])
    few = queries_of(browser, reverse("rounds", args=["en-chemin"]))
    for _ in range(29):
        round_with(cast, people[:2])
    assert queries_of(browser, reverse("rounds", args=["en-chemin"])) == few <= 8


def test_a_person_page_says_why_and_lists_circles_best_first(cast, forming, board, people, as_):
    page = as_(cast.claire).get(address("board-person", forming, membership=people[5].pk)).content.decode()
    assert "Peut se réunir le mardi à 18\u202fh\u202f30." in page
    assert "Parle français, la langue de ce cercle." in page
    assert "Mieux" not in page
    assert board.circles[1]["name"] in page


def test_the_page_of_somebody_without_a_circle_says_what_a_place_would_bring(
    cast, forming, board, people, as_
):
    place = address("board-person", forming, membership=people[19].pk)
    page = as_(cast.claire).get(place).content.decode()
    assert "Trop peu d’autres personnes peuvent aux mêmes moments." in page
    assert "Des tailles plus proches de celle souhaitée." in page


def test_dragging_is_told_what_each_circle_would_bring(cast, forming, board, people, as_):
    place = address("board-person", forming, membership=people[5].pk)
    told = as_(cast.claire).get(place, headers={"accept": "application/json"}).json()
    assert set(told) == {"c2"}
    assert told["c2"]["verdict"] == "worse"


def change(number=1, **given):
    return {"number": number, **given}


def test_consequences_are_shown_before_a_move_is_kept(cast, forming, board, people, as_):
    given = change(verb="move", person=people[19].pk, circle="c1")
    page = as_(cast.claire).get(address("board-change", forming), given).content.decode()
    assert "Déplacer Prénom019 Nom019 vers" in page
    assert "Trouve un cercle\u202f: Prénom019 Nom019." in page
    assert latest(forming).number == 1


def test_a_move_is_kept_and_can_be_undone_from_its_toast(cast, forming, board, people, as_):
    browser = as_(cast.claire)
    given = change(verb="move", person=people[19].pk, circle="c1")
    page = browser.post(address("board-change", forming), given, follow=True).content.decode()
    assert people[19].pk in seats(latest(forming), "c1")
    undo = address("board-undo", forming, number=2)
    assert f'action="{undo}"' in page
    browser.post(undo)
    assert latest(forming).circles == board.circles


def test_a_move_that_breaks_a_rule_is_refused_with_what_would_make_it_possible(
    cast, forming, board, people, as_
):
    people[19].availabilities.all().delete()
    given = change(verb="move", person=people[19].pk, circle="c1")
    page = as_(cast.claire).post(address("board-change", forming), given, follow=True).content.decode()
    assert "Prénom019 Nom019 ne peut pas le mardi à 18\u202fh\u202f30. Si cela a changé" in page
    assert latest(forming).number == 1


def test_the_later_of_two_pilots_learns_who_did_what_and_decides_again(cast, forming, board, people, as_):
    RoleHeld.objects.create(membership=cast.membership(cast.leila), role=Role.PILOT)
    wish = Wish("move", person=str(people[18].pk), circle="c1")
    adjusting.adjust(actor=cast.leila, forming=forming, number=1, wish=wish)
    given = change(verb="move", person=people[19].pk, circle="c2")
    answer = as_(cast.claire).post(address("board-change", forming), given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Leïla Haddad a déplacé Prénom018 Nom018 vers" in page
    assert 'name="number" value="2"' in page
    assert latest(forming).number == 2


def test_a_rename_that_comes_too_late_keeps_what_was_typed(cast, forming, board, people, as_):
    adjusting.lock_person(actor=cast.claire, forming=forming, number=1, person=people[5].pk, locked=True)
    given = change(verb="rename", circle="c1", name="Les Curieux")
    answer = as_(cast.claire).post(address("board-change", forming), given)
    assert answer.status_code == 409
    assert 'name="name" value="Les Curieux"' in answer.content.decode()


def test_bad_changes_get_a_sentence_and_change_nothing(cast, forming, board, people, as_):
    browser = as_(cast.claire)
    for given in (
        change(verb="move"),
        change(verb="slot", circle="c1", slot="tue 25:00"),
        change(verb="swap", person=people[5].pk, other=people[5].pk),
        change(verb="dance"),
        {},
    ):
        answer = browser.post(address("board-change", forming), given)
        assert answer.status_code == 302
    gone = browser.post(address("board-change", forming), change(verb="close", circle="c9"), follow=True)
    assert "n’est plus dans la composition" in gone.content.decode()
    assert latest(forming).number == 1


def test_a_pair_to_keep_apart_is_named_to_pilots_alone(cast, forming, board, people, as_):
    one, other = people[5], people[19]
    Pairing.objects.create(community=cast.community, one=one, other=other, kind="apart", asked_by=cast.claire)
    given = change(verb="move", person=other.pk, circle="c1")
    page = as_(cast.claire).get(address("board-change", forming), given).content.decode()
    assert "Prénom005 Nom005 et Prénom019 Nom019 sont à séparer. Seule l’équipe de pilotage" in page
    assert as_(one.person).get(address("board-change", forming), given).status_code == 403


def test_what_people_say_after_the_proposal_is_told_and_taken_into_account(cast, forming, board, people, as_):
    people[5].availabilities.all().delete()
    later = board.created_at + timedelta(minutes=1)
    Membership.objects.filter(pk=people[5].pk).update(availability_known_at=later)
    Departure.objects.create(membership=people[6], way=Departure.Way.LEFT)
    browser = as_(cast.claire)
    page = browser.get(address("board", forming)).content.decode()
    assert "1 personne a répondu depuis. 1 personne est partie depuis." in page
    given = change(verb="bring-up-to-date")
    page = browser.post(address("board-change", forming), given, follow=True).content.decode()
    assert f"{board.circles[0]['name']} ne convient plus à tous ses membres." in page
    assert people[6].pk not in seats(latest(forming), "c1")
    circle = browser.get(address("board-circle", forming, table="c1")).content.decode()
    assert "Prénom005 Nom005 ne peut pas le mardi à 18\u202fh\u202f30." in circle


def test_a_circle_page_shows_its_ring_its_slots_and_closing(cast, forming, board, as_):
    page = as_(cast.claire).get(address("board-circle", forming, table="c1")).content.decode()
    assert "Jeudi 20\u202fh" in page
    assert "Fermer le cercle" in page
    assert "N’aurait plus de cercle" in page


def test_people_of_a_circle_are_asked_once_to_facilitate_it(cast, people, as_):
    forming = round_with(cast, people, facilitators=[0, 1])
    table = people[2:11]
    laid(cast, forming, (cast.tuesday.slot, table), led=False)
    browser = as_(cast.claire)
    page = browser.get(address("board", forming)).content.decode()
    assert "Il manque quelqu’un pour animer" in page
    browser.post(address("board-ask", forming, table="c1"))
    page = browser.post(address("board-ask", forming, table="c1"), follow=True).content.decode()
    assert "personne ne la reçoit deux fois" in page
    mails = Mail.objects.filter(key__startswith=f"facilitate:{forming.pk}:")
    assert {mail.person_id for mail in mails} == {one.person_id for one in table}
    assert mails[0].reply_to == "Claire Martin <claire@exemple.fr>"
    assert plain(mails[0].subject) == "Aimeriez-vous animer un cercle le mardi à 18 h 30 ?"
    assert "/needs/" in mails[0].text


def test_where_most_circles_miss_a_facilitator_the_board_names_whom_to_ask_first(cast, as_):
    people = cast.crowd(20, cast.tuesday, cast.thursday)
    one, two = people[:10], people[10:]
    people[4].availabilities.filter(slot=cast.tuesday).update(preferred=True)
    launched(cast, (cast.thursday, [people[15], *people[16:20]]))
    people[12].availabilities.filter(slot=cast.thursday).update(preferred=True)
    forming = round_with(cast, people, size=[5, 12], facilitators=[0, 1])
    laid(cast, forming, (cast.tuesday.slot, one), (cast.thursday.slot, two), led=False)
    browser = as_(cast.claire)
    page = plain(browser.get(address("board", forming)).content.decode())
    assert "2 of these 2 circles have nobody to facilitate them yet. To ask first:" in page
    assert f"<li><strong>{people[4].person}</strong>," in page
    assert f"<li><strong>{people[15].person}</strong>," in page
    assert queries_of(browser, address("board", forming)) <= 8


def test_who_has_said_nothing_is_not_the_first_to_be_asked(cast, as_):
    people = cast.crowd(12, cast.tuesday)
    silent, spoken = people[:4], people[4:]
    for one in silent:
        one.availabilities.all().delete()
    Membership.objects.filter(pk__in=[one.pk for one in silent]).update(availability_known_at=None)
    forming = round_with(cast, people, size=[3, 8], facilitators=[0, 1])
    tables = [silent[:2] + spoken[:4], silent[2:] + spoken[4:]]
    laid(cast, forming, *[(cast.tuesday.slot, table) for table in tables], led=False)
    page = as_(cast.claire).get(address("board", forming)).content.decode()
    asked = [one for one in people if f"<li><strong>{one.person}</strong>," in page]
    assert asked == [spoken[0], spoken[4]]


def test_a_projected_board_shows_no_act(cast, people, as_):
    forming = round_with(cast, people, facilitators=[0, 1])
    laid(cast, forming, (cast.tuesday.slot, people[:9]), (cast.tuesday.slot, people[9:18]), led=False)
    page = as_(cast.claire).get(address("board", forming), {"view": "projector"}).content.decode()
    main = page[page.index("<main") : page.index("<dialog")]
    assert "<h1>Deux cercles qui peuvent se réunir</h1>" in main
    assert "Prénom002 Nom002" in main
    assert "<button" not in main
    assert 'class="button' not in main
    assert "data-panel" not in main


def test_a_circle_whose_people_share_two_languages_may_meet_in_the_other(cast, as_):
    cast.community.languages = ["fr", "en"]
    cast.community.save()
    cast.claire.language = "fr"
    cast.claire.save()
    both = cast.crowd(8, cast.tuesday, facilitators=1, languages=["fr", "en"])
    forming = round_with(cast, both, size=[4, 8], target=8)
    laid(cast, forming, (cast.tuesday.slot, both))
    browser = as_(cast.claire)
    page = browser.get(address("board-circle", forming, table="c1"))
    assert [(language, said.possible) for language, said in page.context["languages"]] == [("en", True)]
    wish = {"verb": "language", "circle": "c1", "language": "en"}
    heading = browser.get(address("board-change", forming), {**wish, "number": 1}).context["heading"]
    assert plain(heading).startswith("Réunir")
    assert plain(heading).endswith("dans une autre langue : anglais")

    answer = browser.post(address("board-change", forming), {**wish, "number": 1}, follow=True)
    assert "a choisi une autre langue pour" in answer.content.decode()
    assert latest(forming).circles[0]["language"] == "en"
    browser.post(address("board-undo", forming, number=2))
    assert latest(forming).circles[0]["language"] == "fr"


def test_a_language_somebody_does_not_speak_is_refused_with_their_name(cast, as_):
    cast.community.languages = ["fr", "en"]
    cast.community.save()
    both = cast.crowd(7, cast.tuesday, facilitators=1, languages=["fr", "en"])
    only = cast.member("yves@exemple.fr", "Yves Roy", slots=(cast.tuesday,))
    forming = round_with(cast, [*both, only], size=[4, 8], target=8)
    laid(cast, forming, (cast.tuesday.slot, [*both, only]))
    browser = as_(cast.claire)
    ((language, said),) = browser.get(address("board-circle", forming, table="c1")).context["languages"]
    assert (language, said.possible) == ("en", False)
    for language in ("en", "de"):
        wish = {"verb": "language", "circle": "c1", "language": language, "number": 1}
        browser.post(address("board-change", forming), wish)
        assert latest(forming).number == 1


def test_in_a_community_of_one_language_there_is_no_other(cast, forming, board, as_):
    page = as_(cast.claire).get(address("board-circle", forming, table="c1"))
    assert page.context["languages"] == []
    assert "Se réunir dans une autre langue" not in page.content.decode()


def test_forty_circles_are_dense_rows_and_hundreds_come_a_slot_at_a_time(cast, as_):
    people = cast.crowd(70, cast.tuesday, cast.thursday, facilitators=70)
    forming = round_with(cast, people, size=[1, 4], target=2)
    slots = [cast.tuesday.slot, cast.thursday.slot]
    laid(cast, forming, *[(slots[n % 2], [one]) for n, one in enumerate(people)])
    browser = as_(cast.claire)
    page = browser.get(address("board", forming)).content.decode()
    assert page.count("data-circle=") == 35
    assert "ring--card" not in page
    later = browser.get(address("board", forming), {"slot": "thu 20:00"}).content.decode()
    assert later.count("data-circle=") == 35


def test_the_web_process_serves_the_board_without_numeric_packages():
    """In a process of its own: other tests of this one may have solved something."""
    code = (
        "import os, sys\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'essaim.settings'\n"
        "import django; django.setup()\n"
        "import essaim.urls, essaim.asgi\n"
        "from essaim.circles.views import board, rounds, searches\n"
        "from essaim.engines.grouping.board import Board\n"
        "print([name for name in ('numpy', 'numba', 'scipy') if name in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_everybody_of_the_board_is_a_member_of_the_round(cast, forming, board):
    assert set(seats(board, "c1")) <= set(
        Membership.objects.filter(participations__round=forming).values_list("pk", flat=True)
    )
