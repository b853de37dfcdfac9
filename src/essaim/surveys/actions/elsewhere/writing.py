"""Write a confirmed file of answers: all of it or nothing, and nothing twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import pgettext

from essaim.communities.actions.lists.bringing import is_read_at_once
from essaim.communities.actions.slots import know_slots
from essaim.communities.queries.lists import in_chunks
from essaim.core import jobs
from essaim.engines.replies import Asked, Reply
from essaim.engines.rosters import RosterRefused, read_slot
from essaim.engines.rosters.slots import is_slot
from essaim.journal.facts import announce
from essaim.people.models import Person

from ...answers.kinds import LONGEST_STATEMENT, STATES
from ...kinds import Kind
from ...models import (
    AnswersFile,
    Closing,
    Invitee,
    OpenAnswer,
    Opening,
    Question,
    Sheet,
    Statement,
    Survey,
)
from ...queries.elsewhere.files import FileRead, memberships_at, read_file
from ..answering.settling import count_votes

State = AnswersFile.State
BATCH = 2000
CHANCE = SystemRandom()
PLACED = frozenset({Kind.STATEMENTS, Kind.AVAILABILITY})


class AnswersNotReady(ValueError):  # noqa: N818 - an answer to give, not a failure
    """The file cannot be confirmed as it stands; `code` says what is missing."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def confirm_answers(*, actor: Person, answers: AnswersFile) -> AnswersFile:
    """Have a checked file written: at once when it was read at once. Confirming twice writes once.

    Raises AnswersNotReady when it is not checked, when nothing can be read of it, when its survey takes no
    answers any more, or when too few are new for them to stay unknown among those there are.
    """
    held = AnswersFile.objects.select_for_update().get(pk=answers.pk)
    if held.state in {State.WRITING, State.DONE}:
        return held
    if held.state != State.CHECKED or not held.checked.get("sheets"):
        raise AnswersNotReady("nothing")
    held.state, held.by, held.progress = State.WRITING, actor, {}
    held.save(update_fields=["state", "by", "progress"])
    held = AnswersFile.objects.select_related("community", "survey", "by").get(pk=held.pk)
    if is_read_at_once(bytes(held.content)):
        write(held, read_file(held))
    else:
        jobs.enqueue(write_answers, answers_file_id=held.pk)
    return held


def answers_unwritten(*, answers_file_id: int, trouble: str, code: str = "cut") -> None:
    """Nothing was written: the file is as it was before it was confirmed, and can be again."""
    AnswersFile.objects.filter(pk=answers_file_id, state=State.WRITING).update(
        state=State.CHECKED, progress={"trouble": code}
    )


@jobs.job(lane=jobs.Lane.APART, on_give_up=answers_unwritten)
def write_answers(*, answers_file_id: int) -> None:
    """Write a long file in the background, in one transaction. Safe to run again."""
    answers = AnswersFile.objects.select_related("community", "survey", "by").get(pk=answers_file_id)
    if answers.state != State.WRITING:
        return
    _say(answers, "reading")
    try:
        read = read_file(answers)
        _say(answers, "writing")
        write(answers, read)
    except RosterRefused:
        answers_unwritten(answers_file_id=answers_file_id, trouble="")
    except AnswersNotReady as missing:
        answers_unwritten(answers_file_id=answers_file_id, trouble="", code=missing.code)


def _say(answers: AnswersFile, phase: str) -> None:
    AnswersFile.objects.filter(pk=answers.pk, state=State.WRITING).update(progress={"phase": phase})


@transaction.atomic
def write(answers: AnswersFile, read: FileRead) -> AnswersFile:
    """Write the sheets that are new, unless the file was given up meanwhile. Raises AnswersNotReady."""
    held = AnswersFile.objects.select_for_update().get(pk=answers.pk)
    if held.state != State.WRITING:
        return held
    made = answers.survey is None
    survey = _made(answers, read.asked) if made else _held(answers)
    _lead_to(_places(answers, survey, read.asked, made=made), read.replies.replies)
    new = _new_sheets(answers, survey, read.replies.replies)
    if not made:
        _refuse_few(survey, len(new))
    _write_sheets(survey, new)
    if made:
        Closing.objects.create(survey=survey, by=answers.by)
        announce("survey.closed", actor=answers.by, subject=survey, scope=answers.community)
    answers.survey, answers.state = survey, State.DONE
    answers.result = {
        "added": len(new),
        "already": len(read.replies.replies) - len(new),
        "refused_lines": len({one.line for one in read.replies.refused}),
    }
    answers.content, answers.checked, answers.mapping, answers.progress = b"", {}, {}, {}
    answers.save()
    announce("answers.written", actor=answers.by, subject=survey, scope=answers.community, added=len(new))
    return answers


def _held(answers: AnswersFile) -> Survey:
    """The survey to fill, held until the end. Raises AnswersNotReady when it takes no answers."""
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=answers.survey_id or 0)
    from_files = AnswersFile.objects.filter(survey=survey, state=State.DONE).exists()
    if not survey.is_open and not from_files:
        raise AnswersNotReady("closed")
    return survey


def _refuse_few(survey: Survey, new: int) -> None:
    """A few sheets more would be read as the difference of two reports: they wait for company."""
    hidden = survey.mode != Survey.Mode.NAMED
    if hidden and 0 < new < survey.threshold and (survey.is_open or survey.sheets.exists()):
        raise AnswersNotReady("few")


def _made(answers: AnswersFile, asked: Sequence[Asked]) -> Survey:
    """A survey with the questions of the file, in the first language of the community."""
    language = next(iter(answers.community.languages), "fr")
    survey = Survey.objects.create(
        community=answers.community,
        by=answers.by,
        titles={language: answers.title or answers.name},
        mode=answers.mode,
        threshold=answers.threshold,
    )
    Opening.objects.create(survey=survey, by=answers.by)
    Question.objects.bulk_create(
        _question(survey, place, question, language) for place, question in enumerate(asked)
    )
    return survey


def _question(survey: Survey, place: int, asked: Asked, language: str) -> Question:
    def told(words: Any) -> list[dict[str, Any]]:
        return [{"key": key, "texts": {language: text}} for key, text in words.items()]

    options: dict[str, Any] = {"other": True} if asked.other else {}
    if asked.ends:
        options["ends"] = {language: list(asked.ends)}
    return Question(
        survey=survey,
        key=asked.key,
        position=place,
        kind=asked.kind,
        texts={language: asked.title or _untitled(language)},
        choices=told(asked.choices),
        rows=told(asked.rows) if asked.kind not in PLACED else [],
        options=options,
        groups=asked.groups,
    )


def _untitled(language: str) -> str:
    """What sentences that stood alone in the file are asked under."""
    with translation.override(language):
        return pgettext("surveys", "What do you think of these sentences?")


Places = dict[str, dict[str, int]]


def _places(answers: AnswersFile, survey: Survey, asked: Sequence[Asked], *, made: bool) -> Places:
    """{question: {row of the file: key}} of the statements and weekly slots that answers speak of."""
    placed = [one for one in asked if one.kind in PLACED]
    if not made:
        return {one.key: {row: int(row) for row in one.rows} for one in placed}
    questions = {one.key: one for one in survey.questions.all()}
    return {
        one.key: _statements(answers, questions[one.key], one)
        if one.kind == Kind.STATEMENTS
        else _slots(answers, survey, one)
        for one in placed
    }


def _statements(answers: AnswersFile, question: Question, asked: Asked) -> dict[str, int]:
    """Those of the file were voted on already: there is nothing left to moderate."""
    language = next(iter(question.texts), "")
    accepted = {"state": Statement.State.ACCEPTED, "decided_by": answers.by, "language": language}
    made = {
        row: Statement.objects.create(question=question, text=words[:LONGEST_STATEMENT], **accepted)
        for row, words in asked.rows.items()
    }
    return {row: statement.pk for row, statement in made.items()}


def _slots(answers: AnswersFile, survey: Survey, asked: Asked) -> dict[str, int]:
    named = {row: read_slot(words)[0] for row, words in asked.rows.items() if is_slot(words)}
    known = know_slots(actor=answers.by, community=survey.community, slots=named.values())
    return {row: known[slot].pk for row, slot in named.items()}


def _lead_to(places: Places, replies: Sequence[Reply]) -> None:
    for reply in replies:
        for key in places.keys() & reply.answers.keys():
            told, rows = reply.answers[key], places[key]
            if set(told) == set(STATES):
                reply.answers[key] = {way: sorted({rows[row] for row in told[way]}) for way in STATES}
            else:
                reply.answers[key] = {str(rows[row]): vote for row, vote in told.items()}


NewSheet = tuple[Sheet, Reply]


def _new_sheets(answers: AnswersFile, survey: Survey, replies: Sequence[Reply]) -> list[NewSheet]:
    """The sheets that the survey has not yet: by person where they are named, else by what they say."""
    if survey.mode == Survey.Mode.NAMED:
        return _by_person(answers, survey, replies)
    known = set(survey.sheets.exclude(origin_key="").values_list("origin_key", flat=True))
    new, times = [], Counter[str]()
    for reply in replies:
        said = json.dumps([survey.pk, reply.answers], sort_keys=True, separators=(",", ":"))
        times[said] += 1
        # From the answers alone: an address or a moment in it would join the sheet to its author, and the
        # words to the sheet.
        key = sha256(f"{times[said]} {said}".encode()).hexdigest()
        if key not in known:
            sheet = Sheet(survey=survey, source=Sheet.Source.FILE, answers=reply.answers, origin_key=key)
            new.append((sheet, reply))
    return new


def _by_person(answers: AnswersFile, survey: Survey, replies: Sequence[Reply]) -> list[NewSheet]:
    here = memberships_at(answers.community, [reply.email for reply in replies])
    known = set(survey.sheets.values_list("membership_id", flat=True))
    return [
        (
            Sheet(
                survey=survey,
                membership_id=here[reply.email],
                source=Sheet.Source.FILE,
                answers=reply.answers,
            ),
            reply,
        )
        for reply in replies
        if here[reply.email] not in known
    ]


def _write_sheets(survey: Survey, new: list[NewSheet]) -> None:
    """Sheets in no order, words in another: neither tells the line of the file, nor one the other."""
    questions = dict(survey.questions.values_list("key", "pk"))
    words = [
        OpenAnswer(question_id=questions[key], membership_id=sheet.membership_id, text=text)
        for sheet, reply in new
        for key, text in reply.words
    ]
    sheets = [sheet for sheet, _ in new]
    CHANCE.shuffle(sheets)
    CHANCE.shuffle(words)
    Sheet.objects.bulk_create(sheets, batch_size=BATCH)
    OpenAnswer.objects.bulk_create(words, batch_size=BATCH)
    count_votes({question.key: question for question in survey.questions.all()}, sheets)
    named = [sheet.membership_id for sheet in sheets if sheet.membership_id]
    for chunk in in_chunks(named):
        Invitee.objects.filter(survey=survey, membership__in=chunk).update(answered=True)
    asked = set(Invitee.objects.filter(survey=survey).values_list("membership_id", flat=True))
    Invitee.objects.bulk_create(
        [Invitee(survey=survey, membership_id=pk, answered=True) for pk in named if pk not in asked],
        batch_size=BATCH,
    )


@transaction.atomic
def forget_answers(*, before: datetime) -> int:
    """Forget what old files say of people: those nobody confirmed are given up, refused cells are emptied."""
    old = AnswersFile.objects.filter(created_at__lt=before)
    waiting = old.exclude(state=State.DONE).exclude(content=b"")
    given_up = waiting.update(state=State.CANCELLED, content=b"", checked={}, progress={}, mapping={})
    return given_up + old.exclude(report=b"").update(report=b"")
