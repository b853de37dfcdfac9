"""Statements: reading those that people add, and what people think of them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import pgettext

from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.toasts import say, warn
from essaim.people.requests import SignedIn

from ...actions.answering import decide, tell_voices, undo_decision
from ...forms.statements import DecisionForm
from ...models import Statement, Survey
from ...queries.answering import seen_by, statements_of
from ...queries.things import statement_for, survey_for

SHOWN = ("proposed", "accepted", "declined")


@door("surveys.moderate", find=survey_for, methods=("GET",))
def statements(request: SignedIn, survey: Survey) -> HttpResponse:
    """Those that wait to be read first; those decided on a tap away."""
    which = request.GET.get("shown", "")
    which = which if which in SHOWN else "proposed"
    rows, counts = statements_of(survey)
    context = {
        "community": survey.community,
        "survey": survey,
        "which": which,
        "counts": counts,
        "page": page_of(request, rows.filter(state=which), count=counts[which]),
        "reasons": Statement.Reason.choices,
        "open": not survey.is_closed,
        "named": survey.mode == Survey.Mode.NAMED,
    }
    return render(request, "surveys/answering/statements.html", context)


@door("surveys.moderate", find=statement_for, methods=("POST",))
def decision(request: SignedIn, statement: Statement) -> HttpResponse:
    survey = statement.question.survey
    where = (survey.community.slug, survey.pk)
    form = DecisionForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        decide(actor=request.user, statement=statement, reason=form.reason())
    except ValidationError as refusal:
        warn(request, refusal.messages[0])
    else:
        words = {
            True: pgettext("surveys", "Declined. Nobody is asked to vote on it."),
            False: pgettext("surveys", "Accepted. People are asked what they think of it."),
        }
        undo = reverse("statement-back", args=(*where, statement.pk))
        say(request, words[bool(form.reason())], undo=undo)
    return redirect("survey-statements", *where)


@door("surveys.moderate", find=statement_for, methods=("POST",))
def undecided(request: SignedIn, statement: Statement) -> HttpResponse:
    survey = statement.question.survey
    try:
        undo_decision(actor=request.user, statement=statement)
    except ValidationError as refusal:
        warn(request, refusal.messages[0])
    else:
        say(request, pgettext("surveys", "It waits to be read again."))
    return redirect("survey-statements", survey.community.slug, survey.pk)


@door("surveys.answer", find=survey_for, methods=("GET",))
def voices(request: SignedIn, survey: Survey) -> HttpResponse:
    """What people think of the statements: after voting or after the closing, as the pilots chose."""
    seen = seen_by(survey, request.user)
    context = {
        "community": survey.community,
        "survey": survey,
        "voices": tell_voices(survey=survey, statements=seen),
        "seen": len(seen),
        "after_voting": survey.statements == Survey.Statements.AFTER_VOTING,
    }
    return render(request, "surveys/answering/voices.html", context)
