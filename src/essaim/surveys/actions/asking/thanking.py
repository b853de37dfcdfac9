"""Thanking those who were asked, once a survey is closed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import pgettext

from essaim.core.words import day_words
from essaim.journal.facts import announce
from essaim.people.models import Person

from ...models import Survey
from ...queries.asking import progress_of, thanks_of, to_thank
from .holding import held
from .refusals import Refused


@transaction.atomic
def thank(*, actor: Person, survey: Survey, day: date | None = None, by_hand: bool = False) -> int:
    """Thank everybody who was asked, once, whoever answered; how many that is.

    `day`: from when the findings will show, where they do not yet. `by_hand`: the pilots send the messages.
    Raises Refused.
    """
    survey = held(survey)
    if refusal := why_no_thanks(survey):
        raise Refused(refusal)
    progress, thanked = progress_of(survey), to_thank(survey).count()
    announce(
        "survey.thanked",
        actor=actor,
        subject=survey,
        scope=survey.community,
        thanked=thanked,
        answers=progress.answers,
        day=day.isoformat() if day else "",
        by_hand=by_hand,
    )
    return thanked


def why_no_thanks(survey: Survey) -> str:
    """Why nobody can be thanked now, as a sentence; "" when they can."""
    if not survey.is_closed:
        return pgettext("surveys", "Thanks are for when the survey is closed: close it first.")
    if hasattr(survey, "corrected") and hasattr(survey.corrected, "opening"):
        return pgettext("surveys", "A newer version took its place: thank people once that one is closed.")
    if not to_thank(survey).exists():
        return pgettext("surveys", "Nobody was asked by name: there is nobody to write to.")
    known = thanks_of(survey)
    if known and known.sent_at:
        words = pgettext("surveys", "People were thanked on %(day)s; once is enough.")
        return words % {"day": day_words(known.sent_at)}
    return ""
