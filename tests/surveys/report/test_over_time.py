"""What a report tells after others: what was told before, taken away, is nobody's or of enough people."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from essaim.surveys.actions.reports import make_report
from essaim.surveys.findings.counted import Counted
from essaim.surveys.findings.document import document
from essaim.surveys.findings.moves import may_move, told_in
from essaim.surveys.findings.shapes import counter_for
from essaim.surveys.kinds import Kind
from essaim.surveys.models import Closing, Report, Sheet, Survey
from factories.answering import one_of_each, survey_of
from factories.reports import by_site, close_and_report, fill, question_in

Mode, Release = Survey.Mode, Survey.Release
# Of one person each, in every kind of question that has figures.
FIRST = {
    "job": "a",
    "tools": ["room"],
    "calm": 3,
    "needs": {"room": [3, 3]},
    "grades": {"room": 2},
    "points": {"room": 4},
    "nps": 8,
    "order": ["room", "time"],
    "when": {"possible": [1], "preferred": []},
    "agree": True,
}
THEN = {
    "job": "b",
    "tools": ["time"],
    "calm": 5,
    "needs": {"room": [5, 3]},
    "grades": {"room": 4},
    "points": {"room": 6},
    "nps": 2,
    "order": ["time", "room"],
    "when": {"possible": [], "preferred": [1]},
    "agree": False,
}


def change(sheets: list[Sheet], **answers: object) -> None:
    for sheet in sheets:
        sheet.answers = sheet.answers | answers
        sheet.save()


def marks(report: Report, key: str = "calm") -> dict[int, int]:
    return {value: n for value, n in question_in(report, key)["values"] if n}


def again(survey: Survey) -> Report:
    return make_report(actor=None, survey=Survey.objects.get(pk=survey.pk))


@pytest.mark.parametrize("mode", [Mode.NAMED, Mode.CONFIDENTIAL])
def test_the_closing_does_not_tell_who_changed_their_answer(cast, mode):
    survey = by_site(cast, mode=mode, release=Release.IN_BATCHES)
    sheets = fill(survey, 10, calm=3, needs={"room": [3, 3]})
    assert marks(again(survey)) == {3: 10}
    change(sheets[:1], calm=5, needs={"room": [5, 3]})
    closed = close_and_report(survey)
    assert marks(closed) == {3: 10}
    assert dict(question_in(closed, "needs")["rows"][0]["importance"]["values"])[3] == 10
    assert question_in(closed, "calm")["as_of"] == 10


def test_enough_changes_are_told_unless_they_are_one_person_away_from_what_was_told_long_ago(cast):
    survey = by_site(cast, mode=Mode.CONFIDENTIAL, release=Release.IN_BATCHES)
    sheets = fill(survey, 10, calm=3)
    again(survey)
    change(sheets[:5], calm=5)
    fill(survey, 5, nps=9)
    assert marks(again(survey)) == {3: 5, 5: 5}
    change(sheets[:5], calm=3)
    fill(survey, 1, calm=5)
    fill(survey, 4, nps=9)
    # Five away from the last report, and one from the first.
    assert marks(close_and_report(survey)) == {3: 5, 5: 5}


def test_of_sixty_people_who_come_in_batches_and_change_their_mind_the_closing_tells_all(cast):
    survey = by_site(cast, mode=Mode.CONFIDENTIAL, release=Release.IN_BATCHES)
    for site, n in (("lyon", 20), ("paris", 15)):
        sheets = fill(survey, n, site=site, calm=4)
        again(survey)
        change(sheets[:2], calm=2)
    fill(survey, 25, site="lille", calm=1)
    closed = close_and_report(survey)
    assert marks(closed) == {4: 31, 2: 4, 1: 25}
    assert [n["of"] for _, n in question_in(closed, "calm")["by"]["site"][""]["shown"]] == [20, 15, 25]


def test_a_breakdown_does_not_tell_who_changed_their_answer_while_it_was_open_again(cast):
    survey = by_site(cast, mode=Mode.CONFIDENTIAL)
    sheets = fill(survey, 12, site="lyon", calm=4)
    fill(survey, 9, site="paris", calm=4)
    first = close_and_report(survey)
    Closing.objects.filter(survey=survey).delete()
    change(sheets[:1], calm=1)
    fill(survey, 6, site="paris", calm=4)
    last = close_and_report(survey)
    assert question_in(last, "calm")["by"] == question_in(first, "calm")["by"]


def test_a_breakdown_beside_kept_figures_shows_no_answer_that_they_have_not(cast):
    survey = by_site(cast, release=Release.IN_BATCHES)
    for site, n in (("lyon", 12), ("paris", 7), ("lille", 6)):
        fill(survey, n, site=site, calm=4, nps=9)
    again(survey)
    fill(survey, 1, site="lyon", calm=1, nps=9)
    fill(survey, 6, site="lyon", nps=9)
    closed = close_and_report(survey)
    assert marks(closed) == {4: 25}
    assert question_in(closed, "calm")["by"] == {}
    assert "site" in question_in(closed, "nps")["by"]


def test_one_change_keeps_the_figures_of_every_kind_and_five_move_those_that_can(cast):
    survey = survey_of(cast, mode=Mode.NAMED)
    made = one_of_each(survey)
    questions = [one for one in made.values() if one.key in FIRST]

    def told_of(*sheets: dict) -> dict:
        counter = counter_for(questions, {}).add_all(json.dumps(one) for one in sheets)
        return json.loads(json.dumps(document(Counted(survey, questions, counter, closed=False))))

    before = told_of(*[FIRST] * 12)
    told = told_in([(12, before)])
    assert set(told) == set(FIRST)
    for changed, moved in ((0, set(FIRST)), (1, set()), (5, set(FIRST) - {"points"})):
        now = told_in([(12, told_of(*[THEN] * changed, *[FIRST] * (12 - changed)))])
        may = {
            key
            for key, rows in now.items()
            if all(may_move(made[key].kind, told[key][row], figures[-1], 5) for row, figures in rows.items())
        }
        assert may == moved, changed
    assert {made[key].kind for key in FIRST} == {*Kind} - {
        Kind.TEXT, Kind.SUGGESTIONS, Kind.STATEMENTS, Kind.NOTE, Kind.SECTION,
    }  # fmt: skip


def test_of_two_reports_made_at_once_the_second_stands_on_the_first(cast):
    survey = by_site(cast, release=Release.IN_BATCHES)
    fill(survey, 10, calm=3)
    meanwhile = iter([again])

    def another_one(execute, sql, params, many, context):
        if 'FROM "surveys_theme"' in sql and (make := next(meanwhile, None)):
            fill(survey, 1, calm=5)
            make(survey)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(another_one):
        report = make_report(actor=None, survey=survey)
    assert [one.pk for one in survey.reports.all()] == [report.pk]


def test_a_report_counted_before_the_closing_does_not_come_after_that_of_the_closing(cast):
    survey = by_site(cast, release=Release.IN_BATCHES)
    fill(survey, 10, site="lyon", calm=3)
    read_before = Survey.objects.get(pk=survey.pk)
    assert read_before.is_closed is False
    last = close_and_report(survey)
    assert make_report(actor=None, survey=read_before) == last
