"""Whatever people answer, no subtraction over what reports show gives a small group away."""

from __future__ import annotations

from itertools import pairwise

from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from essaim.surveys.actions.answering.settling import settle
from essaim.surveys.actions.reports import make_report
from essaim.surveys.models import Sheet, Survey
from factories.reports import SITES, by_site, close_and_report, fill, question_in, write

K = 5
ANSWERS = some.fixed_dictionaries(
    {},
    optional={
        "site": some.sampled_from((*SITES, *SITES[:1] * 6)),
        "calm": some.sampled_from((1, 4, 5, "none")),
        "nps": some.integers(7, 10),
    },
)
GROUPS_OF_SHEETS = some.lists(some.lists(ANSWERS, max_size=14), min_size=1, max_size=3)
# The community of the cast stays as it is: each example has a survey of its own.
whole_surveys = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def cuts_of(question: dict) -> list[dict]:
    return [cut for rows in question.get("by", {}).values() for cut in rows.values()]


@whole_surveys
@given(GROUPS_OF_SHEETS)
def test_what_is_left_out_of_a_breakdown_is_several_groups_and_enough_people(cast, came):
    survey = by_site(cast)
    Sheet.objects.bulk_create(Sheet(survey=survey, answers=one) for some_ in came for one in some_)
    report = close_and_report(survey)
    for question in report.findings["questions"] if report else []:
        if question["state"] != "shown":
            continue
        assert question["of"] >= K
        for cut in cuts_of(question):
            shown = dict(cut["shown"])
            assert all(figure["of"] >= K for figure in shown.values())
            left_out = question["of"] - sum(figure["of"] for figure in shown.values())
            assert left_out == cut["others"]
            assert left_out == 0 or left_out >= K
            if left_out:
                assert len({*SITES, None} - shown.keys()) >= 2


@whole_surveys
@given(GROUPS_OF_SHEETS)
def test_between_two_reports_a_figure_stays_or_gains_enough_people(cast, came):
    survey = by_site(cast, release=Survey.Release.IN_BATCHES)
    reports = []
    for sheets in came:
        Sheet.objects.bulk_create(Sheet(survey=survey, answers=one) for one in sheets)
        reports.append(make_report(actor=None, survey=Survey.objects.get(pk=survey.pk)))
    reports.append(close_and_report(survey))
    told = [report.findings for report in reports if report]
    for before, after in pairwise(told):
        gained = after["sheets"] - before["sheets"]
        assert gained == 0 or gained >= K
        earlier = {one["key"]: one["of"] for one in before["questions"] if one["state"] == "shown"}
        for one in after["questions"]:
            if one["state"] == "shown" and one["key"] in earlier:
                more = one["of"] - earlier[one["key"]]
                assert more == 0 or more >= K


def test_words_of_an_anonymous_survey_show_at_the_closing_so_that_nobody_can_take_the_first_away(cast, as_):
    """Batches go on while it is open; the last two would be read by comparing before and after."""
    survey = by_site(cast, mode="anonymous", release=Survey.Release.IN_BATCHES)
    ideas = survey.questions.get(key="ideas")
    fill(survey, 6, calm=4)
    write(ideas, *(f"Idée {n}" for n in range(6)))
    open_report = make_report(actor=None, survey=survey)
    assert question_in(open_report, "calm")["of"] == 6
    assert question_in(open_report, "ideas")["state"] == "closing"
    page = as_(cast.claire)
    words = reverse("survey-words", args=[cast.community.slug, survey.pk])
    assert "Idée" not in page.get(words).getvalue().decode()
    fill(survey, 2, calm=1)
    write(ideas, "Presque seule", "Presque seul")
    settle(survey)
    told = question_in(close_and_report(survey), "ideas")
    assert (told["state"], told["of"]) == ("shown", 8)
    assert page.get(words).getvalue().decode().count("\nideas;") == 8
    # Opened again for a moment: one person more would be the only difference.
    survey.closing.delete()
    fill(survey, 1, calm=5)
    write(ideas, "Seule")
    settle(survey)
    again = close_and_report(Survey.objects.get(pk=survey.pk))
    assert question_in(again, "ideas")["state"] == "few"
    assert "Seule" not in page.get(words).getvalue().decode()
