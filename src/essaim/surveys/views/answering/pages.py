"""Answering a survey: from the link of an e-mail, from an open link, from inside; and trying it out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation

from essaim.communities.models import Membership
from essaim.communities.rules import belongs
from essaim.core.doors import door, open_door
from essaim.core.links import find_by_link, sign
from essaim.people.models import Person
from essaim.people.requests import SignedIn

from ...actions.answering import receive_sheet
from ...answers import as_sent
from ...forms.answers import Arrived
from ...kinds import ASKED_NOTHING, Kind
from ...lasting import minutes_of
from ...models import Invitee, Sheet, Survey
from ...queries.answering import (
    earlier_sheet,
    has_answered,
    invitees_present,
    material_of,
    open_surveys,
    surveys_with_moments,
)
from ...queries.things import survey_for
from ...words import said
from .near import asks_for_near, is_new, near_now
from .shown import Layout

SENT = "sent"
AGAIN = "again"


@open_door(
    "whoever was asked by e-mail answers, without an account",
    find=find_by_link("survey-answer", invitees_present),
    methods=("GET", "POST"),
)
def by_link(request: HttpRequest, invitee: Invitee) -> HttpResponse:
    """Opening the link changes nothing: mail programs open links by themselves."""
    reader = invitee.membership.person
    invitee.survey.community = invitee.membership.community
    with translation.override(reader.language or translation.get_language() or "fr"):
        return _answering(request, invitee.survey, invitee.membership, Sheet.Source.LINK)


@open_door(
    "whoever holds the open link of a survey answers it",
    find=find_by_link("survey-open", open_surveys),
    methods=("GET", "POST"),
)
def by_open_link(request: HttpRequest, survey: Survey) -> HttpResponse:
    """A member who is signed in answers inside, so that they do not answer twice."""
    if isinstance(request.user, Person) and belongs(request.user, survey):
        return redirect("survey-mine", survey.community.slug, survey.pk)
    if cookie_of(survey) in request.COOKIES and AGAIN not in request.GET and request.method == "GET":
        return _said(request, survey, "device")
    return _answering(request, survey, None, Sheet.Source.LINK)


@door("surveys.answer", find=survey_for)
def mine(request: SignedIn, survey: Survey) -> HttpResponse:
    present = Membership.objects.filter(departure__isnull=True, community=survey.community)
    membership = present.select_related("person").get(person=request.user)
    return _answering(request, survey, membership, Sheet.Source.INSIDE)


@open_door(
    "thanks after an anonymous answer: the page is the same for all",
    find=find_by_link("survey-thanks", surveys_with_moments),
)
def thanks(request: HttpRequest, survey: Survey) -> HttpResponse:
    return _said(request, survey, "thanks")


@door("surveys.steer", find=survey_for)
def preview(request: SignedIn, survey: Survey) -> HttpResponse:
    """As those who are asked will see it. Answers are checked and not kept."""
    material = material_of(survey)
    arrived = None
    if asks_for_near(request):
        return near_now(request, material)
    if request.method == "POST":
        arrived = Arrived(request.POST, material.questions, material.offered)
        if arrived.check() and is_new(arrived, material):
            return _said(request, survey, "tried")
    return _form(request, survey, Layout(survey, material, *_typed(arrived)), arrived, {"preview": True})


def cookie_of(survey: Survey) -> str:
    """Says that this device has sent an answer: no name, no number."""
    return f"answered-{survey.pk}"


def _answering(
    request: HttpRequest, survey: Survey, membership: Membership | None, source: Sheet.Source
) -> HttpResponse:
    state = _closed_to(survey)
    if not state and survey.is_anonymous and has_answered(survey, membership):
        state = "already"
    if state and asks_for_near(request):
        return HttpResponse(status=204)
    if state:
        return _said(request, survey, state)
    if SENT in request.GET and request.method == "GET":
        return _said(request, survey, "thanks")
    material = material_of(survey)
    if not any(question.kind not in ASKED_NOTHING for question in material.questions):
        return _said(request, survey, "empty")
    sheet, words = earlier_sheet(survey, membership)
    voted = [
        pk for votes in (sheet.answers if sheet else {}).values() if isinstance(votes, dict) for pk in votes
    ]
    if asks_for_near(request):
        return near_now(request, material, voted)
    arrived = None
    if request.method == "POST":
        arrived = Arrived(request.POST, material.questions, material.offered)
        ready = arrived.check() and is_new(arrived, material)
        if ready and _received(request, survey, membership, source, arrived):
            return _after(request, survey, membership)
    earlier = as_sent(material.questions, sheet.answers, words) if sheet else {}
    sent, errors = _typed(arrived) if arrived else (earlier, {})
    layout = Layout(survey, material, sent, errors, voted)
    return _form(request, survey, layout, arrived, {"sheet": sheet, "by_link": membership is None})


def _closed_to(survey: Survey) -> str:
    """Why nobody can answer now: "closed", "draft", or "" when they can."""
    if survey.is_closed:
        return "closed"
    return "" if survey.is_open else "draft"


def _received(
    request: HttpRequest,
    survey: Survey,
    membership: Membership | None,
    source: Sheet.Source,
    arrived: Arrived,
) -> bool:
    actor = membership.person if membership and not survey.is_anonymous else None
    try:
        receive_sheet(
            actor=actor, survey=survey, answers=arrived.answers, membership=membership, source=source
        )
    except ValidationError as refusal:
        arrived.refusals = refusal.messages
        return False
    return True


def _after(request: HttpRequest, survey: Survey, membership: Membership | None) -> HttpResponse:
    """Where an anonymous answer leads, nothing tells whose it was: a receipt keeps that address."""
    if survey.is_anonymous or membership is None:
        answer = redirect("survey-thanks", sign("survey-thanks", survey.pk))
        if membership is None:
            answer.set_cookie(cookie_of(survey), "1", max_age=180 * 24 * 3600, samesite="Lax", httponly=True)
        return answer
    return redirect(f"{request.path}?{SENT}=1")


def _typed(arrived: Arrived | None) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    if arrived is None:
        return {}, {}
    return arrived.sent, {} if arrived.is_too_much else arrived.answers.errors


def _form(
    request: HttpRequest, survey: Survey, layout: Layout, arrived: Arrived | None, more: dict[str, Any]
) -> HttpResponse:
    pages = layout.pages()
    context = {
        "survey": survey,
        "of": survey.community,
        "title": layout.words(survey.titles),
        "intro": layout.words(survey.intros),
        "pages": pages,
        "asked": sum(q.question.kind not in ASKED_NOTHING for page in pages for q in page.questions),
        "minutes": minutes_of(layout.material.questions),
        "wrong": [q for page in pages for q in page.questions if q.errors],
        "refusals": arrived.refusals if arrived else [],
        "compares": any(layout.material.statements.values()),
    } | more
    if request.user.is_authenticated and belongs(request.user, survey):
        context["community"] = survey.community
    return render(
        request, "surveys/answering/answer.html", context, status=arrived.status if arrived else 200
    )


def _said(request: HttpRequest, survey: Survey, state: str) -> HttpResponse:
    """A page that says where things stand, where there is nothing to fill in."""
    language = next(iter(survey.community.languages), "")
    context = {
        "survey": survey,
        "of": survey.community,
        "title": said(survey.titles, language),
        "thanks": said(survey.thanks, language),
        "state": state,
        "path": request.path,
        "inside": reverse("survey-mine", args=[survey.community.slug, survey.pk]),
    }
    if request.user.is_authenticated and belongs(request.user, survey):
        context["community"] = survey.community
        context["sentences"] = survey.questions.filter(kind=Kind.STATEMENTS).exists()
    return render(request, "surveys/answering/said.html", context)
