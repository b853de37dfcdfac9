"""What is known of when people can: asking, and setting for many at once."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import npgettext, pgettext

from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.toasts import say
from essaim.notifications.queries import can_send
from essaim.people.requests import SignedIn

from ..actions import call_for_availability, set_for_many, undo_for_many
from ..forms import CallForm, ManyForm
from ..models import Community, Membership, NeedsChange
from ..models.membership import Memberships
from ..queries import (
    Folded,
    change_for,
    community_for,
    offered_slots,
    standing_of,
    unknown_in,
    who_could_sit,
)

SHOWN = ("unknown", "known", "all")


@door("communities.steer", find=community_for, methods=("GET",))
def availability(request: SignedIn, community: Community) -> HttpResponse:
    """For all, or (`?person=`) for one of them, already ticked."""
    one = request.GET.get("person", "")
    ticked = [int(one)] if one.isdecimal() else []
    many = ManyForm(community=community, offered=offered_slots(community), ticked=ticked)
    return _page(request, community, CallForm(), many)


def _page(request: SignedIn, community: Community, call: CallForm, many: ManyForm) -> HttpResponse:
    which = request.GET.get("shown", "")
    which = which if which in SHOWN else "unknown"
    alone = many.ticked if not many.is_bound else ()
    if alone:
        which = "all"
    standing = standing_of(community)
    known = standing.known
    people = _people(community, which)
    count = {"unknown": known.unknown, "known": known.known, "all": known.total}[which]
    if alone:
        people, count = people.filter(pk__in=alone), len(alone)
    page = {
        "community": community,
        "known": known,
        "standing": standing,
        "to_ask": known.unknown - standing.unread_people,
        "which": which,
        "alone": alone,
        "page": page_of(request, people, count=count),
        "call_form": call,
        "many_form": many,
        "reach": can_send(),
    }
    status = 422 if call.errors or many.errors else 200
    return render(request, "communities/availability.html", page, status=status)


def _people(community: Community, which: str) -> Memberships:
    people = (
        who_could_sit(community).select_related("person").order_by(Folded("person__name"), "person__email")
    )
    return people if which == "all" else people.filter(availability_known_at__isnull=which == "unknown")


@door("communities.steer", find=community_for)
def call(request: SignedIn, community: Community) -> HttpResponse:
    """Its address is also where a form that could not be taken is mended."""
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by_hand = request.POST.get("told") == "by-hand"
        made = call_for_availability(
            actor=request.user, community=community, by_hand=by_hand, **form.cleaned_data
        )
        if by_hand:
            return redirect("call-messages", community=community.slug, call=made.pk)
        words = npgettext(
            "communities", "%(n)s person is being asked.", "%(n)s people are being asked.", made.asked
        )
        say(request, words % {"n": made.asked})
        return redirect("availability", community=community.slug)
    return _page(request, community, form, ManyForm(community=community, offered=offered_slots(community)))


@door("communities.steer", find=community_for)
def for_many(request: SignedIn, community: Community) -> HttpResponse:
    ticked = [int(pk) for pk in request.POST.getlist("person") if pk.isdecimal()][:1000]
    form = ManyForm(
        request.POST or None, community=community, offered=offered_slots(community), ticked=ticked
    )
    if request.method == "POST" and form.is_valid():
        chosen = _chosen(community, form.cleaned_data["who"], ticked)
        change = set_for_many(actor=request.user, community=community, memberships=chosen, **form.settings())
        _tell(request, change)
        return redirect("availability", community=community.slug)
    return _page(request, community, CallForm(), form)


def _chosen(community: Community, who: str, ticked: list[int]) -> Memberships:
    if who == "unknown":
        return unknown_in(community)
    return Membership.objects.present().filter(community=community, pk__in=ticked)


def _tell(request: SignedIn, change: NeedsChange) -> None:
    people = change.before.count()
    words = npgettext("communities", "Set for %(n)s person.", "Set for %(n)s people.", people) % {"n": people}
    say(request, words, undo=reverse("needs-undo", args=[change.community.slug, change.pk]))


@door("communities.steer", find=change_for, methods=("POST",))
def undo(request: SignedIn, change: NeedsChange) -> HttpResponse:
    back = "phrases" if change.phrases.exists() else "availability"
    undo_for_many(actor=request.user, change=change)
    say(request, pgettext("communities", "Put back as it was."))
    return redirect(back, community=change.community.slug)
