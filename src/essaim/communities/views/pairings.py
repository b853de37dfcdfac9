"""Pairs to keep together or apart, for pilots only."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from essaim.core.doors import door
from essaim.core.pages import page_of
from essaim.core.toasts import say
from essaim.people.requests import SignedIn

from ..actions import pair, unpair
from ..forms import PairForm
from ..models import Community, Membership, Pairing
from ..queries import (
    community_for,
    contradictions_among,
    pairing_for,
    pairings_in,
    people_of,
)
from ..queries.people import FOUND_AT_ONCE


@door("communities.steer", find=community_for)
def pairings(request: SignedIn, community: Community) -> HttpResponse:
    form = PairForm(request.POST or None, community=community)
    if request.method == "POST" and form.is_valid():
        try:
            pair(actor=request.user, community=community, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            say(request, pgettext("communities", "Forming will hold to it. Nobody else is told."))
            return redirect("pairings", community=community.slug)
    asked = pairings_in(community)
    search = {
        name: (request.POST or request.GET).get(f"find-{name}", "").strip()[:100] for name in ("one", "other")
    }
    page = {
        "community": community,
        "form": form,
        "page": page_of(request, asked),
        "contradictions": contradictions_among(asked),
        "search": search,
        "found": {name: _found(community, words) for name, words in search.items()},
    }
    return render(request, "communities/pairings.html", page, status=422 if form.errors else 200)


def _found(community: Community, words: str) -> list[Membership]:
    """The first few people found, one more than is shown to know that there are others."""
    return list(people_of(community, search=words)[: FOUND_AT_ONCE + 1]) if words else []


@door("communities.steer", find=pairing_for, methods=("POST",))
def removal(request: SignedIn, pairing: Pairing) -> HttpResponse:
    unpair(actor=request.user, pairing=pairing)
    say(request, pgettext("communities", "This pair is let go of."))
    return redirect("pairings", community=pairing.community.slug)
