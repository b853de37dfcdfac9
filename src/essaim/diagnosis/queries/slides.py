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


@dataclass(frozen=True, slots=True)
class Material:
    """Reports and boards, the latest first. `waiting`: there are boards whose votes are not read out yet."""

    community: Community
    reports: list[Report]
    boards: list[Board]
    waiting: bool
    strategies: list[Strategy]
    standing: Standing


def material_for(person: Person, community: Community) -> Material:
    """What this person may read, and boards with cards whose counts are everybody's."""
    every = boards_in(community)
    cards = cards_in(every)
    written = [board for board in every if cards.get(board.pk)]
    read_out = [board for board in written if counts_shown(board)]
    return Material(
        community,
        reports_for(community, person),
        read_out,
        len(read_out) < len(written),
        list(Strategy.objects.filter(community=community).order_by("id")),
        standing_of(community),
    )
