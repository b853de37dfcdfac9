"""Statements are read before they are shown, and what others think comes after one's own vote."""

from __future__ import annotations

import pytest
from django.urls import reverse

from essaim.surveys.actions.answering import receive_sheet
from essaim.surveys.models import Moderator, Statement, Survey
from factories.answering import answers_to, closed, one_of_each, survey_of
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
    assert sorted(v.votes for v in seen()) == [6, 6, 7]


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
