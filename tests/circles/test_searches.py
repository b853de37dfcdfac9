from __future__ import annotations

import pytest
from django.urls import reverse

from essaim.circles import jobs as work
from essaim.circles.actions import adjusting
from essaim.circles.actions.searches import (
    begin_search,
    fail_search,
    seconds_for,
    start_search,
    stop_search,
)
from essaim.circles.models import Search
from essaim.circles.queries.forming import latest
from essaim.communities.models import Pairing
from essaim.core import jobs
from essaim.engines.grouping.stop import Done
from factories.boards import laid, round_with, seats


@pytest.fixture
def people(cast):
    cast.claire.language = "fr"
    cast.claire.save()
    return cast.crowd(20, cast.tuesday, facilitators=2)


@pytest.fixture
def forming(cast, people):
    return round_with(cast, people)


def address(name, forming):
    return reverse(name, kwargs={"community": "en-chemin", "round": forming.pk})


def test_a_search_proposes_circles_that_can_meet(cast, forming):
    search = start_search(actor=cast.claire, forming=forming)
    jobs.run_all()
    search.refresh_from_db()
    board = latest(forming)
    assert search.state == Search.State.DONE
    assert (board.number, board.search) == (1, search)
    assert sorted(len(row["people"]) for row in board.circles) == [10, 10]
    assert {row["slot"] for row in board.circles} == {"tue 18:30"}
    assert board.unplaced == []
    assert [len(row["facilitators"]) for row in board.circles] == [1, 1]
    assert board.summary["placed"] == 20


def test_one_search_at_a_time(cast, forming):
    first = start_search(actor=cast.claire, forming=forming)
    assert start_search(actor=cast.claire, forming=forming) == first
    assert Search.objects.count() == 1


def test_the_page_can_be_left_and_come_back_to(cast, forming, as_):
    browser = as_(cast.claire)
    answer = browser.post(address("search", forming))
    assert answer.url == address("search", forming)
    page = browser.get(answer.url).content.decode()
    assert "La recherche va commencer" in page
    assert 'http-equiv="refresh"' in page
    search = begin_search(search_id=Search.objects.get().pk)
    search.keep_progress({"people": 20, "placed": 12, "remaining": 3.0})
    part = browser.get(answer.url, headers={"hx-request": "true"}).content.decode()
    assert "12 personnes placées sur 20" in part
    assert "<html" not in part


def test_a_search_that_is_done_leads_to_the_board(cast, forming, as_):
    browser = as_(cast.claire)
    browser.post(address("search", forming))
    jobs.run_all()
    assert browser.get(address("search", forming)).url == address("board", forming)
    part = browser.get(address("search", forming), headers={"hx-request": "true"})
    assert part.headers["HX-Redirect"] == address("board", forming)


def test_stopping_before_it_begins_ends_it(cast, forming, as_):
    search = start_search(actor=cast.claire, forming=forming)
    as_(cast.claire).post(address("search-stop", forming))
    search.refresh_from_db()
    assert search.state == Search.State.CANCELLED
    jobs.run_all()
    assert latest(forming) is None


def test_stopping_a_further_search_leads_back_to_the_board(cast, forming, people, as_):
    laid(cast, forming, (cast.tuesday.slot, people[:10]))
    browser = as_(cast.claire)
    browser.post(address("search", forming), {"longer": "yes"})
    answer = browser.post(address("search-stop", forming))
    assert browser.get(answer.url).url == address("board", forming)


def test_stopping_on_the_way_keeps_the_best_found_so_far(cast, forming):
    search = start_search(actor=cast.claire, forming=forming)
    begin_search(search_id=search.pk)
    stop_search(actor=cast.claire, search=search)
    search.refresh_from_db()
    assert search.keep_progress({}) is False
    jobs.run_all()
    search.refresh_from_db()
    assert search.state == Search.State.DONE
    assert latest(forming).summary["placed"] == 20


def test_a_search_whose_worker_died_runs_again_and_proposes_once(cast, forming):
    search = start_search(actor=cast.claire, forming=forming)
    begin_search(search_id=search.pk)
    search.keep_progress({"people": 20, "placed": 3})
    work.solve(search_id=search.pk)
    work.solve(search_id=search.pk)
    search.refresh_from_db()
    assert search.state == Search.State.DONE
    assert forming.arrangements.count() == 1


def test_a_failed_search_says_so_and_offers_again(cast, forming, as_):
    search = start_search(actor=cast.claire, forming=forming)
    fail_search(search_id=search.pk, trouble="the process ended with 9")
    page = as_(cast.claire).get(address("search", forming)).content.decode()
    assert "La recherche n’a pas pu aboutir" in page
    assert "the process ended with 9" in page
    again = start_search(actor=cast.claire, forming=forming)
    assert again != search


def test_wishes_that_contradict_each_other_end_in_a_sentence_not_in_silence(cast, people, forming):
    for kind in ("together", "apart"):
        Pairing.objects.create(community=cast.community, one=people[3], other=people[4], kind=kind)
    search = start_search(actor=cast.claire, forming=forming)
    jobs.run_all()
    search.refresh_from_db()
    assert search.state == Search.State.FAILED
    assert "together and apart" in search.trouble


def test_a_new_search_respects_what_is_locked(cast, forming, people):
    one, two = [people[0], *people[2:11]], [people[1], *people[11:20]]
    board = laid(cast, forming, (cast.tuesday.slot, one), (cast.tuesday.slot, two))
    adjusting.lock_circle(actor=cast.claire, forming=forming, number=1, circle="c1", locked=True)
    adjusting.lock_person(actor=cast.claire, forming=forming, number=2, person=people[15].pk, locked=True)
    start_search(actor=cast.claire, forming=forming)
    jobs.run_all()
    found = latest(forming)
    assert found.change["verb"] == "searched"
    assert set(seats(board, "c1")) <= set(seats(found, "c1"))
    assert people[15].pk in seats(found, "c2")
    assert found.locked_people == [people[15].pk]
    assert [row["locked"] for row in found.circles if row["id"] == "c1"] == [True]


def test_a_circle_found_again_keeps_its_id_and_name(cast, forming, people):
    one, two = [people[0], *people[2:11]], [people[1], *people[11:20]]
    laid(cast, forming, (cast.tuesday.slot, one), (cast.tuesday.slot, two))
    adjusting.rename(actor=cast.claire, forming=forming, number=1, circle="c2", name="Les Curieux")
    found = laid(cast, forming, (cast.tuesday.slot, two), (cast.tuesday.slot, one))
    assert [(row["id"], row["name"] == "Les Curieux") for row in found.circles] == [
        ("c2", True),
        ("c1", False),
    ]


def test_a_search_can_be_undone(cast, forming, people):
    first = laid(cast, forming, (cast.tuesday.slot, people[:10]))
    laid(cast, forming, (cast.tuesday.slot, people[10:]), led=False)
    undone = adjusting.undo(actor=cast.claire, forming=forming, number=2)
    assert undone.circles == first.circles


def test_where_facilitators_are_to_be_found_those_who_offered_are_used(cast, people):
    forming = round_with(cast, people, facilitators=[0, 1])
    board = laid(cast, forming, (cast.tuesday.slot, people[5:15]), (cast.tuesday.slot, people[:5]), led=False)
    assert [row["facilitators"] for row in board.circles] == [[], [people[0].pk]]


@pytest.mark.parametrize(("people", "seconds"), [(43, 1), (300, 4), (1_000, 8), (2_000, 15), (5_000, 25)])
def test_more_people_are_worth_a_longer_search(people, seconds):
    assert seconds_for(people) == seconds


def test_a_busy_machine_gets_longer_for_its_first_rounds():
    stop = work.Worthwhile(2)
    assert not stop.reached(Done(rounds=3, seconds=2.5))
    assert stop.reached(Done(rounds=3, seconds=6))
    assert stop.reached(Done(rounds=4, seconds=2.5))
    assert stop.remaining(Done(rounds=4, seconds=2.5)) == 0
    assert stop.seconds_left(Done(rounds=0, seconds=1)) == 5


def test_what_would_place_those_left_out_is_found_and_told(cast, people, as_):
    late = [
        cast.member(f"tard{n}@exemple.fr", f"Tard Tard{n}", slots=(cast.thursday,), facilitates=0)
        for n in range(9)
    ]
    forming = round_with(cast, [*people, *late])
    start_search(actor=cast.claire, forming=forming)
    jobs.run_all()
    board = latest(forming)
    assert [row["reason"] for row in board.unplaced] == ["no-facilitator"] * 9
    assert {row["would_help"]["add_facilitator"]["slot"] for row in board.unplaced} == {
        str(cast.thursday.slot)
    }
    assert board.summary["would_bring"][0]["placed"] == 9
    page = as_(cast.claire).get(address("board", forming)).content.decode()
    assert "neuf personnes de plus auraient un cercle" in page
