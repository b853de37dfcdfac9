"""Reports are made in the background: at closing, and while a survey is open where it is shown in batches."""

from __future__ import annotations

from django.db.models import Q

from essaim.core import jobs
from essaim.journal.facts import on
from essaim.journal.models import Fact

from .actions.camps import look_for_camps
from .actions.reports import make_report
from .kinds import Kind
from .models import Report, Survey


@jobs.job
def report(*, survey_id: int) -> None:
    """Make the report of one survey; made again, it stays the same."""
    survey = Survey.objects.select_related("community", "after", "closing").filter(pk=survey_id).first()
    if survey:
        make_report(actor=None, survey=survey)


@on("survey.closed", within=True)
@on("answers.written", within=True)
def report_soon(_: Fact, survey: Survey) -> None:
    jobs.enqueue(report, survey_id=survey.pk)


@jobs.job(lane=jobs.Lane.APART)
def camps(*, survey_id: int) -> None:
    """Look for camps of opinion; looked for again, they are the same."""
    survey = Survey.objects.select_related("closing").filter(pk=survey_id).first()
    if survey:
        look_for_camps(survey=survey)


@on("report.made", within=True)
def camps_after(_: Fact, report: Report) -> None:
    survey = report.survey
    if survey.is_closed and survey.questions.filter(kind=Kind.STATEMENTS).exists():
        jobs.enqueue(camps, survey_id=survey.pk)


@jobs.every(minutes=15)
def report_what_came() -> None:
    """Batches of answers, and surveys closed before enough had come."""
    waiting = Q(closing__isnull=True, release=Survey.Release.IN_BATCHES) | Q(
        closing__isnull=False, reports__isnull=True
    )
    opened = Survey.objects.filter(waiting, opening__isnull=False).order_by("pk")
    for survey in opened.select_related("community", "after", "closing"):
        make_report(actor=None, survey=survey)
