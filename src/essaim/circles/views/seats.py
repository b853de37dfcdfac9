"""The day after: giving a seat to somebody, moving one person, taking a seat away, inviting again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from essaim.communities.models import Community, Membership
from essaim.communities.queries import community_for
from essaim.communities.rules import pilots
from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.toasts import say, warn
from essaim.people.requests import SignedIn

from ..actions.seats import SeatGoneError, SeatTakenError, give_seat, invite_again, move_seat, take_seat_away
from ..models import Circle, Seat
from ..queries.circles import answers_of, living, seat_for, seats_of, seeker_for, times_of, to_come
from ..queries.fit import Fit, Fits, fits_for
from ..queries.forming import without_a_circle
from ..queries.offers import attributes_of, people_by_id
from ..queries.sitters import as_sitters
from ..sentences.answers import said_of_them
from ..sentences.circles import in_charge_words
from ..sentences.rules import rule_sentence
from ..sentences.who import Who
from ..words import moment
from .circles import drawn


@door("circles.adjust", find=community_for, methods=("GET",))
def without_circle(request: SignedIn, community: Community) -> HttpResponse:
    people = without_a_circle(community).select_related("person").order_by("-pk")
    context = {"community": community, "page": page_of(request, people)}
    return render(request, "circles/circles/without.html", context)


@door("circles.adjust", find=seeker_for)
def seat_new(request: SignedIn, membership: Membership) -> HttpResponse:
    """Where somebody without a circle fits, best first; a word is enough to seat them."""
    community = membership.community
    if request.method == "POST":
        circle = _chosen(request, community)
        if circle:
            try:
                give_seat(actor=request.user, circle=circle, membership=membership)
            except (SeatTakenError, SeatGoneError):
                warn(request, _elsewhere())
            else:
                said = pgettext("circles", "%(name)s sits in %(circle)s and is being told.")
                return _seated(request, membership, circle, said)
    return _places(request, membership, None)


@door("circles.adjust", find=seat_for)
def seat_move(request: SignedIn, seat: Seat) -> HttpResponse:
    community = seat.circle.community
    if request.method == "POST":
        circle = _chosen(request, community)
        if circle:
            try:
                move_seat(actor=request.user, seat=seat, to=circle)
            except (SeatTakenError, SeatGoneError):
                warn(request, _elsewhere())
            else:
                said = pgettext("circles", "%(name)s now sits in %(circle)s and is being told.")
                return _seated(request, seat.membership, circle, said)
    seat.membership.community = community
    return _places(request, seat.membership, seat)


def _seated(request: SignedIn, membership: Membership, circle: Circle, said: str) -> HttpResponse:
    """To the table they join; where nothing is sent from here, to the message that is left to send."""
    if circle.told_by_hand:
        said = pgettext(
            "circles", "%(name)s sits in %(circle)s. Nothing is sent from here: tell them yourself."
        )
    say(request, said % {"name": membership.person, "circle": circle.name})
    page = "circle-message" if circle.told_by_hand else "circle"
    return redirect(page, community=circle.community.slug, circle=circle.pk)


def _chosen(request: SignedIn, community: Community) -> Circle | None:
    pk = request.POST.get("circle", "")
    at = living(community).select_related("community", "launch")
    return at.filter(pk=int(pk)).first() if pk.isdecimal() else None


def _elsewhere() -> str:
    return pgettext("circles", "Somebody changed this meanwhile. Here is how it stands now.")


def _places(request: SignedIn, membership: Membership, seat: Seat | None) -> HttpResponse:
    found = fits_for(membership.community, membership)
    who = _who(membership.community, found, seat)
    context = {
        "community": membership.community,
        "membership": membership,
        "seat": seat,
        "leaving": [rule_sentence(rule, who) for rule in found.leaving],
        "fits": [_option(fit, who, membership.community) for fit in found.fits if fit.holds],
        "others": [_option(fit, who, membership.community) for fit in found.fits if not fit.holds],
    }
    return render(request, "circles/circles/places.html", context)


def _who(community: Community, found: Fits, seat: Seat | None) -> Who:
    rules = [*found.leaving, *(rule for fit in found.fits for rule in fit.broken)]
    names = {str(fit.circle.pk): fit.circle.name for fit in found.fits}
    if seat:
        names[str(seat.circle_id)] = seat.circle.name
    people = people_by_id({int(key) for rule in rules for key in rule.people})
    return Who(people, names, {one.key: one.name for one in attributes_of(community)})


def _option(fit: Fit, who: Who, community: Community) -> dict[str, Any]:
    circle = fit.circle
    coming = to_come(times_of(circle, community), circle.minutes)
    return {
        "circle": circle,
        "seats": drawn(as_sitters(fit.seats)),
        "size": len(fit.seats),
        "after": len(fit.seats) + 1,
        "next": moment(coming[0]) if coming else "",
        "preferred": fit.preferred,
        "led": in_charge_words(circle, [seat.membership.person.called for seat in fit.facilitators]),
        "led_by": [seat.membership.person for seat in fit.facilitators],
        "broken": [rule_sentence(rule, who) for rule in fit.broken],
    }


@door("circles.care", find=seat_for, methods=("GET",))
def seat(request: SignedIn, seat: Seat) -> HttpResponse:
    """One person at a table, what they answered, and what can be done for them."""
    leading = [held for held in seats_of(seat.circle) if held.part != Seat.Part.MEMBER and held.pk != seat.pk]
    answer = answers_of([seat]).get(seat.pk)
    context = {
        "community": seat.circle.community,
        "circle": seat.circle,
        "seat": seat,
        "answer": answer,
        "answer_words": said_of_them(answer) if answer else "",
        "leading": [held.membership.person for held in leading],
        "steers": pilots(request.user, seat.circle),
    }
    return render(request, "circles/circles/seat.html", context)


@door("circles.adjust", find=seat_for, methods=("POST",))
def seat_end(request: SignedIn, seat: Seat) -> HttpResponse:
    try:
        take_seat_away(actor=request.user, seat=seat)
    except SeatGoneError:
        warn(request, _elsewhere())
    else:
        said = pgettext("circles", "%(name)s no longer sits in %(circle)s.")
        say(request, said % {"name": seat.membership.person, "circle": seat.circle.name})
    return redirect("circle", community=seat.circle.community.slug, circle=seat.circle_id)


@door("circles.care", find=seat_for, methods=("POST",))
def seat_invitation(request: SignedIn, seat: Seat) -> HttpResponse:
    if seat.circle.told_by_hand:
        return redirect("circle-message", community=seat.circle.community.slug, circle=seat.circle_id)
    try:
        invite_again(actor=request.user, seat=seat)
    except SeatGoneError:
        warn(request, _elsewhere())
    else:
        said = pgettext("circles", "The invitation is on its way to %(name)s again.")
        say(request, said % {"name": seat.membership.person})
    return redirect("circle", community=seat.circle.community.slug, circle=seat.circle_id)
