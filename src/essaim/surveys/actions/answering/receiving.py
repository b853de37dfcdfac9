"""Receiving a sheet, as it was promised: by name, in confidence, or from nobody at all."""

from __future__ import annotations

from random import Random, SystemRandom
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import pgettext

from essaim.communities.models import Membership
from essaim.people.models import Person

from ...answers import Answers, Words
from ...kinds import Kind
from ...models import Invitee, OpenAnswer, Question, Sheet, Statement, Survey
from .settling import CHANCE, keep_waiting, propose

Answered = dict[str, Any]


@transaction.atomic
def receive_sheet(
    *,
    actor: Person | None,
    survey: Survey,
    answers: Answers,
    membership: Membership | None = None,
    source: Sheet.Source = Sheet.Source.INSIDE,
    chance: Random | SystemRandom = CHANCE,
) -> Sheet | None:
    """Keep what somebody answered; whoever is known to have answered is, from now on.

    By name or in confidence, answering again takes the place of the earlier sheet, which is given back.
    Anonymous, nothing joins the sheet and whoever wrote it: nothing is given back, no fact is announced,
    and no moment is written. Raises ValidationError when the survey takes no answers, when an anonymous one
    was already answered by this person, or when there is nothing to keep.
    """
    # Of two that arrive together, the second reads what the first left waiting.
    held = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    _refuse(held, answers, membership)
    if membership:
        _has_answered(held, membership)
    if held.is_anonymous:
        keep_waiting(held, answers, source, chance)
        return None
    return _keep(held, answers, membership, source)


def _refuse(survey: Survey, answers: Answers, membership: Membership | None) -> None:
    if not survey.is_open:
        raise ValidationError(pgettext("surveys", "This survey does not take answers any more."))
    if answers.errors:
        raise ValidationError(answers.sentences)
    if answers.is_empty:
        raise ValidationError(
            pgettext("surveys", "There is no answer on this sheet yet. One is enough to send it.")
        )
    if membership and hasattr(membership, "departure"):
        raise ValidationError(pgettext("surveys", "Only people present in the community can answer."))


def _has_answered(survey: Survey, membership: Membership) -> None:
    """Say that they have, and not when: who was not invited is as if they had been at the opening."""
    invitee, new = Invitee.objects.get_or_create(survey=survey, membership=membership)
    if invitee.answered and survey.is_anonymous:
        raise ValidationError(
            pgettext("surveys", "You have answered already. An anonymous sheet cannot be found again.")
        )
    if new:
        Invitee.objects.filter(pk=invitee.pk).update(created_at=survey.opening.created_at)
    if not invitee.answered:
        Invitee.objects.filter(pk=invitee.pk).update(answered=True)


def _keep(survey: Survey, answers: Answers, membership: Membership | None, source: Sheet.Source) -> Sheet:
    earlier = Sheet.objects.filter(survey=survey, membership=membership).first() if membership else None
    sheet = earlier or Sheet(survey=survey, membership=membership, source=source)
    before = sheet.answers
    questions = {question.key: question for question in survey.questions.all()}
    sheet.answers = _with_earlier_votes(questions, before, answers.kept)
    sheet.received_at = timezone.now()
    sheet.save()
    _count_votes(questions, before, sheet.answers)
    _keep_words(questions, membership, answers.words)
    return sheet


def _with_earlier_votes(questions: dict[str, Question], before: Answered, kept: Answered) -> Answered:
    """Statements come ten at a time: votes on those not shown again stay as they were."""
    votes = {
        key: {**votes, **(kept.get(key) or {})}
        for key, votes in before.items()
        if key in questions and questions[key].kind == Kind.STATEMENTS and isinstance(votes, dict)
    }
    return kept | votes


def _count_votes(questions: dict[str, Question], before: Answered, after: Answered) -> None:
    """One more voice for each statement voted on for the first time by this person."""
    asked = [key for key, question in questions.items() if question.kind == Kind.STATEMENTS]
    new = {pk for key in asked for pk in set(after.get(key) or ()) - set(before.get(key) or ())}
    Statement.objects.filter(
        question__survey__in={q.survey_id for q in questions.values()}, pk__in=new
    ).update(voted=F("voted") + 1)


def _keep_words(questions: dict[str, Question], membership: Membership | None, words: list[Words]) -> None:
    """Words said again as they were keep their theme; those that are gone, go."""
    added = [each for each in words if questions[each["question"]].kind == Kind.STATEMENTS]
    wanted = {(questions[w["question"]].pk, w["text"]): w["quotable"] for w in words if w not in added}
    if membership:
        for kept in OpenAnswer.objects.filter(question__in=questions.values(), membership=membership):
            quotable = wanted.pop((kept.question_id, kept.text), None)
            if quotable is None:
                kept.delete()
            elif quotable != kept.quotable:
                OpenAnswer.objects.filter(pk=kept.pk).update(quotable=quotable)
    OpenAnswer.objects.bulk_create(
        OpenAnswer(question_id=pk, membership=membership, text=text, quotable=quotable)
        for (pk, text), quotable in wanted.items()
    )
    for each in added:
        propose(questions[each["question"]], each["text"], membership)
