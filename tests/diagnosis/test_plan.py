"""The plan: who steers, who says how it goes on, the way back to the voices, and the reminders."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from icalendar import Calendar

from essaim.communities.actions import leave
from essaim.core import links
from essaim.diagnosis.actions.plan import decide, go_on, take_off
from essaim.diagnosis.jobs import remind_carriers
from essaim.diagnosis.models import Action, Board, Card, Merging, Participant, Vote
from essaim.diagnosis.queries.chain import chains_of, top_cards
from essaim.notifications.models import Mail
from essaim.people.erasure import erase
from house.counting import queries_of

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_french(client) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"


@pytest.fixture
def board(cast) -> Board:
    """One that is being read out."""
    return Board.objects.create(
        community=cast.community, by=cast.claire, title="FFOM", code="48291706", phase="read_out"
    )


def card_of(board: Board, text: str, *voters: Participant, quadrant: str = "weaknesses", **more) -> Card:
    card = Card.objects.create(board=board, quadrant=quadrant, text=text, **more)
    for voter in voters:
        Vote.objects.create(card=card, participant=voter)
    return card


def test_an_action_leads_back_to_cards_findings_and_distinct_voices(cast, board, as_):
    one, two, three = (Participant.objects.create(board=board) for _ in range(3))
    source = {
        "survey": None,
        "finding": "q1",
        "sentence": "62 personnes sur 96 se sentent seules.",
        "address": "/c/x/",
    }
    alone = card_of(board, "On se sent seul", one, two, source=source)
    same = card_of(board, "Seul", two, three)
    Merging.objects.create(card=same, into=alone)
    tools = card_of(board, "Pas d’outils", one)
    action = decide(
        actor=cast.claire, community=cast.community, what="Former des binômes", cards=[same, tools]
    )
    chain = chains_of(cast.community, [action])[action.pk]
    assert [(card.text, card.voices, card.votes) for card in chain.cards] == [
        ("On se sent seul", 3, 4),
        ("Pas d’outils", 1, 1),
    ]
    assert chain.voices == 3
    assert [card.text for card in top_cards(cast.community)] == ["On se sent seul", "Pas d’outils"]
    page = as_(cast.marc).get(reverse("action", args=["en-chemin", action.pk])).content.decode()
    assert "62 personnes sur 96 se sentent seules." in page
    assert "<strong>3 personnes différentes</strong> l’ont écrit ou choisi." in page


def test_somebody_on_two_boards_is_one_voice_and_running_votes_are_not_told(cast, board, as_):
    other = Board.objects.create(community=cast.community, title="Suite", code="48291707", phase="read_out")
    marc = [Participant.objects.create(board=each, person=cast.marc) for each in (board, other)]
    guests = [Participant.objects.create(board=each) for each in (board, other)]
    here = card_of(board, "On se sent seul", marc[0], guests[0])
    there = card_of(other, "Toujours seul", guests[1], participant=marc[1])
    action = decide(actor=cast.claire, community=cast.community, what="Binômes", cards=[here, there])

    def voices() -> tuple[int, list[tuple[int, int]]]:
        chain = chains_of(cast.community, [action])[action.pk]
        return chain.voices, [(card.voices, card.votes) for card in chain.cards]

    assert voices() == (3, [(2, 2), (2, 1)]), "Marc and two guests"
    Board.objects.filter(pk=other.pk).update(phase="vote")
    assert voices() == (2, [(2, 2), (0, 0)])
    page = as_(cast.marc).get(reverse("action", args=["en-chemin", action.pk])).content.decode()
    assert "voix sur le tableau «\xa0FFOM\xa0»" in page
    assert "voix sur le tableau «\xa0Suite\xa0»" not in page


def test_pilots_steer_and_who_looks_after_an_action_says_how_it_goes_on(cast, as_):
    action = decide(
        actor=cast.claire, community=cast.community, what="Se voir", owner=cast.membership(cast.marc)
    )
    state = reverse("action-state", args=["en-chemin", action.pk])
    assert as_(cast.nadia).post(state, {"state": "done"}).status_code == 403
    assert as_(cast.marc).post(state, {"state": "under_way", "note": "Trois noms"}).status_code == 302
    assert as_(cast.marc).post(state, {"state": "perhaps"}).status_code == 422
    assert as_(cast.marc).post(state, {"state": "done", "note": "x" * 500}).status_code == 422
    assert as_(cast.marc).get(reverse("action-new", args=["en-chemin"])).status_code == 403
    action.refresh_from_db()
    assert action.state == "under_way"
    assert [(c.state, c.by, c.note) for c in action.changes.all()] == [
        ("to_begin", cast.claire, ""),
        ("under_way", cast.marc, "Trois noms"),
    ]
    assert go_on(actor=cast.claire, action=action, state="under_way") is None
    with pytest.raises(ValidationError, match="has a story"):
        take_off(actor=cast.claire, action=action)
    assert as_(cast.diane).get(reverse("action", args=["en-chemin", action.pk])).status_code == 404


@time_machine.travel(NOON, tick=False)
def test_what_cannot_be_planned_is_refused_in_words_and_kept(cast, as_):
    new = reverse("action-new", args=["en-chemin"])
    elsewhere = cast.diane.memberships.get().pk
    browse = as_(cast.claire)
    for given, words in (
        ({"what": ""}, "Dites ce qui sera fait"),
        ({"due": "2026-11-23"}, "est passé. Choisissez aujourd’hui ou un jour à venir."),
        ({"due": "2099-01-01"}, "2099 est à plus de dix ans."),
        ({"due": "31/02/2027"}, "Écrivez un jour qui existe"),
        ({"owner": elsewhere}, "Choisissez quelqu’un de cette communauté."),
        ({"what": "a\0b"}, "caractère"),
    ):
        answer = browse.post(new, {"what": "Se voir", "first_step": "Demander", **given})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "Demander" in answer.content.decode()
    assert browse.post(new, {"what": "x" * 10_000_000}).status_code in (400, 413, 422)
    assert not Action.objects.exists()
    with pytest.raises(ValidationError):
        decide(actor=cast.claire, community=cast.community, what="x", owner=cast.diane.memberships.get())


def test_three_actions_straight_from_the_cards(cast, board, as_):
    card = card_of(board, "On se sent seul", Participant.objects.create(board=board))
    express = reverse("plan-express", args=["en-chemin"])
    browse = as_(cast.claire)
    browse.post(express, {"card": card.pk, "what": "Former des binômes"})
    browse.post(express, {"card": card.pk, "what": ""})
    assert [action.what for action in Action.objects.all()] == [
        "Former des binômes",
        "Répondre à «\xa0On se sent seul\xa0»",
    ]
    assert browse.post(express, {"card": 999_999, "what": "x"}).status_code == 422
    new = reverse("action-new", args=["en-chemin"])
    assert browse.post(new, {"what": "x", "cards": [card.pk, "9" * 99]}).status_code == 422
    assert "Au plan" in browse.get(express).content.decode()
    last = Action.objects.last()
    browse.post(reverse("action-removal", args=["en-chemin", last.pk]))
    assert Action.objects.count() == 1


def test_reminders_a_week_before_and_on_the_day_once_each(cast):
    due = date(2026, 12, 1)
    decide(
        actor=cast.claire, community=cast.community, what="Se voir", owner=cast.membership(cast.marc), due=due
    )
    for days in range(10):
        for hour in (3, 9, 15):
            with time_machine.travel(NOON.replace(hour=hour) + timedelta(days), tick=False):
                remind_carriers()
    told = [(mail.subject, mail.created_at.date()) for mail in Mail.objects.filter(person=cast.marc)]
    assert told == [
        ("Pour le mardi 1er décembre : Se voir".replace(" :", "\xa0:"), date(2026, 11, 24)),
        ("Aujourd’hui\xa0: Se voir", date(2026, 12, 1)),
    ]


def test_nobody_looks_after_what_they_left(cast):
    for person in (cast.marc, cast.nadia):
        decide(actor=cast.claire, community=cast.community, what="Se voir", owner=cast.membership(person))
    leave(actor=cast.marc, membership=cast.membership(cast.marc))
    erase(actor=cast.nadia)
    assert [action.owner for action in Action.objects.all()] == [None, None]


@time_machine.travel(NOON, tick=False)
def test_due_dates_go_to_calendars(cast, as_, client):
    marc = cast.membership(cast.marc)
    for owner, what in ((marc, "Se voir"), (None, "Écrire")):
        decide(actor=cast.claire, community=cast.community, what=what, owner=owner, due=date(2026, 12, 1))
    whole = as_(cast.nadia).get(reverse("plan-calendar", args=["en-chemin"]))
    events = Calendar.from_ical(whole.content).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["Se voir", "Écrire"]
    client.logout()
    feed = reverse("plan-feed", kwargs={"token": links.sign("plan-feed", marc.pk)})
    events = Calendar.from_ical(client.get(feed).content).walk("VEVENT")
    assert [(str(event["summary"]), event.decoded("dtstart")) for event in events] == [
        ("Se voir", date(2026, 12, 1))
    ]
    leave(actor=cast.marc, membership=marc)
    assert client.get(feed).status_code == 404


def test_as_many_queries_for_thirty_actions_as_for_one(cast, board, as_):
    card = card_of(board, "On se sent seul", Participant.objects.create(board=board))
    browse = as_(cast.claire)

    def one() -> None:
        decide(
            actor=cast.claire,
            community=cast.community,
            what="Se voir",
            owner=cast.membership(cast.marc),
            cards=[card],
        )

    one()
    pages = [reverse("plan", args=["en-chemin"])]
    few = [queries_of(browse, page) for page in pages]
    for _ in range(29):
        one()
    assert [queries_of(browse, page) for page in pages] == few
