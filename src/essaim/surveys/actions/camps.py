"""Camps of opinion, looked for once a survey is closed, in a process that may load numeric packages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction

from essaim.engines.opinions import Votes, find_camps, representative

from ..kinds import Kind
from ..models import Question, Report, Sheet, Statement
from ..queries.reading import answers_of


def look_for_camps(
    *,
    report: Report,
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Report | None:
    """Write into a report what the three tests say of each question of statements, all or none.

    Only sizes and the statements that speak for a camp are kept: no count, and nobody's camp. `progress(done,
    total)` and `cancelled()` are called after each trial; a true answer of the second raises Cancelled.
    """
    if not report.survey.is_closed:
        return None
    asked = list(report.survey.questions.filter(kind=Kind.STATEMENTS).order_by("pk"))
    found = {}
    for at, question in enumerate(asked):
        watch = _of_all(progress, at, len(asked)) if progress else None
        found[question.key] = _camps(report, question, watch, cancelled)
    return _write(report, found) if found else None


def _of_all(progress: Callable[[int, int], object], at: int, questions: int) -> Callable[[int, int], object]:
    """The trials of one question, counted among those of all."""
    return lambda done, total: progress(at * total + done, questions * total)


def _camps(
    report: Report,
    question: Question,
    progress: Callable[[int, int], object] | None,
    cancelled: Callable[[], bool] | None,
) -> dict[str, Any]:
    votes = Votes.of(_votes(report, question))
    camps = find_camps(votes, seed=0, progress=progress, cancelled=cancelled)
    sizes = [n for _, n in sorted(Counter(camps.camps.values()).items())]
    if not camps.shown or min(sizes) < report.findings["threshold"]:
        return {"shown": False, "why": camps.failed[0] if camps.failed else "small"}
    speaking = representative(votes, camps.camps)
    said = [[str(one.statement) for one in speaking[number]] for number in sorted(speaking, key=str)]
    ways = [[one.side for one in speaking[number]] for number in sorted(speaking, key=str)]
    return {"shown": True, "sizes": sizes, "statements": said, "ways": ways}


def _votes(report: Report, question: Question) -> Iterator[tuple[int, str, int]]:
    """Of the sheets the report stands on, about the statements that moderators let stand."""
    standing = question.statements.filter(state=Statement.State.ACCEPTED).values_list("pk", flat=True)
    kept = {str(pk) for pk in standing}
    sheets = Sheet.objects.filter(survey=report.survey_id, pk__lte=report.findings["newest"]).order_by("pk")
    for person, answers in enumerate(answers_of(sheets)):
        for statement, vote in (answers.get(question.key) or {}).items():
            if statement in kept:
                yield person, statement, vote


@transaction.atomic
def _write(report: Report, found: dict[str, dict[str, Any]]) -> Report:
    held = Report.objects.select_for_update().get(pk=report.pk)
    for told in held.findings["questions"]:
        if told["key"] in found and told["state"] == "shown":
            told["camps"] = found[told["key"]]
    held.save(update_fields=["findings"])
    return held
