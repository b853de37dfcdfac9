"""What other rooms show of a diagnosis: a board that is open now, and the way from findings to it."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from rules.permissions import has_perm

from essaim.communities.models import Community
from essaim.communities.panels import panel
from essaim.people.models import Person

from .models import Board
from .rules import hosts


@panel("community", order=20)
def open_now(request: HttpRequest, community: Community) -> str:
    """The latest open board: its page for who may host it, its room for the others."""
    if not isinstance(request.user, Person):
        return ""
    board = Board.objects.filter(community=community, closing=None).first()
    if board is None:
        return ""
    context = {"board": board, "community": community, "hosts": hosts(request.user, community)}
    return render_to_string("diagnosis/_panel.html", context, request)


@panel("report")
def to_the_board(request: HttpRequest, community: Community) -> str:
    """Beside findings, for who may host: they can be pinned."""
    if not isinstance(request.user, Person) or not hosts(request.user, community):
        return ""
    return render_to_string("diagnosis/_to_pin.html", {"community": community}, request)


@panel("report", order=60)
def to_the_slides(request: HttpRequest, community: Community) -> str:
    """Beside findings, for who may show them to the direction."""
    if not isinstance(request.user, Person) or not has_perm("diagnosis.plan", request.user, community):
        return ""
    return render_to_string("diagnosis/_to_slides.html", {"community": community}, request)
