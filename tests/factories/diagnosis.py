"""Boards and those who take part in them."""

from __future__ import annotations

from cast import Cast
from essaim.communities.models import Membership
from essaim.diagnosis.actions import begin_board, close_board, come_in, lead_to, vote, write_card
from essaim.diagnosis.actions.ranking import grade
from essaim.diagnosis.actions.strategies import write_strategy
from essaim.diagnosis.models import Board, Card, Participant, Phase, Strategy


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


def met(cast: Cast, *, votes: int = 0) -> dict[str, Card]:
    """A closed board with a card in each box, the first two voted for by `votes` guests."""
    board = board_of(cast)
    cards = {
        quadrant: cards_on(board, text, quadrant=quadrant)[0]
        for quadrant, text in (
            ("strengths", "On s’entraide"),
            ("weaknesses", "On manque de temps"),
            ("opportunities", "Douze personnes arrivent"),
            ("threats", "Un site ferme"),
        )
    }
    board = led(cast, board, Phase.VOTE)
    for guest in guests_of(board, votes):
        for quadrant in ("strengths", "opportunities"):
            vote(actor=guest, card=cards[quadrant])
    close_board(actor=cast.claire, board=board)
    return cards


def ways(cast: Cast, *told: tuple[str, int | None]) -> list[Strategy]:
    """Strategies, each with its hours, drawn from a strength and an opportunity."""
    cards = met(cast)
    pair = [cards["strengths"], cards["opportunities"]]
    return [
        write_strategy(actor=cast.claire, community=cast.community, text=text, cards=pair, hours=hours)
        for text, hours in told
    ]


def graded(strategies: list[Strategy], *ballots: tuple[Membership, str]) -> None:
    """Each person's grades as figures in the order of the strategies; "-" where they say nothing."""
    for membership, figures in ballots:
        values = {
            one.pk: int(figure) for one, figure in zip(strategies, figures, strict=True) if figure != "-"
        }
        grade(actor=membership.person, membership=membership, values=values)
