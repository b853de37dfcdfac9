"""Proposals side by side with the board: what each is, what it trades, and keeping one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from essaim.core.doors import door
from essaim.core.posted import posted_number
from essaim.people.requests import SignedIn

from ...actions.searches import keep_other
from ...models import FormingRound, Search
from ...queries.forming import latest, others_found, round_for
from ...sentences.proposals import aim_words, traded_words
from .changes import made_on_board


@door("circles.form", find=round_for)
def proposals(request: SignedIn, forming: FormingRound) -> HttpResponse:
    """GET compares what was found; POST keeps one (`which`) in place of the board at `number`."""
    board = latest(forming)
    search = others_found(board) if board else None
    if search is None or hasattr(forming, "launch"):
        return redirect("board", forming.community.slug, forming.pk)
    if request.method == "POST":
        number, which = posted_number(request, "number"), posted_number(request, "which")
        return made_on_board(
            request,
            forming,
            None,
            lambda: keep_other(actor=request.user, search=search, number=number, which=which),
        )
    columns = [_shown(which, one) for which, one in enumerate(search.found)]
    shown = {
        "community": forming.community,
        "forming": forming,
        "number": search.start.number if search.start else 0,
        "columns": columns,
        "rows": _rows(search),
    }
    return render(request, "circles/board/proposals.html", shown)


def _shown(which: int, one: dict[str, Any]) -> dict[str, Any]:
    return {
        "which": which,
        "name": aim_words(one["aim"]),
        "facts": one["facts"],
        "traded": traded_words(one) if which else [],
        "dearer": one["dearer"],
    }


def _rows(search: Search) -> set[str]:
    """The facts worth a row: those that speak of somebody in one proposal or another."""
    shown = {name for name in ("liked", "moved", "met_again") if any(o["facts"][name] for o in search.found)}
    return {"placed", "circles", "slots"} | shown
