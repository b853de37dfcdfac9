"""Strategies as this person may see them, with the cards they cite, and pairs of cards to start from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations

from django.db.models import Count
from django.http import Http404

from essaim.communities.models import Community
from essaim.communities.queries import community_for
from essaim.people.models import Person

from ..meetings import MEETINGS, Meeting, meetings_of
from ..models import Action, Quadrant, Strategy
from .chain import Cited, cards_of, top_cards
from .ranking import Ranked

TOP = 3
"""Cards of a box that are looked at for ready pairs."""


@dataclass(frozen=True, slots=True)
class Row:
    """A strategy on a page: its cards, how many people graded it, how many actions came of it."""

    strategy: Strategy
    cards: list[Cited]
    people: int
    actions: int
    ranked: Ranked | None = None

    @property
    def meetings(self) -> list[Meeting]:
        return meetings_of(card.quadrant for card in self.cards)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that meet, to start from."""

    meeting: Meeting
    inside: Cited
    outside: Cited

    @property
    def both(self) -> tuple[Cited, Cited]:
        return self.inside, self.outside


def strategy_for(person: Person, *, community: str, strategy: int) -> Strategy:
    """A strategy of a community in which this person is present. Raises Http404."""
    within = community_for(person, community=community)
    found = Strategy.objects.select_related("shelving").filter(community=within, pk=strategy).first()
    if found is None:
        raise Http404
    found.community = within
    return found


def strategy_asked(community: Community, key: str) -> Strategy | None:
    """The strategy of which an action is to be made; None for a key that is none of this community."""
    if not (key.isascii() and key.isdecimal() and len(key) < 12):
        return None
    return Strategy.objects.filter(community=community, shelving=None, pk=key).first()


def rows_of(
    community: Community,
    strategies: Iterable[Strategy],
    people: dict[int, int],
    ranked: Iterable[Ranked] = (),
) -> list[Row]:
    told = list(strategies)
    cards = cards_of(community, told)
    came = Action.objects.filter(strategy__in=told).order_by().values_list("strategy")
    actions = dict(came.annotate(n=Count("pk")))
    ranks = {one.strategy.pk: one for one in ranked}
    return [
        Row(
            one,
            _in_order(cards.get(one.pk, [])),
            people.get(one.pk, 0),
            actions.get(one.pk, 0),
            ranks.get(one.pk),
        )
        for one in told
    ]


def _in_order(cards: list[Cited]) -> list[Cited]:
    """From inside first, box by box."""
    return sorted(cards, key=lambda card: (Quadrant.values.index(card.quadrant), card.pk))


def set_aside_in(community: Community) -> list[Strategy]:
    return list(Strategy.objects.filter(community=community, shelving__isnull=False).order_by("id"))


def pairs_to_start_from(community: Community) -> list[Pair]:
    """For each way of meeting the most voted pair of cards that no strategy cites together yet."""
    top = top_cards(community)
    boxes = {box: [card for card in top if card.quadrant == box][:TOP] for box in _boxes()}
    used = _cited_together(community)
    found = []
    for meeting in MEETINGS:
        pairs = [(one, other) for one in boxes[meeting.inside] for other in boxes[meeting.outside]]
        # The sort is stable: of equal pairs, the one whose first card is higher.
        pairs.sort(key=lambda pair: -(pair[0].votes + pair[1].votes))
        free = (pair for pair in pairs if frozenset(card.pk for card in pair) not in used)
        found += [Pair(meeting, *pair) for pair in free][:1]
    return found


def _boxes() -> list[str]:
    return list(dict.fromkeys(box for meeting in MEETINGS for box in (meeting.inside, meeting.outside)))


def _cited_together(community: Community) -> set[frozenset[int]]:
    """Every two cards that one strategy cites, as the cards under which they are shown."""
    strategies = Strategy.objects.filter(community=community, shelving=None)
    cards = cards_of(community, strategies).values()
    return {frozenset((one.pk, other.pk)) for each in cards for one, other in permutations(each, 2)}
