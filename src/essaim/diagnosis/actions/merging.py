"""Bringing cards that say the same together, and apart again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import pgettext

from essaim.core.live import tell

from ..acts import Act, check_open
from ..models import Card, Merging, Participant
from .boards import locked
from .voting import check_on_board


@transaction.atomic
def merge(*, actor: Participant, card: Card, into: Card, hosts: bool = False) -> Merging | None:
    """Show `card` under `into`, with those already merged into it; None where they already are one.

    Raises ValidationError where one of them was taken off.
    """
    board = locked(actor.board)
    check_open(Act.MERGE, board, hosts=hosts)
    check_on_board(card)
    check_on_board(into)
    first, under = _top(into), _top(card)
    if first.pk == under.pk:
        return None
    if first.quadrant != under.quadrant:
        raise ValidationError(
            pgettext("diagnosis", "Two cards of different boxes stay two: a strength is not a threat.")
        )
    # Under a card that was taken off, they stood alone: given back, it does not take them back.
    Merging.objects.filter(card__in=[first, under]).delete()
    merging = Merging.objects.create(card=under, into=first, by=actor)
    tell(board)
    return merging


@transaction.atomic
def unmerge(*, actor: Participant, card: Card, hosts: bool = False) -> Card:
    """Show a merged card by itself again, with its votes; one that is not merged stays as it is."""
    board = locked(actor.board)
    check_open(Act.MERGE, board, hosts=hosts)
    if Merging.objects.filter(card=card).delete()[0]:
        tell(board)
    return Card.objects.get(pk=card.pk)


def _top(card: Card) -> Card:
    """The card under which this one is shown; one that was taken off shows nothing."""
    shown = Merging.objects.filter(card=card, into__removal__isnull=True)
    merging = shown.select_related("into").first()
    return _top(merging.into) if merging else card
