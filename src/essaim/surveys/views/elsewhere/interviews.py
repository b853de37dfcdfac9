"""Interviews, for pilots only: the guide, the notes of each, and the findings drawn from them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from essaim.communities.models import Community, Membership
from essaim.communities.queries import community_for, people_of
from essaim.communities.queries.people import FOUND_AT_ONCE
from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.toasts import say
from essaim.people.requests import SignedIn

from ...actions.elsewhere.interviews import (
    draw_finding,
    drop_finding,
    erase_interview,
    keep_interview,
    mend_interview,
)
from ...forms.elsewhere.interviews import FindingForm, InterviewForm, NotesForm
from ...guide import GUIDE
from ...models import Finding, Interview
from ...queries.elsewhere.interviews import drawn_from_interviews, finding_for, interview_for, interviews_of


@door("surveys.steer", find=community_for, methods=("GET",))
def interviews(request: SignedIn, community: Community) -> HttpResponse:
    page = page_of(request, interviews_of(community))
    context = {"community": community, "page": page, "guide": GUIDE}
    return render(request, "surveys/elsewhere/interviews.html", context)


@door("surveys.steer", find=community_for, methods=("GET",))
def guide(request: SignedIn, community: Community) -> HttpResponse:
    return render(request, "surveys/elsewhere/guide.html", {"community": community, "guide": GUIDE})


@door("surveys.steer", find=community_for)
def new(request: SignedIn, community: Community) -> HttpResponse:
    form = InterviewForm(request.POST or None, community=community)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kept = keep_interview(
            actor=request.user,
            community=community,
            membership=given["membership"],
            name=given["name"],
            met_on=given["met_on"],
            notes=form.notes(),
        )
        say(request, pgettext("surveys", "The notes are kept. Only pilots read them."))
        return redirect("interview", community.slug, kept.pk)
    search = (request.POST or request.GET).get("find", "").strip()[:100]
    context = {
        "community": community,
        "form": form,
        "guide": _with_fields(form),
        "search": search,
        "found": _found(community, search),
    }
    return render(request, "surveys/elsewhere/new.html", context, status=422 if form.errors else 200)


@door("surveys.steer", find=interview_for)
def interview(request: SignedIn, interview: Interview) -> HttpResponse:
    form = NotesForm(request.POST or None, interview=interview)
    if request.method == "POST" and form.is_valid():
        met_on = form.cleaned_data["met_on"]
        mend_interview(actor=request.user, interview=interview, met_on=met_on, notes=form.notes())
        say(request, pgettext("surveys", "The notes are kept."))
        return redirect("interview", interview.community.slug, interview.pk)
    context = {
        "community": interview.community,
        "interview": interview,
        "form": form,
        "guide": _with_fields(form),
    }
    return render(request, "surveys/elsewhere/interview.html", context, status=422 if form.errors else 200)


@door("surveys.steer", find=interview_for)
def removal(request: SignedIn, interview: Interview) -> HttpResponse:
    if request.method == "POST":
        erase_interview(actor=request.user, interview=interview)
        say(request, pgettext("surveys", "The interview is erased."))
        return redirect("interviews", interview.community.slug)
    context = {"community": interview.community, "interview": interview}
    return render(request, "surveys/elsewhere/removal.html", context)


@door("surveys.steer", find=community_for)
def findings(request: SignedIn, community: Community) -> HttpResponse:
    form = FindingForm(request.POST or None, community=community)
    if request.method == "POST" and form.is_valid():
        draw_finding(actor=request.user, community=community, **form.cleaned_data)
        say(request, pgettext("surveys", "The finding is kept."))
        return redirect("findings", community.slug)
    page = page_of(request, drawn_from_interviews(community))
    context = {"community": community, "form": form, "page": page}
    return render(request, "surveys/elsewhere/findings.html", context, status=422 if form.errors else 200)


@door("surveys.steer", find=finding_for, methods=("POST",))
def finding_removal(request: SignedIn, finding: Finding) -> HttpResponse:
    drop_finding(actor=request.user, finding=finding)
    say(request, pgettext("surveys", "The finding is let go of."))
    return redirect("findings", finding.community.slug)


def _with_fields(form: NotesForm) -> list[dict[str, Any]]:
    """The moments of the guide, each with the fields of its questions."""
    return [
        {"moment": moment, "fields": [form[f"note_{asked.key}"] for asked in moment.questions]}
        for moment in GUIDE
    ]


def _found(community: Community, words: str) -> list[Membership]:
    """The first few people found, one more than is shown to know that there are others."""
    return list(people_of(community, search=words)[: FOUND_AT_ONCE + 1]) if words else []
