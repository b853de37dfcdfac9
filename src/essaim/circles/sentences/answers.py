"""An answer to an invitation, as it is said to whoever gave it and to whoever reads it."""

from __future__ import annotations

from django.utils.translation import pgettext

from ..models import SeatAnswer


def said_to_them(answer: SeatAnswer) -> str:
    return {
        SeatAnswer.Answer.SUITS: pgettext("circles", "You answered: this slot suits me."),
        SeatAnswer.Answer.OTHER_SLOT: pgettext("circles", "You answered: I would rather have another slot."),
        SeatAnswer.Answer.LATER: pgettext("circles", "You answered: later, not now."),
    }[SeatAnswer.Answer(answer.answer)]


def said_of_them(answer: SeatAnswer) -> str:
    return {
        SeatAnswer.Answer.SUITS: pgettext("circles", "This slot suits them."),
        SeatAnswer.Answer.OTHER_SLOT: pgettext("circles", "They would rather have another slot."),
        SeatAnswer.Answer.LATER: pgettext("circles", "Later, not now."),
    }[SeatAnswer.Answer(answer.answer)]
