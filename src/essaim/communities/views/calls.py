"""Asking people by oneself: each one's own message and link, for the pilots to send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext

from essaim.core.doors import door
from essaim.core.downloads import csv_file
from essaim.core.links import mail_link
from essaim.core.pages import page_of
from essaim.engines.grouping.files.table import neutral
from essaim.notifications.letters import Letter
from essaim.notifications.queries import links_open
from essaim.people.requests import SignedIn

from ..forms import FindForm
from ..letters import availability_to_ask, needs_link, withdraw_link
from ..models import AvailabilityCall, Membership
from ..models.membership import Memberships
from ..queries import call_by_hand_for, matching, to_ask_in

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class ToSend:
    """What one person is to be sent, and a link that opens it in the pilot's mail program."""

    membership: Membership
    letter: Letter

    @property
    def link(self) -> str:
        return needs_link(self.membership)

    @property
    def mail_link(self) -> str:
        return mail_link(self.letter.subject, self.letter.text, to=self.membership.person.email)


@door("communities.steer", find=call_by_hand_for, methods=("GET",))
def messages(request: SignedIn, call: AvailabilityCall) -> HttpResponse:
    """Only those who have still said nothing: whoever answers leaves the list."""
    form = FindForm(request.GET)
    people = to_ask(call)
    page = page_of(request, matching(people, form.searched()), PER_PAGE)
    context = {
        "community": call.community,
        "call": call,
        "form": form,
        "page": page,
        "total": page.paginator.count if not form.searched() else people.count(),
        "to_send": [ToSend(each, availability_to_ask(each, call)) for each in page],
        "reach": links_open(),
    }
    return render(request, "communities/call_messages.html", context)


@door("communities.steer", find=call_by_hand_for, methods=("GET",))
def messages_file(request: SignedIn, call: AvailabilityCall) -> StreamingHttpResponse:
    """The same for a mail merge, a row for each person."""
    header = [
        pgettext("communities", "E-mail address"),
        pgettext("communities", "First name"),
        pgettext("communities", "Name"),
        pgettext("communities", "Subject"),
        pgettext("communities", "Message"),
        pgettext("communities", "Link to answer"),
        pgettext("communities", "Link to withdraw"),
    ]
    return csv_file(f"essaim-messages-{call.pk}.csv", header, _rows(call))


def to_ask(call: AvailabilityCall) -> Memberships:
    return to_ask_in(call.community).select_related("community", "person", "arrived_by")


def _rows(call: AvailabilityCall) -> Iterator[tuple[str, ...]]:
    for membership in matching(to_ask(call), ""):
        person, letter = membership.person, availability_to_ask(membership, call)
        told = (person.email, person.called, person.name, letter.subject, letter.text)
        yield *map(neutral, told), needs_link(membership), withdraw_link(membership)
