"""Proposals that differ from the board: looked for in the background, compared, one kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from essaim.circles.actions import adjusting
from essaim.circles.actions.searches import keep_other, start_search, stop_search
from essaim.circles.models import Search
from essaim.circles.queries.forming import latest, others_found
from essaim.circles.queries.tables import tables_of
from essaim.core import jobs
from essaim.engines.grouping.modes import distance
from factories.boards import round_with


@pytest.fixture
def people(cast):
    cast.claire.language = "fr"
    cast.claire.save()
    return cast.crowd(20, cast.tuesday, facilitators=2)


@pytest.fixture
def forming(cast, people):
    forming = round_with(cast, people)
    start_search(actor=cast.claire, forming=forming)
    jobs.run_all()
    return forming


@pytest.fixture
def search(cast, forming):
    """Proposals found beside the first board."""
    asked = start_search(actor=cast.claire, forming=forming, start=latest(forming), others=True)
    jobs.run_all()
    asked.refresh_from_db()
    return asked


def address(name, forming):
    return reverse(name, kwargs={"community": "en-chemin", "round": forming.pk})


def test_other_proposals_are_found_and_the_board_stays(cast, forming, search):
    assert (search.state, latest(forming).number) == (Search.State.DONE, 1)
    assert search.found[0]["aim"] == "first"
    assert len(search.found) == 3
    assert {one["facts"]["placed"] for one in search.found} == {20}
    assert search.found[0]["answer"] is None
    assert others_found(latest(forming)) == search


def test_one_is_kept_and_can_be_undone(cast, forming, search):
    before = latest(forming)
    made = keep_other(actor=cast.claire, search=search, number=1, which=1)
    assert (made.number, made.change["verb"], made.search) == (2, "chose", search)
    assert distance(tables_of(before), tables_of(made)) >= 0.4
    assert made.summary["placed"] == 20
    assert len({row["name"] for row in made.circles}) == len(made.circles)
    back = adjusting.undo(actor=cast.claire, forming=forming, number=2)
    assert back.circles == before.circles


def test_what_was_found_beside_an_earlier_board_is_no_longer_offered(cast, forming, search):
    board = latest(forming)
    adjusting.rename(
        actor=cast.claire, forming=forming, number=1, circle=board.circles[0]["id"], name="Le Gué"
    )
    assert others_found(latest(forming)) is None
    with pytest.raises(adjusting.Overtaken):
        keep_other(actor=cast.claire, search=search, number=1, which=1)


@pytest.mark.parametrize("which", ["", "²", "-1", "9" * 5000, "another"])
def test_a_number_that_no_page_sends_keeps_nothing(cast, forming, search, as_, which):
    kept = as_(cast.claire).post(address("proposals", forming), {"number": "1", "which": which})
    assert kept.status_code == 302
    assert latest(forming).number == 1


@pytest.mark.parametrize("which", [0, 3, 99])
def test_the_board_itself_and_what_does_not_exist_cannot_be_kept(cast, forming, search, which):
    with pytest.raises(adjusting.Refused):
        keep_other(actor=cast.claire, search=search, number=1, which=which)
    assert latest(forming).number == 1


def test_who_left_meanwhile_is_in_no_circle(cast, forming, search, people):
    gone = people[5]
    gone.participations.all().delete()
    made = keep_other(actor=cast.claire, search=search, number=1, which=2)
    seated = [person for row in made.circles for person in row["people"]]
    assert (len(seated), gone.pk in seated) == (19, False)
    assert made.unplaced == []


def test_stopping_keeps_what_was_found_so_far(cast, forming):
    asked = start_search(actor=cast.claire, forming=forming, start=latest(forming), others=True)
    stop_search(actor=cast.claire, search=asked)
    jobs.run_all()
    asked.refresh_from_db()
    assert (asked.state, asked.found) == (Search.State.CANCELLED, [])
    assert others_found(latest(forming)) is None


def test_the_pages_lead_from_the_board_to_the_proposals_and_back(cast, forming, as_):
    claire = as_(cast.claire)
    assert claire.post(address("search", forming), {"others": "yes"}).status_code == 302
    jobs.run_all()
    assert claire.get(address("search", forming)).url == address("proposals", forming)
    page = claire.get(address("proposals", forming)).content.decode()
    assert page.count("Garder celle-ci") == 2
    assert "La composition actuelle" in page
    assert address("proposals", forming) in claire.get(address("board", forming)).content.decode()
    kept = claire.post(address("proposals", forming), {"number": "1", "which": "2"}, follow=True)
    assert "a retenu une autre proposition" in kept.content.decode()
    assert latest(forming).number == 2
    assert claire.get(address("proposals", forming)).url == address("board", forming)


def test_nothing_else_can_be_proposed_where_all_is_locked(cast, forming, as_):
    for number, row in enumerate(latest(forming).circles, start=1):
        adjusting.lock_circle(
            actor=cast.claire, forming=forming, number=number, circle=row["id"], locked=True
        )
    claire = as_(cast.claire)
    claire.post(address("search", forming), {"others": "yes"})
    jobs.run_all()
    page = claire.get(address("proposals", forming)).content.decode()
    assert "Rien d’assez différent n’a été trouvé" in page
    assert "Garder celle-ci" not in page
