"""Boards as this person may see them: those of the communities in which they are present."""

from __future__ import annotations

from django.http import Http404

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.people.models import Person

from ..models import Board


def board_for(person: Person, *, community: str, board: int) -> Board:
    """A board of a community in which this person is present. Raises Http404."""
    within = community_for(person, community=community)
    found = Board.objects.select_related("closing").filter(community=within, pk=board).first()
    if found is None:
        raise Http404
    found.community = within
    return found


def boards_in(community: Community) -> list[Board]:
    """All its boards, the latest first."""
    return list(Board.objects.filter(community=community).select_related("closing"))
