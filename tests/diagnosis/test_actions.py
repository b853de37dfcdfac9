"""What people do on a board, from the first card to the ranking that is read out."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from essaim.core.live import version_of
from essaim.diagnosis import actions
from essaim.diagnosis.acts import open_acts
from essaim.diagnosis.models import Board, Card, Comment, Participant, Phase, PhaseChange, Vote
from essaim.diagnosis.queries.boards import figures_of, own_votes
from essaim.diagnosis.queries.cards import Shown, alike, boxes_of, shown_cards
from essaim.people.erasure import erase
from essaim.surveys.queries.findings import Pinnable
from factories.diagnosis import board_of, cards_on, guests_of, led

FOUND = Pinnable("survey.3.question.q4", "62 % manquent de temps", "/c/en-chemin/surveys/3/report/")


def refused(act, **told) -> str:
    with pytest.raises(ValidationError) as refusal:
        act(**told)
    return " ".join(refusal.value.messages)


def ranked_strengths(board: Board) -> list[Shown]:
    return boxes_of(board, ranked=True)[0].cards


def test_a_board_goes_from_the_first_card_to_its_ranking(cast):
    board = board_of(cast)
    assert (board.votes_each, board.phase, board.hosted, board.authors_shown) == (3, "write", True, False)
    assert len(board.code) == 8
    seen = version_of(board)
    help_, aid, slow = cards_on(board, "On s’entraide beaucoup", "On s’entraide", "On a le temps")
    assert version_of(board) == seen + 3
    ann, bob, cleo = guests_of(board, 3)
    board = led(cast, board, Phase.MERGE)
    assert [(a.text, b.text) for a, b in alike(boxes_of(board))] == [
        ("On s’entraide beaucoup", "On s’entraide")
    ]
    host = actions.come_in(board=board, person=cast.claire)
    actions.merge(actor=host, card=aid, into=help_, hosts=True)
    assert actions.merge(actor=host, card=help_, into=aid, hosts=True) is None
    board = led(cast, board, Phase.VOTE)
    for voter, card in ((ann, help_), (bob, help_), (cleo, slow)):
        actions.vote(actor=voter, card=card)
    Vote.objects.create(participant=ann, card=aid)
    first, second = ranked_strengths(board)
    assert (first.text, first.votes, first.people) == ("On s’entraide beaucoup", 3, 2)
    assert [card.text for card in first.merged] == ["On s’entraide"]
    assert (second.text, second.votes, second.people) == ("On a le temps", 1, 1)
    # Apart again, each has the votes it was given.
    board = led(cast, board, Phase.MERGE)
    actions.unmerge(actor=host, card=aid, hosts=True)
    assert [(card.text, card.votes) for card in ranked_strengths(board)] == [
        ("On s’entraide beaucoup", 2),
        ("On s’entraide", 1),
        ("On a le temps", 1),
    ]
    closing = actions.close_board(actor=cast.claire, board=board)
    assert actions.close_board(actor=cast.leila, board=board) == closing
    board = Board.objects.get(pk=board.pk)
    said = refused(actions.write_card, actor=ann, quadrant="threats", text="Trop tard")
    assert said == "This board is closed: it is kept as it was read out."
    assert refused(actions.vote, actor=ann, card=slow) == said
    assert not actions.reopen_board(actor=cast.claire, board=board).is_closed


def test_votes_stay_within_the_budget_and_can_be_moved(cast):
    board = board_of(cast, votes_each=2)
    one, two, three = cards_on(board, "Un", "Deux", "Trois")
    ann = actions.come_in(board=board)
    assert refused(actions.vote, actor=ann, card=one) == (
        "Votes are given when the host opens the phase “Vote”."
    )
    board = led(cast, board, Phase.VOTE)
    actions.vote(actor=ann, card=one)
    assert actions.vote(actor=ann, card=one) == Vote.objects.get()
    actions.vote(actor=ann, card=two)
    assert refused(actions.vote, actor=ann, card=three) == (
        "You have given your 2 votes. Take one back from a card to give it to this one."
    )
    assert actions.take_vote_back(actor=ann, card=one) == 1
    actions.vote(actor=ann, card=three)
    assert own_votes(ann) == {two.pk, three.pk}
    assert (figures_of(board).cards, figures_of(board).votes) == (3, 2)


def test_phases_open_acts_and_a_board_without_a_host_opens_all(cast):
    board = board_of(cast)
    opened = {}
    for phase in Phase:
        board = led(cast, board, phase)
        opened[phase.value] = sorted(open_acts(board))
    assert opened == {
        "write": ["comment", "write"],
        "read": ["comment", "write"],
        "merge": ["comment"],
        "vote": ["vote"],
        "read_out": ["comment"],
    }
    assert sorted(open_acts(board, hosts=True)) == ["comment", "merge", "write"]
    actions.change_board(actor=cast.claire, board=board, hosted=False)
    assert sorted(open_acts(Board.objects.get(pk=board.pk))) == ["comment", "merge", "vote", "write"]


def test_two_hosts_at_once_the_last_one_wins_and_both_are_kept(cast, time_machine):
    time_machine.move_to("2026-11-25T10:00:00Z", tick=False)
    board = board_of(cast)
    actions.lead_to(actor=cast.claire, board=board, phase="read", minutes=8)
    actions.lead_to(actor=cast.leila, board=board, phase="vote", minutes=5)
    board = Board.objects.get(pk=board.pk)
    assert (board.phase, (board.ends_at - timezone.now()).seconds) == ("vote", 300)
    actions.give_time(actor=cast.claire, board=board, minutes=2)
    board = Board.objects.get(pk=board.pk)
    assert (board.phase, (board.ends_at - timezone.now()).seconds) == ("vote", 420)
    time_machine.move_to("2026-11-25T11:00:00Z", tick=False)
    actions.give_time(actor=cast.claire, board=board, minutes=2)
    assert (Board.objects.get(pk=board.pk).ends_at - timezone.now()).seconds == 120
    told = PhaseChange.objects.values_list("phase", "by__email")
    claire, leila = "claire@exemple.fr", "leila@exemple.fr"
    assert list(told) == [
        *(("write", claire), ("read", claire), ("vote", leila), ("vote", claire), ("vote", claire)),
    ]
    actions.close_board(actor=cast.claire, board=board)
    board = Board.objects.get(pk=board.pk)
    assert "Open it again" in refused(actions.lead_to, actor=cast.leila, board=board, phase="read")


def test_who_wrote_is_settled_with_the_first_card(cast):
    board = board_of(cast)
    actions.change_board(actor=cast.claire, board=board, authors_shown=True)
    board = Board.objects.get(pk=board.pk)
    guest, marc = actions.come_in(board=board, name="  Zoé\u202e "), None
    marc = actions.come_in(board=board, person=cast.marc)
    assert actions.come_in(board=board, person=cast.marc) == marc
    actions.write_card(actor=guest, quadrant="threats", text="Une menace")
    actions.write_card(actor=marc, quadrant="threats", text="Une autre")
    assert [card.author for card in shown_cards(board)] == ["Zoé", "Marc"]
    assert "stays as it is" in refused(
        actions.change_board, actor=cast.claire, board=board, authors_shown=False
    )
    erase(actor=cast.marc)
    assert [(card.text, card.author) for card in shown_cards(board)] == [
        ("Une menace", "Zoé"),
        ("Une autre", ""),
    ]
    hidden = board_of(cast)
    actions.write_card(actor=actions.come_in(board=hidden, name="Zoé"), quadrant="threats", text="Oui")
    assert [card.author for card in shown_cards(hidden)] == [""]
    assert not Participant.objects.filter(board=hidden).exclude(name="").exists()


def test_paper_notes_come_one_a_line_and_what_was_not_taken_is_told(cast):
    board = board_of(cast)
    cards_on(board, "Déjà là")
    wall = (
        "- Une équipe soudée\n\n• 2) deja la !\n* une équipe  SOUDÉE.\n1. Des outils\r\n"
        + "a" * 300
        + "\n   \n"
    )
    pasted = actions.paste_cards(actor=cast.claire, board=board, quadrant="strengths", text=wall)
    assert [card.text for card in pasted.added] == ["Une équipe soudée", "Des outils"]
    assert pasted.refused == [
        (3, "deja la !", "This is already in the box."),
        (4, "une équipe SOUDÉE.", "This is already in the box."),
        (
            6,
            "a" * 300,
            "This has 300 signs; at most 280 fit on a card. Say it shorter, or make two cards of it.",
        ),
    ]
    many = actions.paste_cards(
        actor=cast.claire, board=board, quadrant="threats", text="\n".join(map(str, range(1000, 1300)))
    )
    assert (len(many.added), len(many.refused)) == (200, 100)
    assert many.refused[0] == (201, "1200", "Too many lines at once. Paste the others after these.")
    rest = "\n".join(map(str, range(1200, 1410)))
    actions.paste_cards(actor=cast.claire, board=board, quadrant="threats", text=rest)
    assert board.cards.count() == 400
    assert "400" in refused(
        actions.pin_finding, actor=cast.claire, board=board, quadrant="threats", finding=FOUND
    )


def test_a_finding_is_pinned_once_with_where_it_comes_from(cast):
    board = board_of(cast)
    told = {"board": board, "quadrant": "threats", "finding": FOUND}
    card = actions.pin_finding(actor=cast.claire, **told)
    assert actions.pin_finding(actor=cast.leila, sentence="Le temps manque", **told) == card
    assert card.text == shown_cards(board)[0].source["sentence"] == "62 % manquent de temps"
    assert card.source["address"] == "/c/en-chemin/surveys/3/report/"


def test_cards_are_taken_off_by_their_author_or_a_host_and_given_back(cast):
    board = board_of(cast)
    ann, bob = guests_of(board, 2)
    card = actions.write_card(actor=ann, quadrant="strengths", text="Une idée")
    assert actions.write_card(actor=ann, quadrant="strengths", text=" une IDÉE. ") == card
    other = actions.write_card(actor=bob, quadrant="strengths", text="Une idée")
    assert other != card
    assert "Only whoever wrote" in refused(actions.take_off, actor=bob, card=card)
    actions.take_off(actor=bob, card=card, hosts=True)
    actions.take_off(actor=bob, card=other)
    assert shown_cards(board) == []
    actions.give_back(actor=ann, card=card)
    assert [each.pk for each in shown_cards(board)] == [card.pk]


def test_a_card_given_back_brings_no_more_votes_than_each_one_has(cast):
    board = board_of(cast, hosted=False, votes_each=2)
    one, two, three = cards_on(board, "Un", "Deux", "Trois")
    ann, bob = guests_of(board, 2)
    for voter, card in ((ann, one), (ann, two), (bob, one)):
        actions.vote(actor=voter, card=card)
    actions.take_off(actor=ann, card=one, hosts=True)
    actions.vote(actor=ann, card=three)
    actions.give_back(actor=ann, card=Card.objects.get(pk=one.pk), hosts=True)
    assert own_votes(ann) == {two.pk, three.pk}
    assert own_votes(bob) == {one.pk}, "who has not given it elsewhere keeps it"


def test_what_was_under_a_card_that_is_gone_stands_alone_and_can_be_merged_again(cast):
    board = board_of(cast, hosted=False)
    one, two, three = cards_on(board, "Un", "Deux", "Trois")
    ann = actions.come_in(board=board)

    def families() -> list[list[str]]:
        return [[each.text for each in card.family()] for card in shown_cards(board)]

    actions.merge(actor=ann, card=one, into=two)
    actions.take_off(actor=ann, card=two, hosts=True)
    assert actions.merge(actor=ann, card=three, into=one).into == one
    assert families() == [["Un", "Trois"]]
    actions.unmerge(actor=ann, card=three)
    assert actions.merge(actor=ann, card=one, into=three).into == three
    assert families() == [["Trois", "Un"]]
    gone = Card.objects.get(pk=two.pk)
    for card, into in ((gone, one), (one, gone)):
        said = refused(actions.merge, actor=ann, card=card, into=into)
        assert said == "This card was taken off the board."
    # Given back, it takes back nothing, and nothing goes round in a circle.
    actions.give_back(actor=ann, card=gone, hosts=True)
    assert families() == [["Deux"], ["Trois", "Un"]]
    actions.merge(actor=ann, card=Card.objects.get(pk=two.pk), into=one)
    assert families() == [["Trois", "Un", "Deux"]]


def test_a_card_has_room_for_so_many_comments(cast):
    board = board_of(cast)
    (card,) = cards_on(board, "Une idée")
    ann = actions.come_in(board=board)
    Comment.objects.bulk_create(Comment(card=card, participant=ann, text="Oui") for _ in range(200))
    assert refused(actions.comment, actor=ann, card=card, text="Encore") == (
        "This card has 200 comments, which is all it can hold. Say it aloud, or write a card."
    )
    assert card.comments.count() == 200


def test_cards_of_two_boxes_are_not_merged_and_a_chain_comes_apart_link_by_link(cast):
    board = board_of(cast, hosted=False)
    one, two, three = cards_on(board, "Un", "Deux", "Trois")
    (threat,) = cards_on(board, "Menace", quadrant="threats")
    ann = actions.come_in(board=board)
    assert refused(actions.merge, actor=ann, card=threat, into=one) == (
        "Two cards of different boxes stay two: a strength is not a threat."
    )
    actions.merge(actor=ann, card=two, into=one)
    actions.merge(actor=ann, card=one, into=three)
    assert [card.text for card in shown_cards(board)[0].family()] == ["Trois", "Un", "Deux"]
    # The top of a chain taken off: what was under it stands by itself.
    actions.take_off(actor=ann, card=three, hosts=True)
    assert [card.text for card in shown_cards(board)] == ["Un", "Menace"]
    actions.give_back(actor=ann, card=three, hosts=True)
    actions.unmerge(actor=ann, card=one)
    assert [card.text for card in shown_cards(board)] == ["Un", "Trois", "Menace"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\0b", "ab"),
        ("\u202eabc\u2069", "abc"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("  deux\n lignes\t", "deux lignes"),
        ("\xa0Oui\u202f!  ", "Oui\u202f!"),
        ("x" * 280, "x" * 280),
    ],
)
def test_hostile_words_are_kept_as_plain_ones(cast, typed, kept):
    board = board_of(cast)
    actions.write_card(actor=actions.come_in(board=board), quadrant="threats", text=typed)
    assert Card.objects.get().text == kept


@pytest.mark.parametrize("typed", ["", " \xa0 ", "\0", "\u200b\u202e", "x" * 281, "x" * 10_000_000])
def test_words_that_cannot_be_kept_are_refused_with_a_sentence(cast, typed):
    board = board_of(cast)
    said = refused(actions.write_card, actor=actions.come_in(board=board), quadrant="threats", text=typed)
    assert said.startswith("This has" if "x" in typed else "There is nothing written yet")
    assert not Card.objects.exists()


def test_the_next_board_of_a_community_takes_the_names_of_the_last(cast):
    board_of(cast, names={"weaknesses": "Freins"})
    assert dict(board_of(cast).boxes())["weaknesses"] == "Freins"
