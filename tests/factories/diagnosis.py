"""Boards and those who take part in them."""

from __future__ import annotations

from cast import Cast
from essaim.diagnosis.actions import begin_board, come_in, lead_to, write_card
from essaim.diagnosis.models import Board, Card, Participant, Phase


def board_of(cast: Cast, **settings: object) -> Board:
    """A board Claire has just begun in the community of the cast."""
    return begin_board(actor=cast.claire, community=cast.community, **settings)


def guests_of(board: Board, count: int) -> list[Participant]:
    return [come_in(board=board) for _ in range(count)]


def cards_on(board: Board, *texts: str, quadrant: str = "strengths") -> list[Card]:
    """Cards a guest wrote, while writing is open."""
    guest = come_in(board=board)
    return [write_card(actor=guest, quadrant=quadrant, text=text, hosts=True) for text in texts]


def led(cast: Cast, board: Board, phase: Phase, minutes: int = 0) -> Board:
    lead_to(actor=cast.claire, board=board, phase=phase, minutes=minutes)
    return Board.objects.get(pk=board.pk)
