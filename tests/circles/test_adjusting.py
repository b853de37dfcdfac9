from __future__ import annotations

import pytest

from essaim.circles.actions import adjusting
from essaim.circles.actions.adjusting import Overtaken, Refused
from essaim.circles.actions.searches import start_search
from essaim.circles.queries.forming import latest
from essaim.circles.queries.standing import Wish
from essaim.communities.models import Departure, Pairing
from essaim.engines.grouping.problem import Slot
from factories.boards import laid, round_with, seats


@pytest.fixture
def people(cast):
    """Twenty who can on Tuesday and Thursday; the first three offered to facilitate."""
    return cast.crowd(20, cast.tuesday, cast.thursday, facilitators=3)


@pytest.fixture
def forming(cast, people):
    return round_with(cast, people)


@pytest.fixture
def board(cast, forming, people):
    """c1 of nine led by the first person, c2 of nine led by the second; two people have no circle."""
    one = [people[0], *people[3:11]]
    two = [people[1], *people[11:19]]
    return laid(cast, forming, (cast.tuesday.slot, one), (cast.thursday.slot, two))


@pytest.fixture
def adjust(cast, forming):
    def make(verb, *, by=None, number=None, **wish):
        at = number or latest(forming).number
        return adjusting.adjust(actor=by or cast.claire, forming=forming, number=at, wish=Wish(verb, **wish))

    return make


def test_a_person_moves_and_the_board_takes_the_next_number(board, people, adjust):
    moved = people[5]
    made = adjust("move", person=str(moved.pk), circle="c2")
    assert made.number == 2
    assert moved.pk in seats(made, "c2")
    assert moved.pk not in seats(made, "c1")
    assert [row["person"] for row in made.unplaced] == [people[2].pk, people[19].pk]
    assert made.change["verb"] == "move"
    assert made.change["from"] == [board.circles[0]["name"]]


def test_names_stay_with_their_circles(board, people, adjust):
    made = adjust("move", person=str(people[5].pk), circle="c2")
    assert [row["name"] for row in made.circles] == [row["name"] for row in board.circles]


def test_a_circle_that_would_become_too_small_keeps_its_people(cast, forming, board, people, adjust):
    adjust("move", person=str(people[5].pk), circle="c2")
    with pytest.raises(Refused) as refused:
        adjust("move", person=str(people[6].pk), circle="c2")
    assert [(rule.code, rule.circle, rule.details["size"]) for rule in refused.value.broken] == [
        ("size", "c1", 7)
    ]
    assert latest(forming).number == 2


def test_nobody_is_moved_to_a_slot_when_they_cannot(cast, people, forming, board, adjust):
    people[5].availabilities.filter(slot=cast.thursday).delete()
    with pytest.raises(Refused) as refused:
        adjust("move", person=str(people[5].pk), circle="c2")
    assert [rule.code for rule in refused.value.broken] == ["slot"]


def test_two_people_swap(board, people, adjust):
    made = adjust("swap", person=str(people[5].pk), other=str(people[15].pk))
    assert people[5].pk in seats(made, "c2")
    assert people[15].pk in seats(made, "c1")
    assert [len(row["people"]) for row in made.circles] == [9, 9]


def test_a_pair_to_keep_together_moves_together(cast, board, people, adjust):
    pair(cast, people[19], people[2], "together")
    made = adjust("move", person=str(people[19].pk), circle="c1")
    assert {people[19].pk, people[2].pk} <= set(seats(made, "c1"))
    assert made.unplaced == []


def test_a_pair_to_keep_apart_is_not_seated_together(cast, board, people, adjust):
    pair(cast, people[5], people[19], "apart")
    with pytest.raises(Refused) as refused:
        adjust("move", person=str(people[19].pk), circle="c1")
    assert [rule.code for rule in refused.value.broken] == ["apart"]


def pair(cast, one, other, kind):
    first, second = sorted((one, other), key=lambda each: each.pk)
    Pairing.objects.create(community=cast.community, one=first, other=second, kind=kind, asked_by=cast.claire)


def test_facilitation_is_handed_over_to_whoever_offered(board, people, adjust):
    made = adjust("lead", person=str(people[2].pk), circle="c1")
    row = made.circles[0]
    assert row["facilitators"] == [people[2].pk]
    assert people[0].pk in row["people"]
    assert len(row["people"]) == 10


def test_nobody_facilitates_who_did_not_offer(board, people, adjust):
    with pytest.raises(Refused) as refused:
        adjust("lead", person=str(people[5].pk), circle="c1")
    assert [rule.code for rule in refused.value.broken] == ["facilitator-load"]


def test_a_circle_changes_its_slot(cast, board, adjust):
    made = adjust("slot", circle="c1", slot=cast.thursday.slot)
    assert made.circles[0]["slot"] == "thu 20:00"


def test_closing_a_circle_leaves_its_people_without_one(board, people, adjust):
    made = adjust("close", circle="c2")
    assert [row["id"] for row in made.circles] == ["c1"]
    assert len(made.unplaced) == 11
    assert {row["reason"] for row in made.unplaced} == {"by-hand", "no-common-slot"}


def test_a_circle_opened_begins_empty_with_a_name_of_its_own(cast, board, people, adjust):
    made = adjust("open", slot=Slot(1, 1110), language="fr")
    opened = made.circles[-1]
    assert (opened["id"], opened["people"]) == ("c3", [])
    assert opened["name"] not in [row["name"] for row in board.circles]
    made = adjust("move", person=str(people[19].pk), circle="c3")
    assert seats(made, "c3") == [people[19].pk]


def test_a_name_of_a_closed_circle_is_never_an_id_again(cast, board, adjust):
    adjust("open", slot=Slot(1, 1110), language="fr")
    adjust("close", circle="c3")
    made = adjust("open", slot=Slot(1, 1110), language="fr")
    assert made.circles[-1]["id"] == "c4"


def test_undo_and_redo_walk_the_states(cast, forming, board, people, adjust):
    first = adjust("move", person=str(people[5].pk), circle="c2")
    second = adjust("swap", person=str(people[6].pk), other=str(people[16].pk))
    undone = adjusting.undo(actor=cast.claire, forming=forming, number=3)
    assert (undone.number, undone.circles) == (4, first.circles)
    undone = adjusting.undo(actor=cast.claire, forming=forming, number=4)
    assert (undone.number, undone.circles) == (5, board.circles)
    with pytest.raises(Refused, match="nothing-before"):
        adjusting.undo(actor=cast.claire, forming=forming, number=5)
    again = adjusting.redo(actor=cast.claire, forming=forming, number=5)
    assert again.circles == first.circles
    again = adjusting.redo(actor=cast.claire, forming=forming, number=6)
    assert again.circles == second.circles
    with pytest.raises(Refused, match="nothing-undone"):
        adjusting.redo(actor=cast.claire, forming=forming, number=7)


def test_a_new_change_after_an_undo_forgets_what_was_undone(cast, forming, board, people, adjust):
    adjust("move", person=str(people[5].pk), circle="c2")
    adjusting.undo(actor=cast.claire, forming=forming, number=2)
    made = adjust("move", person=str(people[19].pk), circle="c1")
    assert made.change["undone"] == []
    undone = adjusting.undo(actor=cast.claire, forming=forming, number=4)
    assert undone.circles == board.circles


def test_of_two_pilots_at_once_the_later_is_told_and_nothing_is_overwritten(
    cast, forming, board, people, adjust
):
    cast.leila.name = "Leïla Haddad"
    adjust("move", by=cast.leila, person=str(people[5].pk), circle="c2", number=1)
    with pytest.raises(Overtaken) as overtaken:
        adjust("move", person=str(people[6].pk), circle="c2", number=1)
    assert [(made.number, made.by) for made in overtaken.value.meanwhile] == [(2, cast.leila)]
    assert latest(forming).number == 2
    assert people[6].pk in seats(latest(forming), "c1")


def test_nothing_changes_while_a_search_is_under_way(cast, forming, board, people, adjust):
    start_search(actor=cast.claire, forming=forming)
    with pytest.raises(Refused, match="searching"):
        adjust("move", person=str(people[5].pk), circle="c2")


def test_a_locked_person_stays_until_unlocked(cast, forming, board, people, adjust):
    adjusting.lock_person(actor=cast.claire, forming=forming, number=1, person=people[5].pk, locked=True)
    with pytest.raises(Refused) as refused:
        adjust("move", person=str(people[5].pk), circle="c2")
    assert [rule.code for rule in refused.value.broken] == ["locked"]
    adjusting.lock_person(actor=cast.claire, forming=forming, number=2, person=people[5].pk, locked=False)
    made = adjust("move", person=str(people[5].pk), circle="c2")
    assert people[5].pk in seats(made, "c2")


def test_a_locked_circle_is_not_closed_but_may_be_joined(cast, forming, board, people, adjust):
    adjusting.lock_circle(actor=cast.claire, forming=forming, number=1, circle="c1", locked=True)
    with pytest.raises(Refused):
        adjust("close", circle="c1")
    made = adjust("move", person=str(people[19].pk), circle="c1")
    assert people[19].pk in seats(made, "c1")
    assert made.circles[0]["locked"] is True


def test_a_circle_is_renamed(cast, forming, board):
    made = adjusting.rename(actor=cast.claire, forming=forming, number=1, circle="c1", name="Les Curieux")
    assert made.circles[0]["name"] == "Les Curieux"
    assert made.change["called"] == board.circles[0]["name"]


def test_somebody_who_left_leaves_their_seat_with_the_next_change(cast, forming, board, people, adjust):
    Departure.objects.create(membership=people[7], way=Departure.Way.LEFT)
    made = adjust("move", person=str(people[19].pk), circle="c2")
    assert people[7].pk not in seats(made, "c1")
    assert made.summary["people"] == 19


def test_a_circle_that_is_no_more_is_said(board, people, adjust):
    with pytest.raises(Refused, match="gone"):
        adjust("move", person=str(people[5].pk), circle="c9")
