"""A guest who signs in midway stays one person, with one budget of votes."""

from __future__ import annotations

from django.db import transaction

from essaim.core.live import tell
from essaim.people.models import Person

from ..models import Board, Card, Comment, Merging, Participant, Vote
from .boards import locked


@transaction.atomic
def adopt(*, actor: Person, guest: Participant) -> Participant | None:
    """What a guest wrote and chose becomes that of the person who signed in; None where nothing is theirs.

    Somebody who took part before, signed in, keeps their own votes first; those of the guest follow as far as
    the budget goes. On a closed board two who were counted stay two, as it was read out.
    """
    board = locked(guest.board)
    mine = Participant.objects.filter(board=board, person=actor).first()
    held = Participant.objects.filter(pk=guest.pk, board=board, person=None).first()
    if held is None or (mine and board.is_closed):
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
    own = Vote.objects.filter(participant=mine, card__removal=None).count()
    theirs = Vote.objects.filter(participant=guest, card__removal=None).exclude(card__votes__participant=mine)
    fitting = list(theirs.order_by("id").values_list("pk", flat=True)[: max(0, board.votes_each - own)])
    Vote.objects.filter(pk__in=fitting).update(participant=mine)
