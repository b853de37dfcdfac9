"""What there is to show to the direction."""

from __future__ import annotations

from dataclasses import dataclass

from essaim.communities.models import Community
from essaim.people.models import Person
from essaim.surveys.models import Report
from essaim.surveys.queries.findings import reports_for

from ..acts import counts_shown
from ..models import Board, Strategy
from .boards import boards_in, cards_in
from .plan import Standing, standing_of
from .ranking import Ranked, open_strategies, outcome_of, ranking_of


@dataclass(frozen=True, slots=True)
class Material:
    """Reports and boards, the latest first; strategies by rank once that is read out.

    `waiting`: there are boards whose votes are not read out yet. `ranked` is {strategy: its rank and word}.
    """

    community: Community
    reports: list[Report]
    boards: list[Board]
    waiting: bool
    strategies: list[Strategy]
    ranked: dict[int, Ranked]
    standing: Standing


def material_for(person: Person, community: Community) -> Material:
    """What this person may read, and boards with cards whose counts are everybody's."""
    every = boards_in(community)
    cards = cards_in(every)
    written = [board for board in every if cards.get(board.pk)]
    read_out = [board for board in written if counts_shown(board)]
    strategies, ranked = _strategies(community)
    return Material(
        community,
        reports_for(community, person),
        read_out,
        len(read_out) < len(written),
        strategies,
        ranked,
        standing_of(community),
    )


def _strategies(community: Community) -> tuple[list[Strategy], dict[int, Ranked]]:
    told, ranking = open_strategies(community), ranking_of(community)
    if ranking is None:
        return told, {}
    outcome = outcome_of(community, ranking, told)
    order = outcome.in_order
    return order, {one.strategy.pk: one for one in outcome.ranked}
