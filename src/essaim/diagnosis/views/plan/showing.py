"""The page of strategies: while people grade, and once the ranking is read out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext
from rules.permissions import has_perm

from essaim.communities.models import Community
from essaim.core.charts import Chart, Graded, scale
from essaim.people.requests import SignedIn
from essaim.surveys.grades import GRADES

from ...forms.strategies import HoursForm
from ...queries.ranking import (
    FEWEST,
    FEWEST_TO_DRAW,
    Outcome,
    graded_by,
    graders_of,
    open_strategies,
    outcome_of,
    ranking_of,
)
from ...queries.strategies import pairs_to_start_from, rows_of, set_aside_in


def page_of_strategies(
    request: SignedIn, community: Community, *, form: HoursForm | None = None, quiet: bool = False
) -> HttpResponse:
    """`quiet`: without what only a host does, as on a wall."""
    told = open_strategies(community)
    people, by_strategy = graders_of(community)
    ranking = ranking_of(community)
    hosts = has_perm("diagnosis.host", request.user, community) and not quiet
    mine = graded_by(request.user, community)
    context: dict[str, Any] = {
        "community": community,
        "hosts": hosts,
        "wall": quiet,
        "steers": has_perm("diagnosis.plan", request.user, community) and not quiet,
        "people": people,
        "mine": len(mine),
        "rows": rows_of(community, told, by_strategy),
        "fewest": FEWEST,
        "ready": max(by_strategy.values(), default=0) >= FEWEST,
        "set_aside": set_aside_in(community) if hosts else [],
        "pairs": [] if told or not hosts else pairs_to_start_from(community),
    }
    if ranking:
        outcome = outcome_of(community, ranking, told)
        order = outcome.in_order
        context |= {
            "outcome": outcome,
            "rows": rows_of(community, order, by_strategy, outcome.ranked),
            "chart": chart_of(outcome),
            "fewest_to_draw": FEWEST_TO_DRAW,
            "form": form or HoursForm(initial={"hours": ranking.hours}),
        }
    status = 422 if form and form.errors else 200
    return render(request, "diagnosis/strategies/strategies.html", context, status=status)


def chart_of(outcome: Outcome) -> Chart | None:
    """People by grade, for each strategy that enough people graded, the best first."""
    if not outcome.drawn:
        return None
    rows = [Graded(f"{one.rank}. {one.strategy.text}", one.counts) for one in outcome.drawn]
    return scale(pgettext("diagnosis", "How each was graded"), rows, [str(word) for word in GRADES])
