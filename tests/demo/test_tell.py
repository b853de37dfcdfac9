"""Both stories are told, the same every time, and what they show is sound."""

from __future__ import annotations

from collections import Counter

import pytest

from essaim.circles.models import Circle, FormingRound, Seat, SeatAnswer
from essaim.circles.queries.forming import problem_of
from essaim.communities.models import Community, Membership, Phrase
from essaim.demo import collective, network, tell
from essaim.demo.cast import PARTS, who_to_be
from essaim.demo.living import recorded
from essaim.diagnosis.models import Action, Board, Card, State
from essaim.diagnosis.queries.boards import Figures, figures_of
from essaim.diagnosis.queries.cards import boxes_of
from essaim.diagnosis.queries.ranking import open_strategies, outcome_of, ranking_of
from essaim.engines.grouping.weigh import broken
from essaim.people.models import Person
from essaim.surveys.models import OpenAnswer, Survey


@pytest.fixture
def told(db):
    tell.everything()


def test_the_network_lives_in_circles_and_the_collective_waits_for_its_first_round(told):
    valmont = Community.objects.get(slug=network.SLUG)
    chemin = Community.objects.get(slug=collective.SLUG)
    assert (valmont.memberships.count(), chemin.memberships.count()) == (138, 64)
    assert valmont.circles.filter(level=0).count() == 14
    assert Seat.objects.filter(circle__community=valmont, circle__level=0).count() == 138
    assert not FormingRound.objects.filter(community=chemin).exists()
    assert not Circle.objects.filter(community=chemin).exists()


def test_the_network_was_listened_to_and_the_collective_is_being_asked(told):
    closed = Survey.objects.get(community__slug=network.SLUG)
    assert (closed.is_closed, closed.mode, closed.sheets.count()) == (True, "anonymous", 96)
    assert closed.invitees.filter(answered=True).count() == 96
    assert not closed.sheets.exclude(membership=None, received_at=None).exists()
    assert closed.questions.filter(groups=True).count() == 2
    texts = OpenAnswer.objects.filter(question__survey=closed)
    assert (texts.count(), texts.filter(membership=None).count()) == (100, 100)
    asked = Survey.objects.get(community__slug=collective.SLUG)
    assert asked.is_open
    assert (asked.invitees.count(), asked.invitees.filter(answered=True).count()) == (64, 23)
    assert (asked.sheets.count(), asked.waiting_sheets.count()) == (20, 3)


def test_the_network_made_its_diagnosis_and_the_collective_has_begun(told):
    board = Board.objects.get(community__slug=network.SLUG)
    assert board.is_closed
    assert figures_of(board) == Figures(cards=24, people=31, votes=93)
    boxes = boxes_of(board, ranked=True)
    first = boxes[0].cards[0]
    assert first.text.startswith("On s’entraide spontanément")
    assert first.votes > first.people
    assert sum(card.votes for box in boxes for card in box.cards) == 93
    pinned = Card.objects.filter(board=board).exclude(source={}).get()
    assert pinned.source["address"].endswith("/report/#question-needs")
    begun = Board.objects.get(community__slug=collective.SLUG)
    assert (begun.is_closed, begun.cards.count()) == (False, 6)


def test_the_network_graded_four_strategies_and_read_them_out(told):
    valmont = Community.objects.get(slug=network.SLUG)
    outcome = outcome_of(valmont, ranking_of(valmont), open_strategies(valmont))
    assert [(one.rank, one.word, one.people) for one in outcome.ranked] == [
        (1, "Very good", 19),
        (2, "Good", 18),
        (3, "Good", 19),
        (4, "Passable", 17),
    ]
    assert (outcome.people, outcome.agrees, outcome.unheard) == (19, True, [])
    assert ([one.hours for one in outcome.fit.chosen], outcome.fit.left) == ([35, 30], 15)
    assert Action.objects.filter(community=valmont).exclude(strategy=None).count() == 2


def test_those_who_facilitate_have_a_circle_of_their_own(told):
    above = Circle.objects.get(level=1)
    lead = above.seats.get(part=Seat.Part.LEAD)
    assert (above.name, lead.membership.person.email) == ("La Ruche", network.LEAD)
    assert above.seats.filter(part=Seat.Part.FACILITATOR).count() == 3


def test_the_recorded_circles_break_no_rule(told):
    forming = FormingRound.objects.get(community__slug=network.SLUG)
    problem = problem_of(forming)
    assert broken(problem, recorded(problem, forming).circles) == []


def test_the_collective_has_known_written_and_unknown_availabilities(told):
    people = Membership.objects.filter(community__slug=collective.SLUG)
    assert people.filter(availability_known_at__isnull=False).count() == 40
    assert people.filter(availability_known_at__isnull=True).exclude(availability_text="").count() == 12
    assert people.filter(availability_known_at__isnull=True, availability_text="").count() == 12
    assert Phrase.objects.filter(community__slug=collective.SLUG, reading="").count() == 10


def test_the_plan_is_half_way_and_each_action_leads_back_to_cards(told):
    actions = Action.objects.filter(community__slug=network.SLUG)
    assert Counter(actions.values_list("state", flat=True)) == {
        State.DONE: 3,
        State.UNDER_WAY: 2,
        State.TO_BEGIN: 1,
        State.GIVEN_UP: 1,
    }
    assert not actions.filter(cards=None).exists()
    assert not actions.filter(owner=None).exists()


def test_telling_again_changes_nobody(told):
    before = who(), circles(), SeatAnswer.objects.count()
    tell.everything()
    assert (who(), circles(), SeatAnswer.objects.count()) == before


def test_one_can_be_each_part(told):
    assert [email for email, _ in who_to_be()] == list(PARTS)


def who() -> list[tuple[str, str]]:
    return list(Person.objects.order_by("email").values_list("email", "name"))


def circles() -> list[tuple[str, tuple[str, ...]]]:
    return [
        (circle.name, tuple(circle.seats.order_by("pk").values_list("membership__person__email", flat=True)))
        for circle in Circle.objects.filter(level=0).order_by("pk")
    ]
