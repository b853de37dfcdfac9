"""Saying what one needs, from inside or from a link in an e-mail; and withdrawing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from essaim.core.doors import door, open_door
from essaim.core.links import find_by_link
from essaim.people.requests import SignedIn

from ..actions import say_needs, withdraw
from ..forms import NeedsForm
from ..letters import withdraw_link
from ..models import Departure, Membership
from ..models.membership import Memberships
from ..queries import own_membership
from ..queries.needs import needs_of

SAVED = "saved"


@door("communities.answer", find=own_membership)
def my_needs(request: SignedIn, membership: Membership) -> HttpResponse:
    page = {"community": membership.community}
    return _needs(request, membership, "communities/my_needs.html", page)


def present() -> Memberships:
    return Membership.objects.present().select_related("community", "person")


def everyone() -> Memberships:
    return Membership.objects.select_related("community", "person", "arrived_by")


@open_door(
    "the link in an e-mail opens one person’s own answers",
    find=find_by_link("needs", present),
    methods=("GET", "POST"),
)
def needs_by_link(request: HttpRequest, membership: Membership) -> HttpResponse:
    page = {"withdraw": withdraw_link(membership)}
    return _needs(request, membership, "communities/needs_by_link.html", page)


def _needs(request: HttpRequest, membership: Membership, template: str, page: dict[str, Any]) -> HttpResponse:
    form = NeedsForm(request.POST or None, membership=membership)
    if request.method == "POST" and form.is_valid():
        try:
            say_needs(actor=membership.person, membership=membership, needs=form.needs())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect(f"{request.path}?{SAVED}=1")
    page |= {
        "of": membership.community,
        "membership": membership,
        "form": form,
        "seen": needs_of(membership),
        "saved": SAVED in request.GET,
    }
    return render(request, template, page, status=422 if form.errors else 200)


@open_door(
    "the link in an e-mail lets one person withdraw, and mail programs do it in one click (RFC 8058)",
    find=find_by_link("withdraw", everyone),
    methods=("GET", "POST"),
)
def withdrawal(request: HttpRequest, membership: Membership) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        try:
            withdraw(membership=membership)
        except ValidationError as refused:
            refusal = refused.messages[0]
        else:
            return redirect(request.path)
    page = {
        "membership": membership,
        "of": membership.community,
        "gone": Departure.objects.filter(membership=membership, way=Departure.Way.WITHDREW).exists(),
        "refusal": refusal,
    }
    return render(request, "communities/withdraw.html", page, status=422 if refusal else 200)


# A mail program that withdraws in one click holds no cookie and no token of ours: the link is the proof.
withdrawal = csrf_exempt(withdrawal)
