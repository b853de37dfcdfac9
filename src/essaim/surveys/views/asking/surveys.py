"""The surveys of a community, beginning one, and the page of one of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import pgettext

from essaim.communities.models import Attribute, Community
from essaim.communities.queries import community_for
from essaim.communities.rules import pilots
from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.toasts import say, warn
from essaim.notifications.queries import can_send
from essaim.people.requests import SignedIn

from ...actions.asking.making import begin_survey, copy_survey, new_version, remove_draft
from ...actions.asking.refusals import Refused
from ...actions.asking.sending import too_soon
from ...actions.asking.thanking import why_no_thanks
from ...forms.asking.survey import StartForm
from ...forms.asking.texts import CopyForm
from ...forms.asking.thanking import ThanksForm
from ...lasting import minutes_of
from ...models import Survey
from ...queries.asking import (
    asking,
    enough_for,
    has_answers,
    letters_of,
    may_reopen,
    people_to_ask,
    progress_of,
    questions_of,
    reminders_of,
    surveys_of,
    thanks_of,
    to_read,
    to_thank,
    waiting_for,
)
from ...queries.checks import missing_in, troubles_of
from ...queries.things import survey_for
from ...ways import inside, there
from .questions import shown_questions

DEFAULT_THRESHOLD = 5


@door("surveys.see", find=community_for, methods=("GET",))
def surveys(request: SignedIn, community: Community) -> HttpResponse:
    """All of them for those who steer; for the others, those that are open or whose results are shown."""
    if not pilots(request.user, community):
        return _for_members(request, community)
    page = page_of(request, surveys_of(community))
    few = "" if page.paginator.count else _too_few(community)
    return render(
        request, "surveys/asking/surveys.html", {"community": community, "page": page, "interviews": few}
    )


def _for_members(request: SignedIn, community: Community) -> HttpResponse:
    shown = surveys_of(community).filter(publication__isnull=False)
    page = page_of(request, shown)
    waiting = [
        (one.survey, inside("survey-mine", one.survey)) for one in waiting_for(request.user, community)
    ]
    for survey in page:
        survey.community = community
        survey.report_href = inside("report", survey)
    unread = to_read(request.user, community)
    context = {"community": community, "page": page, "waiting": waiting, "unread": unread}
    return render(request, "surveys/asking/to_answer.html", context)


@door("surveys.steer", find=community_for)
def survey_new(request: SignedIn, community: Community) -> HttpResponse:
    attributes = list(Attribute.objects.filter(community=community, several=False))
    form = StartForm(request.POST or None, attributes=attributes)
    if form.is_valid():
        survey = begin_survey(actor=request.user, community=community, **form.chosen())
        return redirect("survey", community.slug, survey.pk)
    context = {
        "community": community,
        "form": form,
        "threshold": DEFAULT_THRESHOLD,
        "interviews": _too_few(community),
    }
    return render(request, "surveys/asking/new.html", context, status=422 if form.errors else 200)


def _too_few(community: Community) -> str:
    """The address of the interviews, where so few people are here that they would tell more."""
    people = people_to_ask(community).count()
    return "" if enough_for(people, DEFAULT_THRESHOLD) else there("interviews", community.slug)


@door("surveys.steer", find=survey_for, methods=("GET",))
def survey(request: SignedIn, survey: Survey) -> HttpResponse:
    """What it is, where it stands, and the next act."""
    if not hasattr(survey, "opening"):
        return _draft(request, survey)
    return sent_page(request, survey)


def sent_page(request: SignedIn, survey: Survey, thanking: ThanksForm | None = None) -> HttpResponse:
    """`thanking`: what was typed to thank, and could not be taken."""
    context = _about(survey) | _sent(survey)
    if survey.is_closed:
        refusal = why_no_thanks(survey)
        context |= {
            "thanks": thanks_of(survey),
            "to_thank": 0 if refusal else to_thank(survey).count(),
            "thanking": thanking or ThanksForm(survey=survey),
        }
    return render(request, "surveys/asking/survey.html", context, status=422 if thanking else 200)


def _draft(request: SignedIn, survey: Survey) -> HttpResponse:
    context = _about(survey) | {"troubles": troubles_of(survey), "former": survey.corrects}
    return render(request, "surveys/asking/draft.html", context)


@door("surveys.steer", find=survey_for, methods=("GET",))
def survey_questions(request: SignedIn, survey: Survey) -> HttpResponse:
    return render(request, "surveys/asking/questions.html", _about(survey))


def _about(survey: Survey) -> dict[str, Any]:
    questions = questions_of(survey)
    others = survey.community.languages[1:]
    locked = survey.is_closed or (hasattr(survey, "opening") and has_answers(survey))
    return {
        "community": survey.community,
        "survey": survey,
        "questions": shown_questions(survey, questions),
        "asking": len(asking(questions)),
        "minutes": minutes_of(questions),
        "languages": [(one, missing_in(survey, questions, one)) for one in others],
        "locked": locked,
        "preview": inside("survey-preview", survey),
    }


def _sent(survey: Survey) -> dict[str, Any]:
    return {
        "progress": progress_of(survey),
        "letters": letters_of(survey),
        "reminders": reminders_of(survey),
        "too_soon": too_soon(survey) if survey.is_open else "",
        "reach": can_send(),
        "may_reopen": may_reopen(survey),
        "report": inside("report", survey),
        "statements": inside("survey-statements", survey),
        "paper": inside("survey-paper", survey),
        "next_version": Survey.objects.filter(corrects=survey).first(),
        "copy_form": CopyForm(),
        "new_people": _new_people(survey) if survey.is_open else 0,
    }


def _new_people(survey: Survey) -> int:
    """How many came since, and were not asked."""
    return people_to_ask(survey.community).exclude(survey_invitations__survey=survey).count()


@door("surveys.steer", find=survey_for, methods=("POST",))
def survey_copy(request: SignedIn, survey: Survey) -> HttpResponse:
    form = CopyForm(request.POST)
    compared = form.is_valid() and form.cleaned_data["compared"]
    copied = copy_survey(actor=request.user, survey=survey, compared=compared)
    say(request, pgettext("surveys", "Here is the copy: change what you wish, then send it."))
    return redirect("survey", survey.community.slug, copied.pk)


@door("surveys.steer", find=survey_for, methods=("POST",))
def survey_version(request: SignedIn, survey: Survey) -> HttpResponse:
    try:
        made = new_version(actor=request.user, survey=survey)
    except Refused as refused:
        warn(request, str(refused))
        return redirect("survey", survey.community.slug, survey.pk)
    return redirect("survey", survey.community.slug, made.pk)


@door("surveys.steer", find=survey_for, methods=("POST",))
def survey_removal(request: SignedIn, survey: Survey) -> HttpResponse:
    try:
        remove_draft(actor=request.user, survey=survey)
    except Refused as refused:
        warn(request, str(refused))
        return redirect("survey", survey.community.slug, survey.pk)
    say(request, pgettext("surveys", "The draft is removed; nobody had been asked."))
    return redirect(reverse("surveys", args=[survey.community.slug]))
