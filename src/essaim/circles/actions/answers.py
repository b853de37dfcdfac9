"""Answering an invitation, from the link in the mail."""

from __future__ import annotations

from django.db import transaction

from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Seat, SeatAnswer


@transaction.atomic
def answer(*, actor: Person, seat: Seat, answer: str, note: str = "") -> SeatAnswer:
    """Say whether the slot suits; the last answer counts. The same one twice is kept once."""
    last = seat.answers.last()
    if last and (last.answer, last.note) == (answer, note):
        return last
    given = SeatAnswer.objects.create(seat=seat, answer=answer, note=note)
    if answer == SeatAnswer.Answer.SUITS and seat.to_confirm:
        seat.to_confirm = False
        seat.save(update_fields=["to_confirm"])
    announce("seat.answered", actor=actor, subject=seat, scope=seat.circle.community, answer=answer)
    return given
