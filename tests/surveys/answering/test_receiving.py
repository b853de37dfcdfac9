"""A sheet is received as it was promised."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from essaim.communities.actions import leave
from essaim.journal.models import Fact
from essaim.surveys.actions.answering import receive_sheet, settle
from essaim.surveys.actions.asking.sending import close_survey
from essaim.surveys.answers import Answers
from essaim.surveys.models import Invitee, OpenAnswer, Question, Sheet, Statement, Survey, WaitingSheet
from factories.answering import answers_to, closed, invite, one_of_each, survey_of


def send(survey, membership=None, **sent):
    return receive_sheet(actor=None, survey=survey, answers=answers_to(survey, **sent), membership=membership)


def test_by_name_answering_again_takes_the_place_of_the_earlier_sheet(cast):
    survey, marc = survey_of(cast, mode=Survey.Mode.NAMED), cast.membership(cast.marc)
    one_of_each(survey)
    (invitee,) = invite(survey, marc)
    first = send(survey, marc, job="a", ideas=["Un", "Deux"], more={"ideas.quotable": "yes"})
    theme = OpenAnswer.objects.get(text="Un")
    again = send(survey, marc, job="b", why="Parce que", ideas=["Un"])
    assert (again.pk, again.answers) == (first.pk, {"job": "b"})
    assert again.received_at >= first.received_at
    kept = OpenAnswer.objects.filter(membership=marc).order_by("pk")
    assert [(each.text, each.quotable) for each in kept] == [("Un", False), ("Parce que", False)]
    assert OpenAnswer.objects.get(text="Un").pk == theme.pk
    invitee.refresh_from_db()
    assert invitee.answered
    assert not Fact.objects.exists()


def test_anonymous_sheets_wait_until_they_are_enough(cast):
    survey = survey_of(cast, threshold=3)
    one_of_each(survey)
    people = [cast.membership(each) for each in (cast.marc, cast.nadia, cast.sonia)]
    invite(survey, *people)
    for count, person in enumerate(people[:2], 1):
        assert send(survey, person, job="a", ideas=["Une idée"]) is None
        assert (WaitingSheet.objects.count(), Sheet.objects.count(), OpenAnswer.objects.count()) == (
            count,
            0,
            0,
        )
    send(survey, people[2], job="b")
    assert (WaitingSheet.objects.count(), Sheet.objects.count(), OpenAnswer.objects.count()) == (0, 3, 2)
    assert not Sheet.objects.exclude(membership=None, received_at=None).exists()
    assert Invitee.objects.filter(answered=True).count() == 3
    with pytest.raises(ValidationError, match="You have answered already"):
        send(survey, people[0], job="b")
    assert WaitingSheet.objects.count() == 0


def test_somebody_who_was_not_invited_leaves_no_moment_either(cast):
    survey = survey_of(cast)
    one_of_each(survey)
    send(survey, cast.membership(cast.marc), job="a")
    assert Invitee.objects.get().created_at == survey.opening.created_at


def test_at_closing_all_that_waits_goes_on_and_nothing_is_lost(cast):
    survey = survey_of(cast)
    one_of_each(survey)
    for n in range(7):
        send(survey, job="a", ideas=[f"Idée {n}"])
    ideas = Question.objects.get(survey=survey, key="ideas")
    OpenAnswer.objects.filter(text="Idée 2").update(hidden=True)
    assert (Sheet.objects.count(), WaitingSheet.objects.count()) == (5, 2)
    survey = closed(survey)
    assert settle(survey) == settle(survey) == 7
    assert sorted(ideas.open_answers.values_list("text", "hidden")) == [
        (f"Idée {n}", n == 2) for n in range(7)
    ]


def test_what_cannot_be_received_says_why_and_changes_nothing(cast):
    survey, marc = survey_of(cast), cast.membership(cast.marc)
    one_of_each(survey)
    draft = survey_of(cast, opened=False)
    leave(actor=cast.nadia, membership=cast.membership(cast.nadia))
    refused = [
        (draft, Answers(kept={"job": "a"}), None, "does not take answers"),
        (survey, Answers(), marc, "no answer on this sheet"),
        (survey, Answers(errors={"job": ["Oh."]}), marc, "Oh"),
        (survey, Answers(kept={"job": "a"}), cast.membership(cast.nadia), "Only people present"),
    ]
    for which, answers, membership, sentence in refused:
        with pytest.raises(ValidationError, match=sentence):
            receive_sheet(actor=None, survey=which, answers=answers, membership=membership)
    survey = closed(survey)
    with pytest.raises(ValidationError, match="does not take answers any more"):
        send(survey, marc, job="a")
    assert not Invitee.objects.exists()
    assert not WaitingSheet.objects.exists()
    assert not Sheet.objects.exists()


def test_votes_on_statements_add_up_and_are_counted_once(cast):
    survey, marc = survey_of(cast, mode=Survey.Mode.CONFIDENTIAL), cast.membership(cast.marc)
    made = one_of_each(survey)
    one, other, third = made["say"].statements.order_by("pk")
    send(survey, marc, more={f"say.{one.pk}": "agree", f"say.{other.pk}": "pass"})
    sheet = send(survey, marc, more={f"say.{one.pk}": "disagree", f"say.{third.pk}": "agree"})
    assert sheet.answers == {"say": {str(one.pk): -1, str(other.pk): 0, str(third.pk): 1}}
    assert list(made["say"].statements.order_by("pk").values_list("voted", flat=True)) == [1, 1, 1]


def test_a_statement_that_says_the_same_as_another_is_that_other(cast):
    survey, marc = survey_of(cast, mode=Survey.Mode.NAMED), cast.membership(cast.marc)
    made = one_of_each(survey)
    send(survey, marc, more={"say.new": "  LE MARDI convient "})
    assert made["say"].statements.count() == 3
    hostile = "<script>alert(1)</script>\u202e gnihtyna"
    send(survey, marc, more={"say.new": hostile})
    added = made["say"].statements.get(state=Statement.State.PROPOSED)
    assert (added.text, added.membership) == ("<script>alert(1)</script> gnihtyna", marc)


def test_in_an_anonymous_survey_added_statements_wait_with_the_sheets(cast):
    survey = survey_of(cast, threshold=3)
    made = one_of_each(survey)
    first = made["say"].statements.order_by("pk")[0]
    for n in range(3):
        assert made["say"].statements.count() == 3
        assert Statement.objects.get(pk=first.pk).voted == 0
        send(survey, more={f"say.{first.pk}": "agree", "say.new": f"Encore {n % 2}"})
    added = made["say"].statements.filter(state=Statement.State.PROPOSED)
    assert sorted(added.values_list("text", "membership")) == [("Encore 0", None), ("Encore 1", None)]
    assert Statement.objects.get(pk=first.pk).voted == 3


def test_closing_a_survey_settles_it(cast):
    survey = survey_of(cast)
    one_of_each(survey)
    send(survey, job="a")
    close_survey(survey=survey, actor=cast.claire)
    assert (WaitingSheet.objects.count(), Sheet.objects.get().answers) == (0, {"job": "a"})
