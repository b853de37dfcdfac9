"""Statements are read before they are shown, and what others think comes after one's own vote."""

from __future__ import annotations

import pytest
from django.urls import reverse

from essaim.surveys.actions.answering import receive_sheet, settle
from essaim.surveys.actions.reports import make_report
from essaim.surveys.models import Moderator, Statement, Survey
from factories.answering import answers_to, closed, one_of_each, survey_of
from factories.reports import question_in
from house.counting import queries_of

Mode, When, State = Survey.Mode, Survey.Statements, Statement.State


def page(name: str, survey: Survey, *more: object) -> str:
    return reverse(name, args=[survey.community.slug, survey.pk, *more])


def vote(survey: Survey, people, vote: str = "agree", only=None) -> None:
    for membership in people:
        more = {f"say.{one.pk}": vote for one in Statement.objects.filter(question__survey=survey)}
        more = {name: said for name, said in more.items() if only is None or name == f"say.{only.pk}"}
        answers = answers_to(survey, more=more)
        receive_sheet(actor=None, survey=survey, answers=answers, membership=membership)


def test_a_named_moderator_reads_accepts_declines_and_changes_their_mind(cast, as_):
    survey = survey_of(cast)
    made = one_of_each(survey)
    kind = Statement.objects.create(question=made["say"], text="Un repas ensemble")
    rude = Statement.objects.create(question=made["say"], text="<b>Paul</b> exagère")
    marc = as_(cast.marc)
    assert marc.get(page("survey-statements", survey)).status_code == 403
    Moderator.objects.create(survey=survey, membership=cast.membership(cast.marc))
    marc = as_(cast.marc)
    shown = marc.get(page("survey-statements", survey)).content.decode()
    assert "Un repas ensemble" in shown
    assert "<bdi>&lt;b&gt;Paul" in shown
    # Whoever was named is led there, from where they come in; so are the pilots, and nobody else.
    led = {
        person: [
            page("survey-statements", survey)
            in as_(person).get(reverse(name, args=["en-chemin"])).content.decode()
            for name in ("community", "surveys")
        ]
        for person in (cast.marc, cast.claire, cast.nadia)
    }
    assert led == {cast.marc: [True, True], cast.claire: [True, False], cast.nadia: [False, False]}
    marc = as_(cast.marc)
    marc.post(page("statement-decision", survey, kind.pk), {"decision": "accept"})
    marc.post(page("statement-decision", survey, rude.pk), {"decision": "names"})
    marc.post(page("statement-decision", survey, rude.pk), {"decision": "because"})
    for one in (kind, rude):
        one.refresh_from_db()
    assert [(one.state, one.reason, one.decided_by) for one in (kind, rude)] == [
        (State.ACCEPTED, "", cast.marc),
        (State.DECLINED, "names", cast.marc),
    ]
    declined = marc.get(page("survey-statements", survey) + "?shown=declined").content.decode()
    assert "it speaks of somebody in particular" in declined
    marc.post(page("statement-back", survey, rude.pk))
    rude.refresh_from_db()
    assert (rude.state, rude.reason, rude.decided_by) == (State.PROPOSED, "", None)
    after = closed(survey)
    there = reverse("surveys", args=["en-chemin"])
    assert page("survey-statements", survey) not in marc.get(there).content.decode()
    marc.post(page("statement-decision", after, rude.pk), {"decision": "accept"})
    rude.refresh_from_db()
    assert rude.state == State.PROPOSED
    kept = marc.post(page("statement-back", after, kind.pk), follow=True)
    assert "nobody can vote on it any more" in kept.content.decode()
    kind.refresh_from_db()
    assert kind.state == State.ACCEPTED


def test_the_list_costs_the_same_at_1_and_at_30_statements(cast, as_):
    survey, claire = survey_of(cast), as_(cast.claire)
    made = one_of_each(survey)
    Statement.objects.create(question=made["say"], text="Une")
    few = queries_of(claire, page("survey-statements", survey))
    for n in range(30):
        Statement.objects.create(question=made["say"], text=f"Phrase {n}")
    assert queries_of(claire, page("survey-statements", survey)) == few <= 14


@pytest.mark.parametrize("mode", [Mode.NAMED, Mode.CONFIDENTIAL])
def test_what_others_think_is_shown_of_what_one_voted_on_and_never_under_the_threshold(cast, as_, mode):
    survey = survey_of(cast, mode=mode, statements=When.AFTER_VOTING)
    made = one_of_each(survey)
    first, *_ = made["say"].statements.order_by("pk")
    crowd, marc = cast.crowd(6), as_(cast.marc)
    vote(survey, crowd[:4])
    seen = lambda: marc.get(page("survey-voices", survey)).context["voices"]  # noqa: E731
    assert seen() == []
    vote(survey, [cast.membership(cast.marc)], "pass", only=first)
    assert [(v.statement, v.votes, v.agree, v.disagree, v.passed) for v in seen()] == [(first, 5, 80, 0, 20)]
    vote(survey, crowd[4:], "disagree")
    assert [(v.votes, v.agree, v.disagree, v.passed) for v in seen()] == [(5, 80, 0, 20)]
    closed(survey)
    # Two more would be those two people; what nobody was told of yet is told whole.
    assert {v.statement.pk == first.pk: v.votes for v in seen()} == {True: 5, False: 6}


def test_where_the_pilots_chose_so_nobody_sees_anything_before_the_closing(cast, as_):
    survey = survey_of(cast, statements=When.AFTER_CLOSING)
    one_of_each(survey)
    vote(survey, [cast.membership(cast.marc), *cast.crowd(6)])
    answer = as_(cast.marc).get(page("survey-voices", survey))
    assert answer.context["voices"] == []
    assert "once the survey is closed" in answer.content.decode()


def test_in_an_anonymous_survey_whoever_has_answered_sees_whole_batches(cast, as_):
    survey = survey_of(cast, statements=When.AFTER_VOTING)
    one_of_each(survey)
    vote(survey, cast.crowd(6))
    marc = as_(cast.marc)
    assert marc.get(page("survey-voices", survey)).context["voices"] == []
    vote(survey, [cast.membership(cast.marc)])
    assert [v.votes for v in marc.get(page("survey-voices", survey)).context["voices"]] == [5, 5, 5]


def told_to(person, survey: Survey, as_) -> dict[str, tuple[int, int, int]]:
    voices = as_(person).get(page("survey-voices", survey)).context["voices"]
    return {v.statement.text: (v.agree, v.disagree, v.votes) for v in voices}


def said_in(report) -> dict[str, tuple[int, int, int]]:
    return {
        row["key"]: (row["agree"], row["disagree"], row["of"]) for row in question_in(report, "say")["rows"]
    }


@pytest.mark.parametrize("mode", [Mode.NAMED, Mode.CONFIDENTIAL, Mode.ANONYMOUS])
def test_the_closing_does_not_tell_what_the_last_one_voted(cast, as_, mode):
    survey = survey_of(cast, mode=mode, statements=When.AFTER_VOTING)
    one_of_each(survey)
    crowd = cast.crowd(10)
    vote(survey, [cast.membership(cast.marc), *crowd[:9]])
    assert set(told_to(cast.marc, survey, as_).values()) == {(100, 0, 10)}
    vote(survey, crowd[9:], "disagree")
    assert set(told_to(cast.marc, survey, as_).values()) == {(100, 0, 10)}
    settle(closed(survey))
    assert set(told_to(cast.marc, survey, as_).values()) == {(100, 0, 10)}
    report = make_report(actor=None, survey=Survey.objects.get(pk=survey.pk))
    assert set(said_in(report).values()) == {(10, 0, 10)}


def test_a_batch_that_brings_one_vote_on_a_sentence_does_not_tell_it(cast, as_):
    survey = survey_of(cast, statements=When.AFTER_VOTING)
    made = one_of_each(survey)
    first, second, _ = made["say"].statements.order_by("pk")
    crowd = cast.crowd(14)
    vote(survey, [cast.membership(cast.marc), *crowd[:4]])
    assert told_to(cast.marc, survey, as_)[first.text] == (100, 0, 5)
    vote(survey, crowd[4:8], only=second)
    vote(survey, crowd[8:9], "disagree", only=first)
    voices = told_to(cast.marc, survey, as_)
    assert (voices[first.text], voices[second.text]) == ((100, 0, 5), (100, 0, 5))
    vote(survey, crowd[9:], "disagree")
    assert told_to(cast.marc, survey, as_)[first.text] == (45, 55, 11)


def test_sending_again_what_one_said_moves_no_figure_and_changing_it_waits_for_enough(cast, as_):
    survey = survey_of(cast, mode=Mode.CONFIDENTIAL, statements=When.AFTER_VOTING)
    one_of_each(survey)
    marc, crowd = cast.membership(cast.marc), cast.crowd(5)
    vote(survey, [marc, *crowd[:4]])
    assert set(told_to(cast.marc, survey, as_).values()) == {(100, 0, 5)}
    vote(survey, crowd[4:], "disagree")
    vote(survey, [marc])
    assert set(told_to(cast.marc, survey, as_).values()) == {(100, 0, 5)}
    vote(survey, [marc], "disagree")
    assert set(told_to(cast.marc, survey, as_).values()) == {(100, 0, 5)}
    vote(survey, crowd[:4], "disagree")
    assert set(told_to(cast.marc, survey, as_).values()) == {(0, 100, 6)}
    # Far from what was told last, and one person away from what was told first.
    vote(survey, [marc, *crowd[:4]])
    assert set(told_to(cast.marc, survey, as_).values()) == {(0, 100, 6)}


def test_of_sixty_people_the_closing_tells_nearly_all_and_the_report_says_the_same(cast, as_):
    survey = survey_of(cast, statements=When.AFTER_VOTING, release=Survey.Release.IN_BATCHES)
    one_of_each(survey)
    marc, crowd = cast.membership(cast.marc), cast.crowd(59)
    vote(survey, [marc, *crowd[:9]])
    assert set(told_to(cast.marc, survey, as_).values()) == {(100, 0, 10)}
    vote(survey, crowd[9:29])
    report = make_report(actor=None, survey=Survey.objects.get(pk=survey.pk))
    assert set(said_in(report).values()) == {(30, 0, 30)}
    vote(survey, crowd[29:], "disagree")
    settle(closed(survey))
    report = make_report(actor=None, survey=Survey.objects.get(pk=survey.pk))
    assert set(said_in(report).values()) == {(30, 30, 60)}
    assert set(told_to(cast.marc, survey, as_).values()) == {(50, 50, 60)}
