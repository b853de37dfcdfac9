"""Anonymous sheets wait for one another, are shuffled at each arrival, and move on in no order.

With the whole database in hand, what is left of an arrival is that somebody answered, and a few sheets of
which one is theirs: never fewer than the threshold, and after the closing all the sheets there are.
"""

from __future__ import annotations

from collections import Counter
from random import Random, SystemRandom

from django.db import transaction
from django.db.models import F

from essaim.communities.models import Membership
from essaim.engines.rosters.folding import fold

from ...answers import Answers
from ...kinds import Kind
from ...models import OpenAnswer, Question, Sheet, Statement, Survey, WaitingSheet

CHANCE = SystemRandom()


def keep_waiting(
    survey: Survey, answers: Answers, source: Sheet.Source, chance: Random | SystemRandom
) -> None:
    """Write all those that wait anew, with this one among them; let them go on once they are enough.

    Whoever calls holds the row of the survey.
    """
    new = WaitingSheet(survey=survey, source=source, answers=answers.kept, words=list(answers.words))
    waiting = [*survey.waiting_sheets.all(), new]
    survey.waiting_sheets.all().delete()
    if len(waiting) >= survey.threshold:
        _move(survey, waiting, chance)
        return
    chance.shuffle(waiting)
    WaitingSheet.objects.bulk_create(_anew(waiting))


def _anew(waiting: list[WaitingSheet]) -> list[WaitingSheet]:
    return [
        WaitingSheet(survey_id=one.survey_id, source=one.source, answers=one.answers, words=one.words)
        for one in waiting
    ]


@transaction.atomic
def settle(survey: Survey, *, chance: Random | SystemRandom = CHANCE) -> int:
    """At closing, let all that waits go on, and shuffle the whole: gives the number of sheets there are.

    The last to come may be few: alone at the end of the table, they would be known. Sheets and open answers
    of an anonymous survey are therefore all written anew. By name or in confidence, nothing changes.
    """
    held = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if held.is_anonymous:
        waiting = list(held.waiting_sheets.all())
        held.waiting_sheets.all().delete()
        _move(held, waiting, chance)
        _shuffle_all(held, chance)
    return held.sheets.count()


def _move(survey: Survey, waiting: list[WaitingSheet], chance: Random | SystemRandom) -> None:
    questions = {question.key: question for question in survey.questions.all()}
    sheets = [Sheet(survey=survey, source=one.source, answers=one.answers) for one in waiting]
    chance.shuffle(sheets)
    Sheet.objects.bulk_create(sheets)
    words = [each for one in waiting for each in one.words if each["question"] in questions]
    chance.shuffle(words)
    added = [each for each in words if questions[each["question"]].kind == Kind.STATEMENTS]
    OpenAnswer.objects.bulk_create(
        OpenAnswer(question=questions[each["question"]], text=each["text"], quotable=each["quotable"])
        for each in words
        if each not in added
    )
    count_votes(questions, sheets)
    for each in added:
        propose(questions[each["question"]], each["text"], None)


def count_votes(questions: dict[str, Question], sheets: list[Sheet]) -> None:
    asked = [key for key, question in questions.items() if question.kind == Kind.STATEMENTS]
    counts = Counter(pk for sheet in sheets for key in asked for pk in sheet.answers.get(key, ()))
    for pk, votes in sorted(counts.items()):
        Statement.objects.filter(pk=pk, question__in=questions.values()).update(voted=F("voted") + votes)


def _shuffle_all(survey: Survey, chance: Random | SystemRandom) -> None:
    sheets = Sheet.objects.filter(survey=survey, membership=None)
    words = OpenAnswer.objects.filter(question__survey=survey, membership=None)
    for model, kept in ((Sheet, sheets), (OpenAnswer, words)):
        rows = list(kept)
        kept.delete()
        chance.shuffle(rows)
        for row in rows:
            row.pk = None
            row._state.adding = True
        model._default_manager.bulk_create(rows)  # type: ignore[arg-type]


def propose(question: Question, text: str, membership: Membership | None) -> Statement:
    """Add a statement to be read by the moderators; one that says the same as another is that other."""
    folded = fold(text)
    for known in question.statements.all():
        if fold(known.text) == folded:
            return known
    return Statement.objects.create(question=question, membership=membership, text=text)
