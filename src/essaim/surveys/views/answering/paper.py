"""Paper: a sheet to print, and entering the sheets that come back, one after the other."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from essaim.core import links
from essaim.core.doors import door
from essaim.core.posted import posted_number
from essaim.core.scanning import qr_code
from essaim.core.toasts import say
from essaim.people.requests import SignedIn

from ...actions.answering import receive_sheet
from ...forms.answers import Arrived
from ...models import Invitee, Sheet, Survey
from ...queries.answering import material_of, not_yet_answered, paper_sheets
from ...queries.things import survey_for
from .shown import Layout


@door("surveys.steer", find=survey_for, methods=("GET",))
def paper(request: SignedIn, survey: Survey) -> HttpResponse:
    material = material_of(survey, as_printed=True)
    layout = Layout(survey, material)
    address = address_of(survey)
    context = {
        "community": survey.community,
        "survey": survey,
        "title": layout.words(survey.titles),
        "intro": layout.words(survey.intros),
        "pages": layout.pages(),
        "address": address,
        "code": qr_code(address),
    }
    return render(request, "surveys/answering/paper.html", context)


def address_of(survey: Survey) -> str:
    """Where the sheet may be answered from a phone instead: the open link, else inside."""
    if survey.open_link:
        return links.absolute("survey-open", token=links.sign("survey-open", survey.pk))
    return links.absolute("survey-mine", community=survey.community.slug, survey=survey.pk)


@door("surveys.steer", find=survey_for)
def sheet_new(request: SignedIn, survey: Survey) -> HttpResponse:
    """One page, made for a keyboard: saving leads to the next empty sheet."""
    material = material_of(survey, as_printed=True)
    waiting = [] if survey.is_anonymous else list(not_yet_answered(survey))
    arrived = None
    if request.method == "POST":
        arrived = Arrived(request.POST, material.questions, material.offered)
        whose = next((each for each in waiting if each.pk == posted_number(request, "whose")), None)
        if arrived.check() and _entered(request, survey, arrived, whose):
            say(request, pgettext("surveys", "The sheet is kept. Here is the next one."))
            return redirect("survey-sheet-new", survey.community.slug, survey.pk)
    errors = {} if arrived is None or arrived.is_too_much else arrived.answers.errors
    layout = Layout(survey, material, arrived.sent if arrived else {}, errors)
    pages = layout.pages()
    context = {
        "community": survey.community,
        "survey": survey,
        "title": layout.words(survey.titles),
        "pages": pages,
        "wrong": [q for page in pages for q in page.questions if q.errors],
        "refusals": arrived.refusals if arrived else [],
        "entered": paper_sheets(survey),
        "waiting": waiting,
        "whose": posted_number(request, "whose"),
        "open": survey.is_open,
    }
    status = arrived.status if arrived else 200
    return render(request, "surveys/answering/sheet_new.html", context, status=status)


def _entered(request: SignedIn, survey: Survey, arrived: Arrived, whose: Invitee | None) -> bool:
    try:
        receive_sheet(
            actor=request.user,
            survey=survey,
            answers=arrived.answers,
            membership=whose.membership if whose else None,
            source=Sheet.Source.PAPER,
        )
    except ValidationError as refusal:
        arrived.refusals = refusal.messages
        return False
    return True
