"""The cards of a board as they are shown: merged ones under the first, with votes, people and comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from essaim.engines.opinions.themes import merge_proposals, similar

from ..models import Board, Card, Merging, Removal, Vote
from ..words import CARD_MOST


@dataclass(slots=True)
class Shown:
    """One card with those merged into it. `people`: how many distinct ones voted for any of them."""

    pk: int
    quadrant: str
    text: str
    author: str = ""
    source: dict[str, Any] = field(default_factory=dict)
    comments: int = 0
    votes: int = 0
    people: int = 0
    merged: list[Shown] = field(default_factory=list)

    @property
    def marked(self) -> str:
        """Where what one reader voted is put into what is shown to all; no card has these two signs."""
        return f"\x02{','.join(str(each.pk) for each in self.family())}\x03"

    def family(self) -> list[Shown]:
        return [self, *(each for card in self.merged for each in card.family())]


@dataclass(slots=True)
class Box:
    """One of the four boxes with its cards."""

    quadrant: str
    name: str
    cards: list[Shown]


def boxes_of(board: Board, *, ranked: bool = False) -> list[Box]:
    """The four boxes, cards in the order they came, or the most voted first. Five queries."""
    shown = shown_cards(board)
    if ranked:
        shown = sorted(shown, key=lambda card: (-card.votes, -card.people, card.pk))
    by_box: dict[str, list[Shown]] = defaultdict(list)
    for card in shown:
        by_box[card.quadrant].append(card)
    return [Box(quadrant, name, by_box[quadrant]) for quadrant, name in board.boxes()]


def shown_cards(board: Board) -> list[Shown]:
    """Cards that are under no other, in the order they came."""
    cards = {card.pk: _shown(card, board) for card in _present(board)}
    under = _under(board, cards)
    voters = _voters(board, cards)
    for child, parent in under.items():
        cards[parent].merged.append(cards[child])
    first = [card for key, card in cards.items() if key not in under]
    for card in first:
        family = card.family()
        card.votes = sum(len(voters[each.pk]) for each in family)
        card.people = len({voter for each in family for voter in voters[each.pk]})
        card.comments = sum(each.comments for each in family)
    return first


def _present(board: Board) -> Iterable[Card]:
    # A count forgets the order of the model: PostgreSQL would give the cards as they lie.
    present = Card.objects.filter(board=board, removal__isnull=True).order_by("id")
    return present.select_related("participant__person").annotate(said=Count("comments"))


def _shown(card: Card, board: Board) -> Shown:
    return Shown(
        card.pk,
        card.quadrant,
        card.text,
        author_of(card, board),
        card.source,
        card.said,  # type: ignore[attr-defined]
    )


def author_of(said: Any, board: Board) -> str:
    """Who wrote a card or a comment, where the board shows it and it is known."""
    if not board.authors_shown or said.participant is None:
        return ""
    person = said.participant.person
    return str(person.called if person and person.is_active else said.participant.name)


def _under(board: Board, cards: dict[int, Shown]) -> dict[int, int]:
    """{card: the one it is shown under}, among those that are on the board."""
    rows = Merging.objects.filter(card__board=board).order_by("id").values_list("card", "into")
    return {card: into for card, into in rows if card in cards and into in cards}


def _voters(board: Board, cards: dict[int, Shown]) -> dict[int, list[int]]:
    voters: dict[int, list[int]] = {key: [] for key in cards}
    for card, participant in Vote.objects.filter(card__board=board).values_list("card", "participant"):
        if card in voters:
            voters[card].append(participant)
    return voters


def removed_cards(board: Board) -> list[Card]:
    """Those taken off, which can be given back, the latest first."""
    gone = Removal.objects.filter(card__board=board).select_related("card").order_by("-id")
    return [removal.card for removal in gone]


def near_cards(board: Board, text: str) -> list[tuple[str, str]]:
    """(name of its box, words) of the cards that may say already what somebody writes, the nearest first."""
    there = [(box.name, card.text) for box in boxes_of(board) for card in box.cards]
    near = similar([words for _, words in there], text[:CARD_MOST], most=MOST_NEAR)
    return [there[one.place] for one in near]


MOST_NEAR = 3
MOST_PROPOSED = 6


def alike(boxes: Iterable[Box]) -> list[tuple[Shown, Shown]]:
    """Pairs of cards of one box that may say the same, the nearest first; a few, for people to look at."""
    near = [
        (pair.likeness, box.cards[pair.first], box.cards[pair.second])
        for box in boxes
        for pair in merge_proposals([card.text for card in box.cards], most=MOST_PROPOSED)
    ]
    near.sort(key=lambda each: -each[0])
    return [(first, second) for _, first, second in near[:MOST_PROPOSED]]
