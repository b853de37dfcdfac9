"""Votes, within each one's budget."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import npgettext, pgettext

from essaim.core.live import tell

from ..acts import Act, check_open
from ..models import Board, Card, Participant, Vote
from .boards import locked


@transaction.atomic
def vote(*, actor: Participant, card: Card) -> Vote:
    """Give a card one of one's votes; a second one for the same card is the first. Raises ValidationError."""
    board = locked(actor.board)
    check_open(Act.VOTE, board)
    check_on_board(card)
    given = Vote.objects.filter(participant=actor, card=card).first()
    if given:
        return given
    _check_budget(board, actor)
    given = Vote.objects.create(participant=actor, card=card)
    tell(board)
    return given


@transaction.atomic
def take_vote_back(*, actor: Participant, card: Card) -> int:
    """Take one's votes for a card, and for those merged into it, back: how many there were."""
    board = locked(actor.board)
    check_open(Act.VOTE, board)
    mine = Vote.objects.filter(participant=actor, card__in=_with_merged(card))
    taken, _ = mine.delete()
    if taken:
        tell(board)
    return taken


def _with_merged(card: Card) -> list[int]:
    found = [card.pk]
    for key in found:
        found += Card.objects.filter(merging__into=key).values_list("pk", flat=True)
    return found


def check_on_board(card: Card) -> None:
    """Raises ValidationError."""
    if hasattr(card, "removal"):
        raise ValidationError(pgettext("diagnosis", "This card was taken off the board."))


def _check_budget(board: Board, actor: Participant) -> None:
    if Vote.objects.filter(participant=actor, card__removal__isnull=True).count() < board.votes_each:
        return
    words = npgettext(
        "diagnosis",
        "You have given your %(n)s vote. Take it back from a card to give it to this one.",
        "You have given your %(n)s votes. Take one back from a card to give it to this one.",
        board.votes_each,
    )
    raise ValidationError(words % {"n": board.votes_each})
