"""Boards as this person may see them: those of the communities in which they are present."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count
from django.http import Http404

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.core.prepared import Prepared
from essaim.people.models import Person

from ..models import Board, Card, Participant, Vote


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


def board_of(code: str) -> Board | None:
    """The board this code is of, closed or not; None where there is none."""
    rows = _by_code.all(code) if code else []
    if not rows:
        return None
    fields, (closing, *of_community) = rows[0][: len(FIELDS)], rows[0][len(FIELDS) :]
    found = Board.from_db(DEFAULT_DB_ALIAS, FIELDS, fields)
    found.community = Community.from_db(DEFAULT_DB_ALIAS, OF_COMMUNITY, of_community)
    if closing is None:
        found._state.fields_cache["closing"] = None
    return found


FIELDS = [field.attname for field in Board._meta.concrete_fields]
OF_COMMUNITY = [field.attname for field in Community._meta.concrete_fields]
# Forty phones ask for it whenever a card is added.
_by_code = Prepared(
    lambda code: (
        Board.objects.filter(code=code)
        .order_by()
        .values_list(*FIELDS, "closing__pk", *(f"community__{name}" for name in OF_COMMUNITY))
    )
)


def cards_in(boards: list[Board]) -> dict[int, int]:
    """How many cards each board has."""
    counted = Card.objects.filter(board__in=boards, removal__isnull=True).values_list("board")
    return dict(counted.annotate(n=Count("pk")).order_by())


@dataclass(frozen=True, slots=True)
class Figures:
    """How far the room is: cards, those who took part, votes given."""

    cards: int
    people: int
    votes: int


def figures_of(board: Board) -> Figures:
    cards = Card.objects.filter(board=board, removal__isnull=True).count()
    people = Participant.objects.filter(board=board).count()
    votes = Vote.objects.filter(card__board=board, card__removal__isnull=True).count()
    return Figures(cards, people, votes)


def own_votes(participant: Participant | None) -> set[int]:
    """The cards to which this participant gave a vote."""
    if participant is None:
        return set()
    given = Vote.objects.filter(participant=participant, card__removal__isnull=True)
    return set(given.values_list("card", flat=True))
