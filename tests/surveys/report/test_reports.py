"""A report says what it may, and nothing below the threshold."""

from __future__ import annotations

from contextlib import suppress

from essaim.core import jobs
from essaim.surveys.actions.reports import make_report, publish, take_back
from essaim.surveys.kinds import Kind
from essaim.surveys.models import Closing, Report, Statement, Survey
from essaim.surveys.queries.findings import findings_of
from essaim.surveys.report_jobs import report_what_came
from factories.answering import ask, survey_of
from factories.reports import by_site, close_and_report, fill, question_in, write


def test_nothing_is_made_below_the_threshold(cast):
    survey = by_site(cast)
    fill(survey, 4, site="lyon", calm=4)
    assert close_and_report(survey) is None


def test_each_question_says_its_figures(cast):
    survey = by_site(cast)
    say = survey.questions.get(key="say")
    meet = Statement.objects.create(question=say, text="Se voir plus", state=Statement.State.ACCEPTED)
    other = Statement.objects.create(question=say, text="Se voir moins", state=Statement.State.ACCEPTED)
    agree, refuse = {str(meet.pk): 1, str(other.pk): -1}, {str(meet.pk): 1}
    fill(survey, 12, site="lyon", calm=4, needs={"room": [5, 2], "time": [3, 3]}, nps=10, say=agree)
    fill(survey, 8, site="paris", calm="none", needs={"room": [4, 1]}, nps=6, say=refuse)
    fill(survey, 3, site="lille", calm=1, nps=8)
    write(survey.questions.get(key="ideas"), *(f"Idée {n}" for n in range(6)), quotable=True)
    report = close_and_report(survey)

    assert (report.sheets, report.findings["threshold"]) == (23, 5)
    # Lille is three people: it is not shown, nor is the one it could be found from.
    assert report.findings["groups"][0]["segments"] == [["lyon", 12]]
    assert report.findings["groups"][0]["others"] == 11
    calm = question_in(report, "calm")
    assert (calm["of"], calm["none"], calm["mean"]["of"]) == (23, 8, 15)
    assert calm["mean"]["value"] == 3.4
    assert calm["by"]["site"][""]["shown"][0][0] == "lyon"
    assert calm["by"]["site"][""]["others"] == 11
    needs = question_in(report, "needs")
    assert [(row["key"], row["of"], row["gap"]["value"]) for row in needs["rows"]] == [
        ("room", 20, 3.0),
        ("time", 12, 0.0),
    ]
    assert needs["few"] == ["help"]
    assert question_in(report, "nps")["score"]["value"] == round(100 * 4 / 23, 4)
    said = question_in(report, "say")
    assert said["lists"]["agree"] == [str(meet.pk)]
    assert said["lists"]["refuse"] == [str(other.pk)]
    ideas = question_in(report, "ideas")
    assert (ideas["of"], ideas["unsorted"], len(ideas["quotes"])) == (6, 6, 4)


def test_what_stands_out_is_said_in_the_readers_words(cast):
    survey = by_site(cast)
    fill(survey, 12, needs={"room": [5, 2]}, nps=10, calm=5)
    fill(survey, 8, needs={"room": [4, 1]}, nps=6, calm=4)
    report = close_and_report(survey)
    assert report.findings["first"][0] == "question.needs.room"
    found = findings_of(cast.community, cast.claire)
    keys = [one.key for one in found]
    assert f"survey.{survey.pk}.question.needs.room" in keys
    assert findings_of(cast.community, cast.marc) == []
    publish(actor=cast.claire, survey=Survey.objects.get(pk=survey.pk))
    assert [one.key for one in findings_of(cast.community, cast.marc)] == keys
    assert [one.key for one in findings_of(cast.community, cast.serge)] == keys
    assert take_back(actor=cast.claire, survey=Survey.objects.get(pk=survey.pk)) == 1
    assert findings_of(cast.community, cast.marc) == []


def test_silence_is_not_the_most_given_answer(cast):
    survey = by_site(cast)
    fill(survey, 6, site="lyon", calm=4)
    fill(survey, 5, site="paris", calm=4)
    fill(survey, 8, calm=4)
    report = close_and_report(survey)
    assert [None, 8] in question_in(report, "site")["values"]
    (said,) = [one for one in report.findings["findings"] if one["code"] == "choice"]
    assert (said["choice"], said["n"], said["of"]) == ("lyon", 6, 19)


def test_one_survey_that_fails_does_not_keep_the_others_from_their_report(cast):
    broken, whole = (by_site(cast, release=Survey.Release.IN_BATCHES) for _ in range(2))
    Report.objects.create(survey=broken, sheets=5, findings={})
    for survey in (broken, whole):
        fill(survey, 6, calm=4)
    with suppress(KeyError):
        report_what_came()
    jobs.run_all(raising=False)
    assert (broken.reports.count(), whole.reports.count()) == (1, 1)


def test_batches_wait_for_enough_new_answers(cast):
    survey = by_site(cast, release=Survey.Release.IN_BATCHES)
    fill(survey, 6, site="lyon", calm=4, nps=9)
    first = make_report(actor=None, survey=survey)
    assert (first.sheets, first.findings["closed"], first.findings["groups"]) == (6, False, [])
    assert question_in(first, "site")["state"] == "closing"
    fill(survey, 4, site="lyon", calm=1)
    assert make_report(actor=None, survey=survey) == first
    fill(survey, 3, site="paris", calm=1, nps=0)
    second = make_report(actor=None, survey=survey)
    assert (second.sheets, question_in(second, "calm")["of"]) == (13, 13)
    # Only three more said how much they recommend: what they said stays among the rest.
    assert (question_in(second, "nps")["of"], question_in(second, "nps")["as_of"]) == (6, 6)


def test_what_a_closed_report_broke_down_holds_after_a_reopening_with_a_batch_between(cast):
    survey = by_site(cast, release=Survey.Release.IN_BATCHES)
    for site, n in (("lyon", 12), ("paris", 8)):
        fill(survey, n, site=site, calm=4)
    first = close_and_report(survey)
    Closing.objects.filter(survey=survey).delete()
    fill(survey, 1, site="lyon", calm=1)
    fill(survey, 4, site="paris", calm=4)
    batch = make_report(actor=None, survey=Survey.objects.get(pk=survey.pk))
    assert (batch.sheets, batch.findings["groups"]) == (25, [])
    last = close_and_report(survey)
    # One more in Lyon would be that person's answers.
    assert last.findings["groups"] == first.findings["groups"]
    assert question_in(last, "calm")["by"] == question_in(first, "calm")["by"]


def test_the_number_of_answers_never_tells_a_small_group(cast):
    survey = by_site(cast)
    ask(survey, "why", Kind.SCALE, "Et à Lille ?", condition={"question": "site", "any": ["lille"]})
    fill(survey, 12, site="lyon", calm=4)
    fill(survey, 7, site="lille", calm=4, why=2)
    fill(survey, 3, site="brest", calm=4)
    report = close_and_report(survey)
    assert question_in(report, "why")["state"] == "hidden"


def test_a_survey_of_nothing_makes_an_empty_document(cast):
    survey = survey_of(cast)
    fill(survey, 5)
    report = close_and_report(survey)
    assert (report.findings["questions"], report.findings["first"]) == ([], [])
