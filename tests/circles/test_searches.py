from __future__ import annotations

import pytest
from django.urls import reverse

from essaim.circles.actions.rounds import begin_round
from essaim.circles.actions.searches import start_search
from essaim.circles.forms.rounds import default_options
from essaim.circles.models import Search
from essaim.circles.queries.forming import latest, present_by_default
from essaim.core import jobs


@pytest.fixture
def forming(cast):
    """Twenty people who can on Tuesday, two of whom offered to facilitate."""
    cast.crowd(20, cast.tuesday, facilitators=2)
    people = present_by_default(cast.community).filter(availability_known_at__isnull=False)
    options = default_options(people=20, offers=2, attributes=[], in_circles=False)
    return begin_round(actor=cast.claire, community=cast.community, name="Automne", options=options, people=people)


def test_a_search_proposes_circles_that_can_meet(cast, forming):
    search = start_search(actor=cast.claire, forming=forming)
    jobs.run_all()
    search.refresh_from_db()
    board = latest(forming)
    assert search.state == Search.State.DONE
    assert board.number == 1
    assert board.search == search
    assert sorted(len(row["people"]) for row in board.circles) == [10, 10]
    assert {row["slot"] for row in board.circles} == {"tue 18:30"}
    assert board.unplaced == []
    assert [len(row["facilitators"]) for row in board.circles] == [1, 1]


def test_the_board_is_shown(cast, forming, as_):
    start_search(actor=cast.claire, forming=forming)
    jobs.run_all()
    for name in ("round", "board", "search"):
        answer = as_(cast.claire).get(reverse(name, args=["en-chemin", forming.pk]), follow=True)
        assert answer.status_code == 200
