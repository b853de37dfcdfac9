"""Camps of opinion, looked for once a survey is closed, in a process that may load numeric packages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from essaim.engines.opinions import Votes, find_camps, representative

from ..kinds import Kind
from ..models import Question, Report, Sheet, Statement, Survey
from ..queries.reading import answers_of, report_of


def look_for_camps(*, survey: Survey) -> Report | None:
    """Write into the last report what the three tests say of each question of statements.

    Only sizes and the statements that speak for a camp are kept: no count, and nobody's camp.
    """
    if not survey.is_closed:
        return None
    report = report_of(survey)
    asked = survey.questions.filter(kind=Kind.STATEMENTS).order_by("pk")
    found = {question.key: _camps(report, question) for question in asked} if report else {}
    return _write(survey, found) if found else None


def _camps(report: Report, question: Question) -> dict[str, Any]:
    votes = Votes.of(_votes(report, question))
    camps = find_camps(votes, seed=0)
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
def _write(survey: Survey, found: dict[str, dict[str, Any]]) -> Report | None:
    report = Report.objects.select_for_update().filter(survey=survey).first()
    for told in report.findings["questions"] if report else []:
        if told["key"] in found and told["state"] == "shown":
            told["camps"] = found[told["key"]]
    if report:
        report.save(update_fields=["findings"])
    return report
