"""The things of listening that a page leads to, each found through its community. Raise Http404."""

from __future__ import annotations

from django.http import Http404

from essaim.communities.queries import community_for
from essaim.communities.rules import pilots
from essaim.people.models import Person

from ..models import Question, Statement, Survey


def survey_for(person: Person, *, community: str, survey: int) -> Survey:
    """The survey, with its opening, closing and publication looked up; one not yet sent, for pilots only."""
    within = community_for(person, community=community)
    with_moments = Survey.objects.select_related("opening", "closing", "publication", "by")
    found = with_moments.filter(community=within, pk=survey).first()
    if found is None:
        raise Http404
    found.community = within
    if not (hasattr(found, "opening") or pilots(person, within)):
        raise Http404
    return found


def question_for(person: Person, *, community: str, survey: int, question: int) -> Question:
    within = survey_for(person, community=community, survey=survey)
    found = Question.objects.filter(survey=within, pk=question).first()
    if found is None:
        raise Http404
    found.survey, found.community = within, within.community  # type: ignore[attr-defined]
    return found


def statement_for(person: Person, *, community: str, survey: int, statement: int) -> Statement:
    within = survey_for(person, community=community, survey=survey)
    found = Statement.objects.select_related("question").filter(question__survey=within, pk=statement).first()
    if found is None:
        raise Http404
    found.question.survey = within
    return found
