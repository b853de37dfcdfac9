"""Sending a survey, sharing it, reminding, closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import npgettext, pgettext

from essaim.core import links
from essaim.core.doors import door
from essaim.core.downloads import csv_file
from essaim.core.links import mail_link
from essaim.core.pages import page_of
from essaim.core.scanning import qr_code
from essaim.core.toasts import say, warn
from essaim.core.words import counted
from essaim.engines.grouping.files.table import neutral
from essaim.notifications.letters import Letter
from essaim.notifications.queries import can_send, links_open
from essaim.people.requests import SignedIn

from ...actions.asking.refusals import Refused
from ...actions.asking.sending import close_survey, invite_more, open_survey, remind, reopen
from ...forms.asking.survey import MODE_NOTES, MODES, RecipientsForm
from ...lasting import minutes_of
from ...letters import letter_to_send, thanks_to_send
from ...models import Invitee, Survey
from ...queries.asking import (
    letters_of,
    people_to_ask,
    questions_of,
    reminders_of,
    thanks_of,
    to_remind,
    to_thank,
)
from ...queries.checks import troubles_of
from ...queries.recipients import chosen, offered_to
from ...queries.things import survey_for
from ...ways import answer_link, findings_link, inside, open_link

PER_PAGE = 20
BY_HAND = "by-hand"


@door("surveys.steer", find=survey_for)
def survey_opening(request: SignedIn, survey: Survey) -> HttpResponse:
    """What may trouble people, whom to ask, and sending."""
    community = survey.community
    if hasattr(survey, "opening"):
        return _page_of(survey)
    form = RecipientsForm(request.POST or None, offered=offered_to(community))
    refused: tuple[str, ...] = ()
    if form.is_valid():
        people = chosen(community, form.cleaned_data["who"])
        by_hand = request.POST.get("told") == BY_HAND
        try:
            open_survey(actor=request.user, survey=survey, people=people, by_hand=by_hand)
        except Refused as refusal:
            refused = refusal.sentences
        else:
            return _messages_of(survey) if by_hand else _page_of(survey)
    troubles = troubles_of(survey)
    context = {
        "community": community,
        "survey": survey,
        "form": form,
        "troubles": troubles,
        "stops": any(trouble.stops for trouble in troubles),
        "refused": refused,
        "minutes": minutes_of(questions_of(survey)),
        "mode": dict(MODES)[survey.mode],
        "mode_note": MODE_NOTES[survey.mode],
        "reach": can_send(),
        "preview": inside("survey-preview", survey),
        "former": survey.corrects,
    }
    bad = form.errors or refused
    return render(request, "surveys/asking/opening.html", context, status=422 if bad else 200)


@door("surveys.steer", find=survey_for, methods=("POST",))
def survey_more(request: SignedIn, survey: Survey) -> HttpResponse:
    """Ask those who came since."""
    try:
        asked = invite_more(actor=request.user, survey=survey, people=people_to_ask(survey.community))
    except Refused as refused:
        warn(request, str(refused))
        return _page_of(survey)
    words = npgettext("surveys", "%(n)s more person is asked.", "%(n)s more people are asked.", asked)
    say(request, words % {"n": counted(asked)})
    return _page_of(survey)


@door("surveys.steer", find=survey_for, methods=("POST",))
def survey_reminder(request: SignedIn, survey: Survey) -> HttpResponse:
    by_hand = request.POST.get("told") == BY_HAND
    try:
        asked = remind(actor=request.user, survey=survey, by_hand=by_hand)
    except Refused as refused:
        warn(request, str(refused))
        return _page_of(survey)
    if by_hand:
        return _messages_of(survey)
    words = npgettext("surveys", "%(n)s person is being reminded.", "%(n)s people are being reminded.", asked)
    say(request, words % {"n": counted(asked)})
    return _page_of(survey)


@door("surveys.steer", find=survey_for, methods=("POST",))
def survey_closing(request: SignedIn, survey: Survey) -> HttpResponse:
    try:
        close_survey(actor=request.user, survey=survey)
    except Refused as refused:
        warn(request, str(refused))
        return _page_of(survey)
    back = reverse("survey-reopening", args=[survey.community.slug, survey.pk])
    words = pgettext("surveys", "The survey is closed: no more answers are taken.")
    say(request, words, undo="" if survey.is_anonymous else back)
    return _page_of(survey)


@door("surveys.steer", find=survey_for, methods=("POST",))
def survey_reopening(request: SignedIn, survey: Survey) -> HttpResponse:
    try:
        reopen(actor=request.user, survey=survey)
    except Refused as refused:
        warn(request, str(refused))
    else:
        say(request, pgettext("surveys", "The survey is open again."))
    return _page_of(survey)


@door("surveys.steer", find=survey_for, methods=("GET",))
def survey_share(request: SignedIn, survey: Survey) -> HttpResponse:
    """The link and its code, to be shown in a room; without an open link, members sign in."""
    address = open_link(survey) or links.whole(inside("survey-mine", survey))
    context = {
        "community": survey.community,
        "survey": survey,
        "address": address,
        "code": qr_code(address),
        "minutes": minutes_of(questions_of(survey)),
    }
    return render(request, "surveys/asking/share.html", context)


@dataclass(frozen=True, slots=True)
class ToSend:
    """What one person is to be sent, and a link that opens it in the pilot's mail program."""

    invitee: Invitee
    letter: Letter

    @property
    def link(self) -> str:
        return (
            findings_link(self.invitee.survey) if self.invitee.survey.is_closed else answer_link(self.invitee)
        )

    @property
    def mail_link(self) -> str:
        return mail_link(self.letter.subject, self.letter.text, to=self.invitee.membership.person.email)


@door("surveys.steer", find=survey_for, methods=("GET",))
def survey_messages(request: SignedIn, survey: Survey) -> HttpResponse:
    """Each one's own message and link, for the pilots to send. Whoever answers leaves the list; once the
    survey is closed, the thanks."""
    page = page_of(request, _waiting(survey), PER_PAGE)
    write = _writer(survey)
    context: dict[str, Any] = {
        "community": survey.community,
        "survey": survey,
        "page": page,
        "to_send": [ToSend(one, write(_knowing(one, survey))) for one in page],
        "reach": links_open(),
        "letters": letters_of(survey),
    }
    return render(request, "surveys/asking/messages.html", context)


@door("surveys.steer", find=survey_for, methods=("GET",))
def survey_messages_file(request: SignedIn, survey: Survey) -> StreamingHttpResponse:
    """The same for a mail merge, a row for each person."""
    header = [
        pgettext("surveys", "E-mail address"),
        pgettext("surveys", "First name"),
        pgettext("surveys", "Name"),
        pgettext("surveys", "Subject"),
        pgettext("surveys", "Message"),
        pgettext("surveys", "Link"),
    ]
    return csv_file(f"essaim-survey-{survey.pk}.csv", header, _rows(survey))


def _rows(survey: Survey) -> Iterator[tuple[str, ...]]:
    write = _writer(survey)
    for invitee in _waiting(survey):
        person = invitee.membership.person
        one = ToSend(invitee, write(_knowing(invitee, survey)))
        told = (person.email, person.called, person.name, one.letter.subject, one.letter.text)
        yield *map(neutral, told), one.link


def _writer(survey: Survey) -> Callable[[Invitee], Letter]:
    if survey.is_closed and (thanks := thanks_of(survey)):
        return partial(thanks_to_send, thanks=thanks)
    return partial(letter_to_send, number=reminders_of(survey))


def _waiting(survey: Survey) -> QuerySet[Invitee]:
    """In the order of names, which says nothing of who answered when."""
    waiting = to_remind(survey) if survey.is_open else Invitee.objects.none()
    if survey.is_closed and thanks_of(survey):
        waiting = to_thank(survey)
    return waiting.select_related("membership__person").order_by("membership__person__name", "pk")


def _knowing(invitee: Invitee, survey: Survey) -> Invitee:
    invitee.survey = survey
    invitee.membership.community = survey.community
    return invitee


def _page_of(survey: Survey) -> HttpResponse:
    return redirect("survey", survey.community.slug, survey.pk)


def _messages_of(survey: Survey) -> HttpResponse:
    return redirect("survey-messages", survey.community.slug, survey.pk)
