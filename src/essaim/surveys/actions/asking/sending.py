"""Sending a survey, reminding, closing it, and taking a closing back."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import npgettext, pgettext

from essaim.communities.models.membership import Memberships
from essaim.core.words import day_words
from essaim.journal.facts import announce
from essaim.people.models import Person

from ...models import Closing, Invitee, Opening, Survey
from ...queries.asking import letters_of, may_reopen, reminders_of, to_remind
from ...queries.checks import troubles_of
from ..answering import settle
from .holding import held
from .refusals import Refused

People = Memberships | set[int]
"""Memberships, or the keys of some."""
MOST_REMINDERS = 2
BETWEEN = timedelta(days=3)


@transaction.atomic
def open_survey(*, actor: Person, survey: Survey, people: People, by_hand: bool = False) -> Opening:
    """Send a survey to these people; one that was sent stays as it is.

    `by_hand`: nobody is written to, the messages are for the pilots to send. A version takes the place of the
    former one, which is closed. Raises Refused with every sentence that stops it.
    """
    survey = held(survey)
    known = Opening.objects.filter(survey=survey).first()
    if known:
        return known
    stopping = [trouble.sentence for trouble in troubles_of(survey) if trouble.stops]
    stopping += _of_day(survey)
    if stopping:
        raise Refused(*stopping)
    opening = Opening.objects.create(survey=survey, by=actor)
    asked = _invite(survey, people)
    if survey.corrects:
        _take_over(actor, survey)
    announce(
        "survey.opened", actor=actor, subject=survey, scope=survey.community, asked=asked, by_hand=by_hand
    )
    return opening


@transaction.atomic
def invite_more(*, actor: Person, survey: Survey, people: People) -> int:
    """Ask people who came since; how many are new. They alone are written to, as the others were."""
    survey = held(survey)
    before = Invitee.objects.filter(survey=survey).aggregate(last=Max("pk"))["last"] or 0
    if not survey.is_open:
        raise Refused(pgettext("surveys", "This survey is not open: nobody more can be asked."))
    asked = _invite(survey, people)
    if asked:
        by_hand = letters_of(survey).by_hand
        announce(
            "survey.extended", actor=actor, subject=survey, scope=survey.community, asked=asked,
            by_hand=by_hand, after=before,
        )  # fmt: skip
    return asked


@transaction.atomic
def remind(*, actor: Person, survey: Survey, by_hand: bool = False) -> int:
    """Remind those who have not answered; how many. Raises Refused when it would be one time too many."""
    survey = held(survey)
    refusal = too_soon(survey)
    if refusal:
        raise Refused(refusal)
    number = reminders_of(survey) + 1
    asked = to_remind(survey).update(reminders=number)
    announce(
        "survey.reminded",
        actor=actor,
        subject=survey,
        scope=survey.community,
        asked=asked,
        number=number,
        by_hand=by_hand,
    )
    return asked


def too_soon(survey: Survey) -> str:
    """Why nobody should be reminded now, as a sentence; "" when it is polite."""
    if not survey.is_open:
        return pgettext("surveys", "This survey is not open: there is nothing to be reminded of.")
    if not to_remind(survey).exists():
        return pgettext("surveys", "Everybody who was asked has answered.")
    if reminders_of(survey) >= MOST_REMINDERS:
        return npgettext(
            "surveys",
            "People were reminded %(n)s time already; once more would be insisting.",
            "People were reminded %(n)s times already; once more would be insisting.",
            MOST_REMINDERS,
        ) % {"n": MOST_REMINDERS}
    last = letters_of(survey).sent_at
    if last and timezone.now() - last < BETWEEN:
        words = pgettext("surveys", "They were written to less than three days ago. Possible from %(day)s.")
        return words % {"day": day_words(last + BETWEEN)}
    return ""


@transaction.atomic
def close_survey(*, survey: Survey, actor: Person | None) -> Closing:
    """Take no more answers. Without an actor its day is past. Closing twice changes nothing."""
    if not Opening.objects.filter(survey=survey).exists():
        raise Refused(pgettext("surveys", "This survey was never sent: there is nothing to close."))
    closing, new = Closing.objects.get_or_create(survey=survey, defaults={"by": actor})
    if new:
        settle(survey)
        announce("survey.closed", actor=actor, subject=survey, scope=survey.community)
    return closing


@transaction.atomic
def reopen(*, actor: Person, survey: Survey) -> None:
    """Take back a closing by mistake. Raises Refused once something was drawn from it."""
    survey = (
        Survey.objects.select_for_update(of=("self",))
        .select_related("closing", "community")
        .get(pk=survey.pk)
    )
    if not survey.is_closed:
        return
    if not may_reopen(survey):
        raise Refused(
            pgettext(
                "surveys",
                "Results may already have been drawn: copy this survey to ask these questions again.",
            )
        )
    survey.closing.delete()
    announce("survey.reopened", actor=actor, subject=survey, scope=survey.community)


def _invite(survey: Survey, people: People) -> int:
    known = set(Invitee.objects.filter(survey=survey).values_list("membership_id", flat=True))
    keys = people.order_by().values_list("pk", flat=True) if isinstance(people, QuerySet) else people
    wanted = set(keys) - known
    Invitee.objects.bulk_create(
        [Invitee(survey=survey, membership_id=pk) for pk in sorted(wanted)], batch_size=500
    )
    return len(wanted)


def _take_over(actor: Person, survey: Survey) -> None:
    former = survey.corrects
    if former and Opening.objects.filter(survey=former).exists():
        close_survey(survey=former, actor=actor)


def _of_day(survey: Survey) -> list[str]:
    today = timezone.now().astimezone(survey.community.zone).date()
    if survey.closes_on and survey.closes_on < today:
        return [pgettext("surveys", "Its closing day is past: choose another one, or none.")]
    return []
