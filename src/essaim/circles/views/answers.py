"""Answering an invitation from the link in the mail, without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import pgettext

from essaim.communities.letters import needs_link
from essaim.core.doors import open_door
from essaim.core.links import find_by_link
from essaim.core.toasts import say

from ..actions.answers import answer
from ..forms.care import AnswerForm
from ..models import Seat, SeatAnswer
from ..queries.circles import seats_by_link, seats_of
from ..queries.letters import letter
from ..sentences.answers import said_to_them

seat_by_link = find_by_link("seat", seats_by_link)


@open_door(
    "whoever received the invitation answers it, without an account",
    find=seat_by_link,
    methods=("GET", "POST"),
)
def seat_answer(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Opening the link changes nothing: mail programs open links by themselves."""
    reader = seat.membership.person
    spoken = reader.language or translation.get_language() or "fr"
    with translation.override(spoken):
        return _page(request, seat)


def _page(request: HttpRequest, seat: Seat) -> HttpResponse:
    last = seat.answers.last()
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if form.is_valid():
            answer(actor=seat.membership.person, seat=seat, **form.cleaned_data)
            say(request, pgettext("circles", "Thank you, your answer is kept."))
            return redirect(request.path)
    else:
        form = AnswerForm(initial=_initial(request, last))
    said = letter(seat.circle, seat.membership.person, list(seats_of(seat.circle)), kind="again")
    context = {
        "seat": seat,
        "circle": seat.circle,
        "form": form,
        "last": last,
        "last_words": said_to_them(last) if last else "",
        "letter": said,
        "needs": needs_link(seat.membership),
        "closed": hasattr(seat.circle, "closure"),
    }
    return render(request, "circles/circles/answer.html", context, status=422 if form.errors else 200)


def _initial(request: HttpRequest, last: SeatAnswer | None) -> dict[str, str]:
    """The answer of the link that was followed, else the one given before."""
    asked = next((value for value in SeatAnswer.Answer.values if value in request.GET), "")
    if last:
        return {"answer": asked or last.answer, "note": last.note}
    return {"answer": asked}
