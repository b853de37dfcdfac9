"""A guest who signs in midway stays one person, with one budget of votes."""

from __future__ import annotations

from django.db import transaction

from essaim.core.live import tell
from essaim.people.models import Person

from ..models import Board, Card, Comment, Merging, Participant, Phase, Vote
from .boards import locked


@transaction.atomic
def adopt(*, actor: Person, guest: Participant) -> Participant | None:
    """What a guest wrote and chose becomes that of the person who signed in; None where nothing is theirs.

    Somebody who took part before, signed in, keeps their own votes first; those of the guest follow as far as
    the budget goes. Where authors show, what was written keeps the name it was written under: nobody was
    asked whether theirs may show. What is closed or being read out stays as it is: two counted stay two.
    """
    board = locked(guest.board)
    mine = Participant.objects.filter(board=board, person=actor).first()
    held = Participant.objects.filter(pk=guest.pk, board=board, person=None).first()
    if held is None or (mine and (board.is_closed or _is_read_out(board))):
        return mine
    if board.authors_shown:
        mine = mine or Participant.objects.create(board=board, person=actor)
        _move_votes(held, mine, board)
        tell(board)
        return mine
    if mine is None:
        held.person = actor
        held.save(update_fields=["person"])
        tell(board)
        return held
    _move(held, mine, board)
    held.delete()
    tell(board)
    return mine


def _move(guest: Participant, mine: Participant, board: Board) -> None:
    Card.objects.filter(participant=guest).update(participant=mine)
    Comment.objects.filter(participant=guest).update(participant=mine)
    Merging.objects.filter(by=guest).update(by=mine)
    _move_votes(guest, mine, board)


def _is_read_out(board: Board) -> bool:
    return board.hosted and board.phase == Phase.READ_OUT


def _move_votes(guest: Participant, mine: Participant, board: Board) -> None:
    """As far as the budget goes; the others are taken back."""
    own = Vote.objects.filter(participant=mine, card__removal=None).count()
    theirs = Vote.objects.filter(participant=guest, card__removal=None).exclude(card__votes__participant=mine)
    fitting = list(theirs.order_by("id").values_list("pk", flat=True)[: max(0, board.votes_each - own)])
    Vote.objects.filter(pk__in=fitting).update(participant=mine)
    Vote.objects.filter(participant=guest).delete()
