"""The room, as a phone without an account, a member and a host see it."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from essaim.core.live import Live, version_of
from essaim.diagnosis import actions
from essaim.diagnosis.models import Board, Card, Comment, Participant, Phase, Vote
from essaim.diagnosis.views import showing
from essaim.surveys.queries.findings import findings_of
from factories.diagnosis import board_of, cards_on, led
from factories.reports import by_site, close_and_report, fill
from house.counting import queries_of

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def nobody_tried_a_code():
    cache.clear()


@pytest.fixture
def board(cast) -> Board:
    return board_of(cast)


def room(board: Board, name: str = "room", **url) -> str:
    return reverse(name, kwargs={"code": board.code} | url)


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_guest_writes_comments_and_votes_with_nothing_but_the_code(cast, board):
    phone = Client()
    typed = phone.post("/b/", {"code": " ".join(board.code)})
    assert typed["Location"] == room(board)
    page = phone.get(room(board))
    assert "Nobody sees who wrote which card." in text_of(page)
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    assert not Participant.objects.exists(), "whoever only looks leaves nothing"
    answer = phone.post(room(board), {"quadrant": "threats", "text": "Deux sites ferment"}, headers=HTMX)
    assert "Added. Another one?" in text_of(answer)
    assert "Deux sites ferment" not in text_of(answer), "the field is free again"
    assert "Deux sites ferment" in text_of(phone.get(room(board, "room-now")))
    card = Card.objects.get()
    assert phone.post(room(board, "room-card", card=card.pk), {"text": "Lesquels ?"}).status_code == 302
    assert "Lesquels ?" in text_of(phone.get(room(board, "room-card", card=card.pk)))
    led(cast, board, Phase.VOTE)
    answer = phone.post(room(board, "room-votes"), {"card": card.pk, "for": "phone"}, headers=HTMX)
    assert "2 votes left of 3." in text_of(answer)
    assert 'aria-pressed="true"' in text_of(answer)
    again = phone.post(room(board, "room-votes"), {"back": card.pk})
    assert again["Location"] == room(board)
    assert (Participant.objects.count(), Vote.objects.count()) == (1, 0)


def test_each_phone_sees_its_own_votes_in_what_is_made_once_for_all(cast, board, monkeypatch):
    made = []
    drawn = showing.render_to_string
    monkeypatch.setattr(showing, "render_to_string", lambda *told: made.append(1) or drawn(*told))
    (card,) = cards_on(board, "Une idée")
    board = led(cast, board, Phase.VOTE)
    ann, bob = Client(), Client()
    ann.post(room(board, "room-votes"), {"card": card.pk})
    made.clear()
    told = [text_of(phone.get(room(board, "room-now"))) for phone in (ann, bob, ann)]
    assert made == [1]
    assert told[0] == told[2] != told[1]
    assert "Take my vote back" in told[0]
    assert "3 votes left of 3." in told[1]
    assert "1 vote<" not in told[1], "while people vote, counts are not shown"


def test_a_vote_over_budget_says_so_and_counts_nothing(cast, board):
    cards = cards_on(board, "Un", "Deux", "Trois", "Quatre")
    board = led(cast, board, Phase.VOTE)
    phone = Client()
    answers = [phone.post(room(board, "room-votes"), {"card": card.pk}, headers=HTMX) for card in cards]
    assert "You have given your 3 votes." in text_of(answers[-1])
    assert Vote.objects.count() == 3
    plain = phone.post(room(board, "room-votes"), {"card": cards[-1].pk}, follow=True)
    assert "You have given your 3 votes." in text_of(plain)


def test_a_wrong_code_and_that_of_a_closed_board_say_the_same_and_are_counted(cast, board, as_):
    actions.close_board(actor=cast.claire, board=board)
    stranger = Client()
    said = {
        text_of(stranger.get(address)).split("<h1>")[1]
        for address in ("/b/00000000/", room(board), "/b/nulle-part/", f"/b/{'9' * 3000}/")
    }
    assert len({each.split("</h1>")[0] for each in said}) == 1
    typed = stranger.post("/b/", {"code": "00000000"})
    assert (typed.status_code, "opens nothing" in text_of(typed)) == (404, True)
    assert stranger.post("/b/", {"code": "12"}).status_code == 422
    while stranger.get("/b/00000000/").status_code != 429:
        pass
    other = board_of(cast)
    refused = stranger.get(room(other))
    assert (refused.status_code, "Too many codes" in text_of(refused)) == (429, True)
    assert Client(REMOTE_ADDR="10.9.9.9").get(room(other)).status_code == 200
    assert as_(cast.marc).get(room(other)).status_code == 200, "who belongs needs no code"
    assert as_(cast.marc).get(room(board)).status_code == 200, "and reads what was closed"


def test_typing_a_code_tells_no_more_than_following_it(cast, board, as_):
    closed = board_of(cast)
    actions.close_board(actor=cast.claire, board=closed)
    stranger = Client(REMOTE_ADDR="10.9.9.8")

    def typed(browser: Client, code: str) -> int:
        return browser.post("/b/", {"code": code}).status_code

    assert (typed(stranger, board.code), typed(stranger, closed.code)) == (302, 404)
    while typed(stranger, "00000000") != 429:
        pass
    assert typed(stranger, board.code) == 429, "a right one may have been found by trying"
    assert typed(Client(REMOTE_ADDR="10.9.9.7"), board.code) == 302
    assert typed(as_(cast.marc), board.code) == 302, "who belongs needs no code"
    assert typed(as_(cast.marc), closed.code) == 302, "and reads what was closed"


def test_comments_come_a_page_at_a_time_and_one_s_own_is_read_at_once(cast, board):
    (card,) = cards_on(board, "Une idée")
    there, phone = room(board, "room-card", card=card.pk), Client()
    guest = actions.come_in(board=board)
    Comment.objects.bulk_create(Comment(card=card, participant=guest, text=f"Mot {n}.") for n in range(30))
    assert phone.post(there, {"text": "Le mien"})["Location"] == f"{there}?page=2"
    first, last = text_of(phone.get(there)), text_of(phone.get(f"{there}?page=2"))
    assert ("Mot 29." in first, "Le mien" in first) == (True, False)
    assert ("Mot 29." in last, "Le mien" in last) == (False, True)


def test_who_took_part_still_reads_a_closed_board_and_changes_nothing(cast, board):
    phone = Client()
    phone.post(room(board), {"quadrant": "threats", "text": "Une menace"})
    actions.close_board(actor=cast.claire, board=board)
    page = text_of(phone.get(room(board)))
    assert "Une menace" in page
    assert "sse-connect" not in page
    card = Card.objects.get()
    for name, told in (
        ("room-votes", {"card": card.pk}),
        ("room-merging", {"pair": f"{card.pk}-{card.pk}"}),
        ("room-removal", {"card": card.pk}),
    ):
        answer = phone.post(room(board, name), told, headers=HTMX)
        assert "This board is closed" in text_of(answer)
    kept = phone.post(room(board), {"quadrant": "threats", "text": "Trop tard"})
    assert kept.status_code == 422
    assert "Trop tard" in text_of(kept), "what was typed is not lost"
    said = phone.post(room(board, "room-card", card=card.pk), {"text": "Trop tard"})
    assert said.status_code == 422
    assert (Card.objects.count(), Comment.objects.count()) == (1, 0)


def test_hostile_words_stay_words_and_what_is_too_long_is_told(cast, board):
    phone = Client()
    phone.post(room(board), {"quadrant": "threats", "text": "<img src=x onerror=alert(1)>\u202e\0\x021\x03"})
    page = text_of(phone.get(room(board)))
    assert "&lt;img src=x onerror=alert(1)&gt;1</p>" in page
    assert "<img" not in page
    for told, words in (
        ({"quadrant": "threats", "text": "x" * 10_000_000}, "at most 280 fit on a card"),
        ({"quadrant": "threats", "text": "  "}, "There is nothing written yet"),
        ({"quadrant": "nulle", "text": "Oui"}, "nulle"),
    ):
        answer = phone.post(room(board), told)
        assert answer.status_code == 422
        assert words in text_of(answer)
    assert Card.objects.count() == 1


def test_ids_of_another_board_and_ids_that_are_none_find_nothing(cast, board):
    other = board_of(cast)
    (card,) = cards_on(other, "Ailleurs")
    led(cast, board, Phase.VOTE)
    phone = Client()
    assert phone.get(room(board, "room-card", card=card.pk)).status_code == 404
    for told in ({"card": card.pk}, {"card": "²"}, {"card": "9" * 99}, {}, {"back": "x"}):
        assert phone.post(room(board, "room-votes"), told).status_code == 404
    actions.change_board(actor=cast.claire, board=board, hosted=False)
    for pair in ("1-2-3", "a-b", "-", f"{card.pk}-{card.pk}", "9" * 50):
        assert phone.post(room(board, "room-merging"), {"pair": pair}).status_code == 404
    for told in ({"card": card.pk}, {"back": card.pk}):
        assert phone.post(room(board, "room-removal"), told).status_code == 404
    assert phone.post(room(board, "room-merging"), {"apart": card.pk}).status_code == 404
    assert not Participant.objects.filter(board=board).exists(), "nobody took part"


def test_a_name_is_asked_of_a_guest_only_where_it_shows(cast, board):
    phone = Client()
    assert 'name="name"' not in text_of(phone.get(room(board)))
    actions.change_board(actor=cast.claire, board=board, authors_shown=True)
    assert 'name="name"' in text_of(phone.get(room(board)))
    phone.post(room(board), {"quadrant": "threats", "text": "Oui", "name": "Zoé <b>"})
    page = text_of(phone.get(room(board)))
    assert "Zoé &lt;b&gt;" in page
    assert 'name="name"' not in page


def test_the_host_leads_merges_and_closes_and_a_member_reads(cast, board, as_):
    desk = as_(cast.sonia)
    page = reverse("swot", args=["en-chemin", board.pk])
    first, second = cards_on(board, "On s’entraide beaucoup", "On s’entraide")
    said = text_of(desk.get(page))
    assert "These may say the same" in said
    pair = f"{second.pk}-{first.pk}"
    assert f'value="{pair}"' in said
    merged = desk.post(room(board, "room-merging"), {"pair": pair, "for": "host"}, headers=HTMX)
    assert "Separate" in text_of(merged)
    lead = reverse("swot-phase", args=["en-chemin", board.pk])
    # The room is let in first: the time of the first phase is started like that of the others.
    assert 'value="write-12"' in said
    assert 'value="read-8"' in text_of(desk.post(lead, {"lead": "write-12"}, headers=HTMX))
    assert 'value="read-8"' in text_of(desk.post(lead, {"lead": "write-0"}, headers=HTMX))
    assert 'data-ends="' in text_of(desk.post(lead, {"lead": "vote-5"}, headers=HTMX))
    assert "between 0 and 240" in text_of(desk.post(lead, {"lead": "nulle-5"}, headers=HTMX))
    assert "between 0 and 240" in text_of(desk.post(lead, {"phase": "vote", "minutes": "9999"}, follow=True))
    last = text_of(desk.post(lead, {"lead": "read_out-12"}, headers=HTMX))
    assert reverse("plan", args=["en-chemin"]) in last
    desk.post(lead, {"lead": "vote-5"})
    desk.post(lead, {"more": "2"})
    wall = text_of(desk.get(page, {"view": "projector"}))
    assert "<svg" in wall
    assert "formaction" not in wall
    assert text_of(as_(cast.marc).get(page)).count("formaction") == 0
    assert as_(cast.marc).post(lead, {"lead": "read-8"}).status_code == 403
    desk = as_(cast.sonia)
    desk.post(reverse("swot-closure", args=["en-chemin", board.pk]))
    closed = text_of(desk.get(page))
    assert "Open it again" in closed
    assert board.code not in text_of(as_(cast.marc).get(page, {"view": "projector"})).split("<main")[0]
    as_(cast.sonia).post(reverse("swot-opening", args=["en-chemin", board.pk]))
    assert not Board.objects.get(pk=board.pk).is_closed


def test_one_button_makes_a_board_and_its_settings_are_kept(cast, as_):
    desk = as_(cast.claire)
    made = desk.post(reverse("diagnosis-new", args=["en-chemin"]))
    board = Board.objects.get()
    assert made["Location"] == reverse("swot", args=["en-chemin", board.pk])
    address = reverse("swot-settings", args=["en-chemin", board.pk])
    told = {"title": "FFOM", "votes_each": 5, "hosted": "no", "authors_shown": "yes"}
    names = {"strengths": "Strengths", "weaknesses": "Freins", "opportunities": "", "threats": "Threats"}
    assert desk.post(address, told | names).status_code == 302
    board = Board.objects.get()
    assert (board.title, board.votes_each, board.hosted, board.authors_shown) == ("FFOM", 5, False, True)
    assert board.names == {"weaknesses": "Freins"}
    assert desk.post(address, told | names | {"votes_each": 99}).status_code == 422
    cards_on(board, "Une idée")
    assert "settled with the first card" in text_of(desk.get(address))
    paper = reverse("swot-paper", args=["en-chemin", board.pk])
    answer = desk.post(paper, {"quadrant": "threats", "lines": "- Une\n- Une\n- Deux"})
    assert "Line 2" in text_of(answer)
    long = "Trop long pour une carte. " * 20
    answer = text_of(desk.post(paper, {"quadrant": "threats", "lines": long}))
    assert long.strip() in answer.split("<textarea")[1]
    assert desk.post(paper, {"quadrant": "threats", "lines": "Trois\0"})["Location"]
    assert desk.post(paper, {"quadrant": "threats", "lines": ""}).status_code == 422
    assert Card.objects.filter(quadrant="threats").count() == 3


def test_a_finding_is_pinned_and_says_where_it_comes_from(cast, as_):
    desk, pin = as_(cast.claire), reverse("swot-pin", args=["en-chemin"])
    assert "Nothing is found yet" in text_of(desk.get(pin))
    survey = by_site(cast)
    fill(survey, 6, calm=4)
    close_and_report(survey)
    finding = findings_of(cast.community, cast.claire)[0]
    assert finding.sentence in text_of(desk.get(pin))
    this = f"{pin}?finding={finding.key}"
    assert "No board is open here" in text_of(desk.get(this))
    board = board_of(cast)
    told = {"board": board.pk, "quadrant": "threats", "sentence": "On se sent à sa place"}
    assert desk.post(this, told).status_code == desk.post(this, told).status_code == 302
    card = Card.objects.get()
    assert (card.text, card.source) == (
        "On se sent à sa place",
        {"finding": finding.key, "sentence": finding.sentence, "address": finding.address},
    )
    Card.objects.bulk_create(Card(board=board, quadrant="threats", text=f"{n}") for n in range(400))
    full = desk.post(this, told | {"sentence": "Autrement dit"})
    assert (full.status_code, "which is all it can hold" in text_of(full)) == (422, True)
    assert "Autrement dit" in text_of(full)
    other = Board.objects.create(community=cast.other, title="Ailleurs", code="00000001")
    assert desk.post(this, told | {"board": other.pk}).status_code == 422


def test_what_nobody_found_is_not_pinned(cast, as_):
    board = board_of(cast)
    pin = reverse("swot-pin", args=["en-chemin"])
    survey = by_site(cast)
    fill(survey, 6, calm=4)
    close_and_report(survey)
    finding = findings_of(cast.community, cast.claire)[0]
    told = {"board": board.pk, "quadrant": "threats", "sentence": "Tout va mal"}
    as_(cast.claire).post(f"{pin}?finding=survey.999.question.calm", told)
    # Sonia hosts boards, and may not read a report that is the pilots' alone.
    answer = as_(cast.sonia).post(f"{pin}?finding={finding.key}", told)
    assert finding.sentence not in text_of(answer)
    assert not Card.objects.exists()


def test_the_stream_is_for_whoever_may_look(cast, board):
    assert Client().get("/b/00000000/live/").status_code == 404
    answer = Client().get(room(board, "room-live"))
    assert isinstance(answer, Live)
    assert answer["Content-Type"].startswith("text/event-stream")
    assert f"seen={version_of(board)}" in text_of(Client().get(room(board)))


def test_a_phone_that_asks_for_a_board_that_was_closed_is_made_to_look_again(cast, board):
    actions.close_board(actor=cast.claire, board=board)
    assert Client().get(room(board, "room-now"), headers=HTMX)["HX-Refresh"] == "true"


def test_all_is_said_in_french(cast, board):
    with translation.override("fr"):
        cards_on(board, "Une idée")
        page = text_of(Client(headers={"Accept-Language": "fr"}).get(room(board)))
    assert "Dans quelle case" in page
    assert "Personne ne voit qui a écrit quelle carte." in page


def test_pages_ask_the_database_as_often_at_one_card_as_at_thirty(cast, board, as_):
    pages = [
        (as_(cast.claire), reverse("swot", args=["en-chemin", board.pk])),
        (Client(), room(board)),
        (Client(), room(board, "room-now")),
    ]
    asked = []
    for cards in (1, 29):
        cards_on(board, *(f"Idée {cards} {n}" for n in range(cards)))
        asked.append([queries_of(browser, address) for browser, address in pages])
    assert asked[0] == asked[1]
    lists = reverse("diagnosis", args=["en-chemin"])
    few = queries_of(as_(cast.marc), lists)
    for _ in range(20):
        board_of(cast)
    assert queries_of(as_(cast.marc), lists) == few


def test_cards_near_the_one_being_written_are_said_while_typing(cast, client):
    board = board_of(cast)
    cards_on(board, "Des réunions plus courtes", "Une cuisine")
    page = text_of(client.get(room(board)))
    assert 'hx-post="?near=yes"' in page
    typed = f"{room(board)}?near=yes"
    near = text_of(client.post(typed, {"text": "Il faut des réunions courtes", "quadrant": "threats"}))
    assert "Des réunions plus courtes" in near
    assert "Une cuisine" not in near
    for words in ("", "\0", "Un jardin", "a" * 10**6):
        assert text_of(client.post(typed, {"text": words})).strip() == ""
    # Where nobody writes any more, nothing is compared.
    later = led(cast, board, Phase.VOTE)
    assert text_of(client.post(f"{room(later)}?near=yes", {"text": "Des réunions courtes"})).strip() == ""
    assert (Card.objects.count(), Participant.objects.count()) == (2, 1)
