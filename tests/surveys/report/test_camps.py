"""Camps of opinion are shown where three tests hold, and otherwise said in words."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from essaim.core import jobs
from essaim.surveys.actions.camps import look_for_camps
from essaim.surveys.models import Question, Sheet, Statement
from factories import conversations
from factories.reports import by_site, close_and_report, fill, question_in

pytestmark = pytest.mark.django_db


def voted_as_in(name: str, cast):
    """A survey whose sheets are the votes of a real conversation."""
    survey = by_site(cast)
    question = Question.objects.get(survey=survey, key="say")
    votes = conversations.travelling(name)
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
    look_for_camps(survey=survey)
    report.refresh_from_db()
    assert question_in(report, "say")["camps"] == {"shown": False, "why": "few"}
    page = as_(cast.claire).get(reverse("report", args=["en-chemin", survey.pk]))
    assert "fifty are needed" in page.content.decode()


def test_none_is_looked_for_while_people_answer(cast):
    survey = by_site(cast)
    fill(survey, 6, calm=4)
    assert look_for_camps(survey=survey) is None


def test_a_declined_statement_speaks_for_no_camp_and_later_sheets_wait(cast):
    survey = voted_as_in("brexit-consensus", cast)
    report = close_and_report(survey)
    look_for_camps(survey=survey)
    report.refresh_from_db()
    told = question_in(report, "say")["camps"]
    speaking = {key for each in told["statements"] for key in each}
    Statement.objects.filter(pk__in=speaking).update(state=Statement.State.DECLINED)
    look_for_camps(survey=survey)
    report.refresh_from_db()
    again = question_in(report, "say")["camps"]
    assert not speaking & {key for each in again.get("statements", []) for key in each}
    fill(survey, 40, say={str(Statement.objects.filter(state="accepted").first().pk): 1})
    look_for_camps(survey=survey)
    report.refresh_from_db()
    assert question_in(report, "say")["camps"] == again
