"""Reports are made in the background: at closing, and while a survey is open where it is shown in batches."""

from __future__ import annotations

from django.db.models import Q

from essaim.core import jobs
from essaim.core.searching import Follower
from essaim.engines.opinions.camps import Cancelled
from essaim.journal.facts import on
from essaim.journal.models import Fact

from .actions.camps import look_for_camps
from .actions.reports import make_report
from .actions.seeking import begin_seeking, end_seeking, seek_camps
from .models import CampSearch, Report, Survey
from .queries.camps import can_have_camps


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


def give_up(*, search_id: int, trouble: str) -> None:
    end_seeking(search_id=search_id, state=CampSearch.State.FAILED, trouble=trouble)


@jobs.job(lane=jobs.Lane.APART, on_give_up=give_up)
def camps(*, search_id: int) -> None:
    """Look for camps of opinion, from the beginning; looked for again, they are the same."""
    search = begin_seeking(search_id=search_id)
    if search is None:
        return
    trials = _Trials(search)
    try:
        look_for_camps(report=search.report, progress=trials, cancelled=trials.stopped)
    except Cancelled:
        end_seeking(search_id=search_id, state=CampSearch.State.CANCELLED)
    else:
        end_seeking(search_id=search_id, state=CampSearch.State.DONE)


class _Trials(Follower):
    """Told of every trial."""

    def __call__(self, done: int, total: int) -> None:
        self.say({"done": done, "total": total})


@on("camps.sought", within=True)
def camps_soon(_: Fact, search: CampSearch) -> None:
    jobs.enqueue(camps, search_id=search.pk)


@on("report.made", within=True)
def camps_after(_: Fact, report: Report) -> None:
    if can_have_camps(report):
        seek_camps(actor=None, report=report)


@jobs.every(minutes=15)
def report_what_came() -> None:
    """Batches of answers, and surveys closed before enough had come: each on its own, since one may fail."""
    waiting = Q(closing__isnull=True, release=Survey.Release.IN_BATCHES) | Q(
        closing__isnull=False, reports__isnull=True
    )
    opened = Survey.objects.filter(waiting, opening__isnull=False).order_by("pk")
    for key in opened.values_list("pk", flat=True):
        jobs.enqueue(report, survey_id=key)
