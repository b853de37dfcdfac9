"""The surveys of a community, and the page of one of them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.people.requests import SignedIn

from ...models import Survey
from ...queries.asking import surveys_of
from ...queries.things import survey_for


@door("surveys.steer", find=community_for, methods=("GET",))
def surveys(request: SignedIn, community: Community) -> HttpResponse:
    page = page_of(request, surveys_of(community))
    return render(request, "surveys/asking/surveys.html", {"community": community, "page": page})


@door("surveys.steer", find=survey_for, methods=("GET",))
def survey(request: SignedIn, survey: Survey) -> HttpResponse:
    return render(request, "surveys/asking/survey.html", {"community": survey.community, "survey": survey})
