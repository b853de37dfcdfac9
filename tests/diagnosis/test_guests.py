"""A guest who signs in midway is one person, with one budget of votes."""

from __future__ import annotations

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from essaim.core.live import version_of
from essaim.diagnosis import actions
from essaim.diagnosis.actions.guests import adopt
from essaim.diagnosis.models import Board, Card, Comment, Participant, Phase, Vote
from essaim.diagnosis.queries.cards import author_of
from factories.diagnosis import board_of, cards_on, led

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def at(board: Board, name: str = "room") -> str:
    return reverse(name, args=[board.code])


def chosen(participant: Participant) -> list[str]:
    return list(
        Vote.objects.filter(participant=participant).order_by("id").values_list("card__text", flat=True)
    )


def test_who_voted_as_a_guest_and_signs_in_has_no_second_budget(cast):
    cache.clear()
    board = board_of(cast)
    one, two, three, four = cards_on(board, "Un", "Deux", "Trois", "Quatre")
    phone = Client()
    phone.post(at(board), {"quadrant": "threats", "text": "Une menace"})
    led(cast, board, Phase.VOTE)
    for card in (one, two):
        phone.post(at(board, "room-votes"), {"card": card.pk})
    people = Participant.objects.count()
    phone.force_login(cast.marc, backend=BACKEND)
    assert "1 vote left of 3." in phone.get(at(board)).content.decode()
    (marc,) = Participant.objects.filter(person=cast.marc)
    assert (chosen(marc), Card.objects.get(text="Une menace").participant) == (["Un", "Deux"], marc)
    for card in (three, four):
        phone.post(at(board, "room-votes"), {"card": card.pk})
    assert chosen(marc) == ["Un", "Deux", "Trois"]
    assert Participant.objects.count() == people
    assert phone.session["boards"] == {}


def test_who_took_part_already_keeps_their_own_votes_first(cast):
    board = board_of(cast)
    one, two, three, four = cards_on(board, "Un", "Deux", "Trois", "Quatre")
    marc, guest = actions.come_in(board=board, person=cast.marc), actions.come_in(board=board)
    actions.comment(actor=guest, card=one, text="Lequel ?")
    board = led(cast, board, Phase.VOTE)
    for actor, cards in ((marc, (one, two)), (guest, (two, three, four))):
        for card in cards:
            actions.vote(actor=actor, card=card)
    seen = version_of(board)
    assert adopt(actor=cast.marc, guest=guest) == marc
    assert (chosen(marc), version_of(board)) == (["Un", "Deux", "Trois"], seen + 1)
    assert Comment.objects.get().participant == marc
    assert not Participant.objects.filter(pk=guest.pk).exists()
    assert adopt(actor=cast.marc, guest=guest) == marc, "twice changes nothing"
    assert adopt(actor=cast.nadia, guest=marc) is None, "what is somebody's stays theirs"
    assert chosen(marc) == ["Un", "Deux", "Trois"]


def test_a_board_that_was_read_out_stays_as_it_was(cast):
    board = board_of(cast)
    (one,) = cards_on(board, "Un")
    marc, guest, other = (
        actions.come_in(board=board, person=cast.marc),
        *(actions.come_in(board=board) for _ in range(2)),
    )
    board = led(cast, board, Phase.VOTE)
    for actor in (marc, guest, other):
        actions.vote(actor=actor, card=one)
    actions.close_board(actor=cast.claire, board=board)
    board = Board.objects.get(pk=board.pk)
    for each in (guest, other):
        each.board = board
    assert adopt(actor=cast.marc, guest=guest) == marc
    assert adopt(actor=cast.nadia, guest=other) == other
    assert Vote.objects.filter(card=one).count() == 3


def test_while_a_board_is_read_out_nobody_s_signing_in_changes_the_figures(cast):
    cache.clear()
    board = board_of(cast)
    (one,) = cards_on(board, "Un")
    led(cast, board, Phase.VOTE)
    phone = Client()
    phone.post(at(board, "room-votes"), {"card": one.pk})
    marc = actions.come_in(board=Board.objects.get(pk=board.pk), person=cast.marc)
    actions.vote(actor=marc, card=one)
    led(cast, board, Phase.READ_OUT)
    phone.force_login(cast.marc, backend=BACKEND)
    phone.get(at(board))
    assert Vote.objects.filter(card=one).count() == 2
    led(cast, board, Phase.VOTE)
    phone.get(at(board))
    assert Vote.objects.filter(card=one).count() == 1, "one person, once it goes on"
    assert phone.session["boards"] == {}


def test_where_authors_show_what_was_written_keeps_the_name_it_was_written_under(cast):
    board = board_of(cast)
    actions.change_board(actor=cast.claire, board=board, authors_shown=True)
    (one,) = cards_on(Board.objects.get(pk=board.pk), "Un")
    board = led(cast, board, Phase.VOTE)
    guest = actions.come_in(board=board)
    Participant.objects.filter(pk=guest.pk).update(name="Z.")
    card = Card.objects.create(board=board, quadrant="threats", text="Une menace", participant=guest)
    actions.vote(actor=guest, card=one)
    marc = adopt(actor=cast.marc, guest=guest)
    assert chosen(marc) == ["Un"]
    assert author_of(Card.objects.get(pk=card.pk), board) == "Z."
