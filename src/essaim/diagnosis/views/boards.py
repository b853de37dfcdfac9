"""The boards of a community, and one of them as its host and its readers see it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.core.doors import door
from essaim.people.requests import SignedIn

from ..models import Board
from ..queries.boards import board_for, boards_in


@door("diagnosis.see", find=community_for, methods=("GET",))
def diagnosis(request: SignedIn, community: Community) -> HttpResponse:
    return render(
        request, "diagnosis/diagnosis.html", {"community": community, "boards": boards_in(community)}
    )


@door("diagnosis.see", find=board_for, methods=("GET",))
def swot(request: SignedIn, board: Board) -> HttpResponse:
    return render(request, "diagnosis/swot.html", {"community": board.community, "board": board})
