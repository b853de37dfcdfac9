"""The tree: leads, facilitators, circles."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.communities.rules import pilots
from essaim.core.context import projected
from essaim.core.doors import door
from essaim.core.toasts import say
from essaim.notifications.queries import can_send
from essaim.people.requests import SignedIn

from ..actions.above import form_above
from ..forms.above import AboveForm
from ..queries.above import gathering_of, without_a_circle_above
from ..queries.sitters import in_charge
from ..queries.tree import Node, tree_of
from ..sentences.circles import in_charge_words
from .circles import drawn


@door("circles.see", find=community_for, methods=("GET",))
def tree(request: SignedIn, community: Community) -> HttpResponse:
    nodes = tree_of(community)
    steers = pilots(request.user, community) and not projected(request)
    context = {
        "community": community,
        "nodes": [_shown(node) for node in nodes],
        "steers": steers,
        "alone": without_a_circle_above(community).count() if steers else 0,
    }
    return render(request, "circles/tree/tree.html", context)


def _shown(node: Node) -> dict[str, Any]:
    return {
        "circle": node.circle,
        "seats": drawn(node.table, node.circle.level),
        "size": len(node.table),
        "led": in_charge_words(node.circle, [sitter.called for sitter in in_charge(node.circle, node.table)]),
        "branches": [
            {"called": at.sitter.called, "leads": at.leads, "below": [_shown(one) for one in at.below]}
            for at in node.branches
        ],
    }


@door("circles.adjust", find=community_for)
def above_new(request: SignedIn, community: Community) -> HttpResponse:
    """Bring facilitators together: what is proposed can be kept with one act."""
    gathering = gathering_of(community)
    data = request.POST if request.method == "POST" else None
    form = AboveForm(data, gathering=gathering, community=community)
    if form.is_valid():
        made = form_above(actor=request.user, community=community, level=gathering.level, **form.cleaned_data)
        reached = can_send().reason != "no-server"
        say(request, _formed_words(reached) % {"circle": made.name})
        page = "circle" if reached else "circle-message"
        return redirect(page, community=community.slug, circle=made.pk)
    context = {"community": community, "gathering": gathering, "form": form}
    return render(request, "circles/tree/above.html", context, status=422 if data is not None else 200)


def _formed_words(reached: bool) -> str:
    if reached:
        return pgettext("circles", "%(circle)s exists; its people are being told.")
    return pgettext("circles", "%(circle)s exists. No e-mail leaves from here: tell its people yourself.")
