"""Thanking those who were asked."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import npgettext

from essaim.core.doors import door
from essaim.core.toasts import say, warn
from essaim.core.words import counted
from essaim.people.requests import SignedIn

from ...actions.asking.refusals import Refused
from ...actions.asking.thanking import thank
from ...forms.asking.thanking import ThanksForm
from ...models import Survey
from ...queries.things import survey_for
from .sending import BY_HAND
from .surveys import sent_page


@door("surveys.steer", find=survey_for, methods=("POST",))
def survey_thanking(request: SignedIn, survey: Survey) -> HttpResponse:
    form = ThanksForm(request.POST, survey=survey)
    if survey.is_closed and not form.is_valid():
        return sent_page(request, survey, form)
    by_hand = request.POST.get("told") == BY_HAND
    day = form.cleaned_data.get("day") if form.is_valid() else None
    try:
        thanked = thank(actor=request.user, survey=survey, day=day, by_hand=by_hand)
    except Refused as refused:
        warn(request, str(refused))
        return redirect("survey", survey.community.slug, survey.pk)
    if by_hand:
        return redirect("survey-messages", survey.community.slug, survey.pk)
    words = npgettext("surveys", "%(n)s person is being thanked.", "%(n)s people are being thanked.", thanked)
    say(request, words % {"n": counted(thanked)})
    return redirect("survey", survey.community.slug, survey.pk)
