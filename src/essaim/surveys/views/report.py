"""The état des lieux of a survey: read, shown to the community, taken back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import pgettext

from essaim.communities.panels import panels_of
from essaim.communities.rules import pilots
from essaim.core.context import projected
from essaim.core.doors import door
from essaim.core.toasts import say, warn
from essaim.people.requests import SignedIn

from ..actions import reports as actions
from ..actions.seeking import seek_camps, stop_seeking
from ..models import Report, Survey
from ..queries.camps import can_have_camps, has_camps, last_search
from ..queries.reading import report_of
from ..queries.things import survey_for
from ..sentences.findings import Speaker
from ..showing.page import first_sentences, group_of, shown_questions
from ..words import said


@door("surveys.read", find=survey_for, methods=("GET",))
def report(request: SignedIn, survey: Survey) -> HttpResponse:
    """`by` names the group by which questions are broken down."""
    last = report_of(survey)
    steers = pilots(request.user, survey) and not projected(request)
    context = {"community": survey.community, "survey": survey, "report": last, "steers": steers}
    if last is None:
        missing = max(survey.threshold - survey.sheets.count(), 0) if steers else 0
        return render(request, "surveys/report/none.html", {**context, "missing": missing})
    context |= _looking(last) if steers else {}
    context["panels"] = [] if projected(request) else panels_of("report", request, survey.community)
    return render(request, "surveys/report/report.html", {**context, **_told(request, survey, last)})


def _looking(report: Report) -> dict[str, Any]:
    """How far the look for camps has come, for those who may stop it or have it done again."""
    search = last_search(report)
    return {
        "search": search,
        "to_look": can_have_camps(report) and not has_camps(report) and not (search and search.is_under_way),
    }


@door("surveys.steer", find=survey_for)
def report_camps(request: SignedIn, survey: Survey) -> HttpResponse:
    """POST has camps looked for, GET follows it."""
    last = report_of(survey)
    if last is None:
        return redirect("report", survey.community.slug, survey.pk)
    if request.method == "POST":
        try:
            seek_camps(actor=request.user, report=last)
        except ValidationError as refusal:
            warn(request, refusal.messages[0])
    elif request.headers.get("HX-Request"):
        return _followed(request, survey, last)
    return redirect("report", survey.community.slug, survey.pk)


def _followed(request: SignedIn, survey: Survey, last: Report) -> HttpResponse:
    """How far it has come; once it has ended, the page is to be read again."""
    search = last_search(last)
    if search is None or not search.is_under_way:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"community": survey.community, "survey": survey, "search": search}
    return render(request, "surveys/report/_looking.html", context)


@door("surveys.steer", find=survey_for, methods=("POST",))
def report_camps_stop(request: SignedIn, survey: Survey) -> HttpResponse:
    last = report_of(survey)
    search = last_search(last) if last else None
    if search:
        stop_seeking(actor=request.user, search=search)
    return redirect("report", survey.community.slug, survey.pk)


def _told(request: SignedIn, survey: Survey, report: Report) -> dict[str, Any]:
    document = report.findings
    default = next(iter(survey.community.languages), "")
    speak = Speaker.of(document, default)
    group = group_of(document, request.GET.get("by", ""))
    groups = [(one["key"], said(one["texts"], default)) for one in document["groups"]]
    return {
        "document": document,
        "sortable": any(one.takes_words for one in survey.questions.all()),
        "first": first_sentences(document, speak),
        "questions": shown_questions(document, speak, group),
        "groups": groups,
        "by": group.key if group else "",
        "by_name": dict(groups).get(group.key, "") if group else "",
    }


@door("surveys.steer", find=survey_for, methods=("POST",))
def report_publish(request: SignedIn, survey: Survey) -> HttpResponse:
    where = reverse("report", args=[survey.community.slug, survey.pk])
    if report_of(survey) is not None:
        actions.publish(actor=request.user, survey=survey)
        undo = reverse("report-take-back", args=[survey.community.slug, survey.pk])
        say(request, pgettext("surveys", "The community can read the findings."), undo=undo)
    return redirect(where)


@door("surveys.steer", find=survey_for, methods=("POST",))
def report_take_back(request: SignedIn, survey: Survey) -> HttpResponse:
    actions.take_back(actor=request.user, survey=survey)
    say(request, pgettext("surveys", "Only the pilots read the findings now."))
    return redirect("report", survey.community.slug, survey.pk)
