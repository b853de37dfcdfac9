"""A search under way: started, followed, stopped. The page can be left and come back to."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from essaim.core.doors import door
from essaim.people.requests import SignedIn

from ..actions.searches import start_search, stop_search
from ..models import FormingRound, Search
from ..queries.forming import latest, round_for, search_under_way, taking_part


@door("circles.form", find=round_for)
def search(request: SignedIn, forming: FormingRound) -> HttpResponse:
    """POST starts a search, GET follows the last one.

    `longer` searches on from the board as it stands; `others` looks for proposals that differ from it.
    """
    if request.method == "POST":
        if not hasattr(forming, "launch"):
            longer, others = "longer" in request.POST, "others" in request.POST
            start = latest(forming) if longer or others else None
            others = others and start is not None
            start_search(actor=request.user, forming=forming, start=start, longer=longer, others=others)
        return redirect("search", forming.community.slug, forming.pk)
    last = forming.searches.first()
    elsewhere = _elsewhere(forming, last)
    if elsewhere:
        return _lead(request, elsewhere)
    shown = {"community": forming.community, "forming": forming, "search": last, **_told(forming, last)}
    if request.headers.get("HX-Request"):
        return render(request, "circles/board/_progress.html", shown)
    return render(request, "circles/board/search.html", shown)


def _elsewhere(forming: FormingRound, last: Search | None) -> str:
    """Where to go once there is nothing to follow."""
    where = {"community": forming.community.slug, "round": forming.pk}
    if last is None or last.state == Search.State.CANCELLED:
        return reverse("board" if latest(forming) else "round", kwargs=where)
    done = "proposals" if last.others else "board"
    return reverse(done, kwargs=where) if last.state == Search.State.DONE else ""


def _lead(request: SignedIn, where: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": where})
    return redirect(where)


def _told(forming: FormingRound, last: Search | None) -> dict[str, Any]:
    """How far the search has come."""
    progress = last.progress if last else {}
    people = progress.get("people") or taking_part(forming).count()
    return {
        "people": people,
        "placed": progress.get("placed"),
        "remaining": _seconds(progress.get("remaining")),
        "under_way": last is not None and last.is_under_way,
        "stopping": last is not None and last.stop_asked_at is not None,
        "trouble": (last.trouble if last else "").splitlines(),
    }


def _seconds(remaining: float | None) -> int | str:
    """Whole seconds, "" when nobody can tell."""
    return "" if remaining is None else round(remaining)


@door("circles.form", find=round_for, methods=("POST",))
def search_stop(request: SignedIn, forming: FormingRound) -> HttpResponse:
    """Stop, and keep the best found so far."""
    last = search_under_way(forming)
    if last:
        stop_search(actor=request.user, search=last)
    return redirect("search", forming.community.slug, forming.pk)
