"""Caring for a circle: correcting it, handing it over, ending it. Consequences are shown before the act."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import npgettext, pgettext

from essaim.core.doors import door
from essaim.core.toasts import say
from essaim.people.requests import SignedIn

from ..actions.caring import close, correct, hand_over
from ..actions.seats import SeatGoneError
from ..calendar import RhythmError
from ..forms.care import CorrectForm, HandOverForm
from ..models import Circle, Seat
from ..queries.circles import circle_for, look_at
from ..queries.fit import slots_for_table, successors
from ..words import first_names, listed


@door("circles.care", find=circle_for)
def circle_correct(request: SignedIn, circle: Circle) -> HttpResponse:
    table = look_at(circle)
    slots = slots_for_table(circle, table.seats)
    data = request.POST if request.method == "POST" else None
    form = CorrectForm(data, table=table, slots=slots)
    if form.is_valid():
        try:
            changed = correct(actor=request.user, circle=circle, changes=form.cleaned_data)
        except RhythmError:
            form.add_error("skipped", pgettext("circles", "No day is left to meet. Take some days out."))
        except SeatGoneError:
            return _to(circle)
        else:
            say(request, _told(circle, table.seats, changed=bool(changed)))
            return _to(circle)
    context = {"community": circle.community, "circle": circle, "form": form, "told": _people(table.seats)}
    return render(request, "circles/circles/correct.html", context, status=422 if data is not None else 200)


@door("circles.care", find=circle_for)
def circle_hand_over(request: SignedIn, circle: Circle) -> HttpResponse:
    table = look_at(circle)
    data = request.POST if request.method == "POST" else None
    form = HandOverForm(data, successors=successors(circle, table.seats))
    if form.is_valid():
        try:
            hand_over(actor=request.user, circle=circle, to=form.chosen.membership)
        except SeatGoneError:
            return _to(circle)
        said = (
            pgettext(
                "circles", "%(name)s facilitates %(circle)s from now on. It is for you to tell the table."
            )
            if circle.told_by_hand
            else pgettext("circles", "%(name)s facilitates %(circle)s from now on. The table is being told.")
        )
        say(request, said % {"name": form.chosen.membership.person, "circle": circle.name})
        return _to(circle)
    context = {"community": circle.community, "circle": circle, "form": form, "told": _people(table.seats)}
    return render(request, "circles/circles/hand_over.html", context, status=422 if data is not None else 200)


@door("circles.adjust", find=circle_for)
def circle_close(request: SignedIn, circle: Circle) -> HttpResponse:
    table = look_at(circle)
    if request.method == "POST":
        close(actor=request.user, circle=circle)
        say(request, pgettext("circles", "%(circle)s is closed.") % {"circle": circle.name})
        return redirect("circles", community=circle.community.slug)
    context = {
        "community": circle.community,
        "circle": circle,
        "coming": len(table.coming),
        "told": _people(table.seats),
        "seats": table.seats,
    }
    return render(request, "circles/circles/close.html", context)


def _people(seats: list[Seat]) -> str:
    return listed(first_names(seat.membership.person for seat in seats if seat.invited_at))


def _told(circle: Circle, seats: list[Seat], *, changed: bool) -> str:
    if not changed:
        return pgettext("circles", "Nothing changed, nobody is told.")
    if circle.told_by_hand:
        return pgettext("circles", "Kept. Nothing is sent from here: it is for you to tell them.")
    told = sum(seat.invited_at is not None for seat in seats)
    return npgettext(
        "circles", "Kept. %(n)s person is being told.", "Kept. %(n)s people are being told.", told
    ) % {"n": told}


def _to(circle: Circle) -> HttpResponse:
    return redirect("circle", community=circle.community.slug, circle=circle.pk)
