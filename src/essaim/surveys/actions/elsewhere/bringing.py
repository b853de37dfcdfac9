"""Bring a file of answers, say what its columns are, give it up: nothing is written before confirming."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db import transaction

from essaim.communities.actions.lists.bringing import is_read_at_once
from essaim.communities.models import Community
from essaim.communities.queries.lists import packed
from essaim.core import jobs
from essaim.engines.replies import KINDS, LEAST_TO_READ, Column, Unread, distinct
from essaim.engines.rosters import RosterRefused, Table, refuse_weight
from essaim.engines.rosters.headers import is_address
from essaim.journal.facts import announce
from essaim.people.models import Person

from ...models import AnswersFile, Survey
from ...queries.elsewhere.files import FileRead, read_file
from ...queries.elsewhere.filling import target_of

State = AnswersFile.State
MOST_REFUSED = 20_000
SAMPLES = 3
READ_BY_VALUE = frozenset(KINDS) - {"ignore", "email", "text", "points"}


@transaction.atomic
def bring_answers(
    *,
    actor: Person,
    community: Community,
    name: str,
    content: bytes,
    survey: Survey | None = None,
    title: str = "",
    mode: str = Survey.Mode.ANONYMOUS,
    threshold: int = 5,
) -> AnswersFile:
    """Keep a file and read it: at once when it is short, in the background otherwise.

    `survey` is the one to fill; without it, confirming makes a closed one called `title`. Raises
    RosterRefused, keeping nothing, for what is plainly no table.
    """
    refuse_weight(len(content))
    answers = AnswersFile.objects.create(
        community=community,
        by=actor,
        name=name[:200],
        content=content,
        survey=survey,
        title=title,
        mode=survey.mode if survey else mode,
        threshold=survey.threshold if survey else threshold,
        digest=sha256(content).hexdigest(),
        state=State.CHECKING,
    )
    announce("answers.brought", actor=actor, subject=answers, scope=community)
    _check_now_or_soon(answers)
    return answers


@transaction.atomic
def say_columns(
    *, actor: Person, answers: AnswersFile, columns: Mapping[int, Mapping[str, Any]]
) -> AnswersFile:
    """Say what some columns are, or how their values are read, then read the file again.

    Another kind of a column forgets the readings said of it before. A file not checked stays as it is.
    """
    held = (
        AnswersFile.objects.select_for_update(of=("self",))
        .select_related("community", "survey")
        .get(pk=answers.pk)
    )
    if held.state != State.CHECKED:
        return held
    said = dict(held.mapping.get("columns", {}))
    for index, told in columns.items():
        before = said.get(str(index), {})
        same = told.get("kind", before.get("kind")) == before.get("kind")
        said[str(index)] = {**before, **told} if same else dict(told)
    held.mapping, held.state = {"columns": said}, State.CHECKING
    held.save(update_fields=["mapping", "state"])
    _check_now_or_soon(held)
    return held


@transaction.atomic
def give_answers_up(*, actor: Person, answers: AnswersFile) -> AnswersFile:
    """Give a file up: nothing of it is kept but its name. One that is in stays in."""
    held = AnswersFile.objects.select_for_update(of=("self",)).select_related("community").get(pk=answers.pk)
    if held.state == State.DONE:
        return held
    held.state, held.content, held.report = State.CANCELLED, b"", b""
    held.checked, held.progress, held.mapping = {}, {}, {}
    held.save()
    announce("answers.given-up", actor=actor, subject=held, scope=held.community)
    return held


def _check_now_or_soon(answers: AnswersFile) -> None:
    if is_read_at_once(bytes(answers.content)):
        check(answers)
    else:
        jobs.enqueue(check_answers, answers_file_id=answers.pk)


def answers_unreadable(*, answers_file_id: int, trouble: str) -> None:
    AnswersFile.objects.filter(pk=answers_file_id, state=State.CHECKING).update(
        state=State.FAILED, content=b"", checked={"refusals": [{"code": "file-damaged", "more": {}}]}
    )


@jobs.job(lane=jobs.Lane.APART, on_give_up=answers_unreadable)
def check_answers(*, answers_file_id: int) -> None:
    """Read a long file in the background. Safe to run again: one given up meanwhile is left alone."""
    answers = AnswersFile.objects.select_related("community", "survey").get(pk=answers_file_id)
    if answers.state != State.CHECKING:
        return
    try:
        check(answers)
    except RosterRefused as refused:
        told = [{"code": one.code, "line": one.line or 0, "more": dict(one.more)} for one in refused.refusals]
        AnswersFile.objects.filter(pk=answers.pk, state=State.CHECKING).update(
            state=State.FAILED, content=b"", checked={"refusals": told}
        )


def check(answers: AnswersFile) -> None:
    """Read the file and keep what the preview shows. Raises RosterRefused when it is no table."""
    read = read_file(answers)
    refused = read.replies.refused
    with transaction.atomic():
        held = AnswersFile.objects.select_for_update().get(pk=answers.pk)
        if held.state != State.CHECKING:
            return
        answers.checked, answers.state = seen(answers, read), State.CHECKED
        answers.report = packed([_cells(one) for one in refused[:MOST_REFUSED]])
        answers.save(update_fields=["checked", "state", "report"])


def _cells(one: Unread) -> tuple[Any, ...]:
    return one.line, one.column[:200], one.value[:200], one.code, dict(one.more)


def seen(answers: AnswersFile, read: FileRead) -> dict[str, Any]:
    """How the file was understood: counts, and each column with its values and their readings."""
    again = AnswersFile.objects.filter(
        community=answers.community, digest=answers.digest, state=State.DONE, survey__isnull=False
    ).first()
    return {
        "rows": len(read.table.rows),
        "sheets": len(read.replies.replies),
        "refused_lines": len({one.line for one in read.replies.refused}),
        "questions": len({column.question for column in read.columns if column.question}),
        "columns": [
            _column_seen(read.table, column) | {"target": target_of(column, read.asked)}
            if answers.survey
            else _column_seen(read.table, column)
            for column in read.columns
        ],
        "again": again.survey_id if again else None,
    }


def _column_seen(table: Table, column: Column) -> dict[str, Any]:
    by_value = column.kind in READ_BY_VALUE
    values = distinct(table, column.index, column.separator).most_common() if by_value else []
    cells = (cell.strip()[:60] for cell in table.column(column.index, 60))
    samples = dict.fromkeys(cell for cell in cells if cell and not is_address(cell))
    return {
        "header": column.header,
        "kind": column.kind,
        "question": column.question,
        "title": column.title,
        "part": column.part,
        "sure": column.sure,
        "samples": list(samples)[:SAMPLES],
        "values": [[value, times, column.readings.get(value)] for value, times in values[:LEAST_TO_READ]],
        "too_many": len(values) > LEAST_TO_READ,
    }
