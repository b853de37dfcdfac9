"""Camps of opinion are shown where three tests hold, and otherwise said in words."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from essaim.core import jobs
from essaim.surveys.actions.camps import look_for_camps
from essaim.surveys.actions.reports import make_report
from essaim.surveys.actions.seeking import end_seeking, seek_camps
from essaim.surveys.models import CampSearch, Question, Sheet, Statement, Survey
from essaim.surveys.report_jobs import camps
from factories import conversations
from factories.opinions import two_camps
from factories.reports import by_site, close_and_report, fill, question_in

pytestmark = pytest.mark.django_db


def voted_as_in(name: str, cast):
    """A survey whose sheets are the votes of a real conversation."""
    return voted(cast, conversations.travelling(name))


def voted(cast, votes):
    survey = by_site(cast)
    question = Question.objects.get(survey=survey, key="say")
    kept = Statement.objects.bulk_create(
        Statement(question=question, text=f"Phrase {one}", state="accepted") for one in votes.statements
    )
    keys = [str(one.pk) for one in kept]
    Sheet.objects.bulk_create(
        Sheet(
            survey=survey,
            answers={"say": {k: v for k, v in zip(keys, row, strict=True) if v is not None}},
        )
        for row in votes.values
    )
    return survey


def test_real_camps_are_shown_with_what_sets_them_apart(cast, as_):
    survey = voted_as_in("brexit-consensus", cast)
    close_and_report(survey)
    jobs.run_all()
    told = question_in(survey.reports.get(), "say")["camps"]
    assert told["shown"]
    assert len(told["sizes"]) == 3
    assert min(told["sizes"]) >= survey.threshold
    assert all(1 <= len(each) <= 5 for each in told["statements"])
    with translation.override("fr"):
        page = as_(cast.claire).get(
            reverse("report", args=["en-chemin", survey.pk]), HTTP_ACCEPT_LANGUAGE="fr"
        )
    assert "3 camps" in page.content.decode()


def test_too_few_people_to_look_for_camps(cast, as_):
    survey = voted_as_in("london.youth.policing", cast)
    report = close_and_report(survey)
    look_for_camps(report=report)
    report.refresh_from_db()
    assert question_in(report, "say")["camps"] == {"shown": False, "why": "few"}
    page = as_(cast.claire).get(reverse("report", args=["en-chemin", survey.pk]))
    assert "fifty are needed" in page.content.decode()


def test_none_is_looked_for_while_people_answer(cast):
    survey = by_site(cast, release=Survey.Release.IN_BATCHES)
    fill(survey, 6, calm=4)
    assert look_for_camps(report=make_report(actor=None, survey=survey)) is None


def test_a_declined_statement_speaks_for_no_camp_and_later_sheets_wait(cast):
    survey = voted_as_in("brexit-consensus", cast)
    report = close_and_report(survey)
    look_for_camps(report=report)
    report.refresh_from_db()
    told = question_in(report, "say")["camps"]
    speaking = {key for each in told["statements"] for key in each}
    Statement.objects.filter(pk__in=speaking).update(state=Statement.State.DECLINED)
    look_for_camps(report=report)
    report.refresh_from_db()
    again = question_in(report, "say")["camps"]
    assert not speaking & {key for each in again.get("statements", []) for key in each}
    fill(survey, 40, say={str(Statement.objects.filter(state="accepted").first().pk): 1})
    look_for_camps(report=report)
    report.refresh_from_db()
    assert question_in(report, "say")["camps"] == again


def test_the_look_for_camps_is_followed_stopped_and_done_again(cast, as_):
    survey = voted(cast, two_camps(60, 12, 2))
    report = close_and_report(survey)
    keys, claire = ["en-chemin", survey.pk], as_(cast.claire)
    here, follow, stop = (
        reverse(name, args=keys) for name in ("report", "report-camps", "report-camps-stop")
    )
    search = report.camp_searches.get()
    assert "is about to begin" in claire.get(here).content.decode()
    assert "about to begin" not in claire.get(f"{here}?view=projector").content.decode()
    CampSearch.objects.update(state="running")
    assert search.keep_progress({"done": 7, "total": 40})
    for address, more in ((here, {}), (follow, {"HTTP_HX_REQUEST": "true"})):
        page = claire.get(address, **more).content.decode()
        assert "Looking for camps of opinion: 7 trials of 40" in page
        assert 'value="7" max="40"' in page
        assert "Stop looking" in page
    claire.post(stop)
    assert not search.keep_progress({"done": 8, "total": 40})
    assert "Stop looking" not in claire.get(here).content.decode()
    # The worker that reads it stops at the next trial: the report is as it was.
    camps(search_id=search.pk)
    search.refresh_from_db()
    report.refresh_from_db()
    assert (search.state, "camps" in question_in(report, "say")) == ("cancelled", False)
    assert claire.get(follow, HTTP_HX_REQUEST="true").headers["HX-Refresh"] == "true"
    assert "were not looked for to the end" in claire.get(here).content.decode()
    for _ in range(2):
        claire.post(follow)
    assert report.camp_searches.count() == 2
    jobs.run_all()
    report.refresh_from_db()
    assert question_in(report, "say")["camps"]["sizes"] == [30, 28]
    assert list(report.camp_searches.values_list("state", flat=True)) == ["done", "cancelled"]
    page = claire.get(here).content.decode()
    assert "2 camps" in page
    assert "Look for camps" not in page


def test_one_that_has_not_begun_ends_at_once_and_one_that_failed_is_said(cast, as_):
    survey = voted(cast, two_camps(60, 12, 2))
    report = close_and_report(survey)
    claire, keys = as_(cast.claire), ["en-chemin", survey.pk]
    for _ in range(2):
        claire.post(reverse("report-camps-stop", args=keys))
    assert report.camp_searches.get().state == "cancelled"
    jobs.run_all()
    report.refresh_from_db()
    assert "camps" not in question_in(report, "say")
    failed = seek_camps(actor=cast.claire, report=report)
    end_seeking(search_id=failed.pk, state=CampSearch.State.FAILED)
    page = claire.get(reverse("report", args=keys)).content.decode()
    assert "Something went wrong while looking for camps." in page
    assert "not looked for to the end" not in page
    assert "Look for camps" in page
    assert as_(cast.marc).post(reverse("report-camps", args=keys)).status_code == 403


def test_there_is_nothing_to_look_into_without_votes(cast, as_):
    survey = by_site(cast)
    fill(survey, 6, calm=4)
    report = close_and_report(survey)
    assert not report.camp_searches.exists()
    answer = as_(cast.claire).post(reverse("report-camps", args=["en-chemin", survey.pk]), follow=True)
    assert "enough people voted" in answer.content.decode()
