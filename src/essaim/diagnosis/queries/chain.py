"""From an act back to the voices: the cards it answers, what they were pinned from, and how many said so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from essaim.communities.models import Community

from ..acts import counts_shown
from ..models import Action, Board, Card, Merging, Strategy, Vote

READ = ("board__closing", "participant")


@dataclass(frozen=True, slots=True)
class Cited:
    """A card as it is cited, with those merged with it. `voices`: distinct people who wrote or chose it.

    `voters` are persons, and guests as −participant; none while people vote under a host, and no votes.

    `sentence` and `address` are of the finding it was pinned from, "" when it was written on the board.
    """

    pk: int
    board: int
    board_title: str
    quadrant: str
    box: str
    text: str
    voters: frozenset[int]
    votes: int
    sentence: str = ""
    address: str = ""

    @property
    def voices(self) -> int:
        return len(self.voters)


@dataclass(frozen=True, slots=True)
class Chain:
    """What stands behind one action."""

    strategy: Strategy | None = None
    cards: list[Cited] = field(default_factory=list)

    @property
    def voices(self) -> int:
        """Distinct people behind all its cards, whichever board they are on; a guest is one on each board."""
        return len(frozenset[int]().union(*(card.voters for card in self.cards)))

    @property
    def findings(self) -> list[Cited]:
        return [card for card in self.cards if card.sentence]


def chains_of(community: Community, actions: Iterable[Action]) -> dict[int, Chain]:
    """{action: its chain}, in a few queries however many actions there are."""
    told = list(actions)
    pks = [action.pk for action in told]
    strategies = {action.pk: action.strategy for action in told}
    direct = _pairs(Action.cards.through, "action", pks)
    through = _pairs(Strategy.cards.through, "strategy", [one.pk for one in strategies.values() if one])
    known = cited(community) if direct or through else {}
    return {
        pk: Chain(one, _cards(known, direct[pk], through[one.pk] if one else []))
        for pk, one in strategies.items()
    }


def cards_of(community: Community, strategies: Iterable[Strategy]) -> dict[int, list[Cited]]:
    """{strategy: the cards it cites}."""
    through = _pairs(Strategy.cards.through, "strategy", [one.pk for one in strategies])
    known = cited(community) if through else {}
    return {pk: _cards(known, cards) for pk, cards in through.items()}


def cited(community: Community, board: Board | None = None) -> dict[int, Cited]:
    """{card: as it is cited} of the boards of a community, or of one; a merged card is cited as the first."""
    rows = Card.objects.filter(board__community=community, removal__isnull=True)
    cards = {card.pk: card for card in (rows.filter(board=board) if board else rows).select_related(*READ)}
    roots = _roots(cards)
    voters, votes = _voters(cards, roots)
    shown = {root: _as_cited(cards[root], voters[root], votes[root]) for root in set(roots.values())}
    return {pk: shown[root] for pk, root in roots.items()}


def top_cards(community: Community, *, most: int = 0) -> list[Cited]:
    """The cards of the latest board that has some, the most voted first; while people vote under a host, in
    the order they came and without votes."""
    boards = Board.objects.filter(community=community, cards__isnull=False).select_related("closing")
    latest = boards.order_by("-id").first()
    if latest is None:
        return []
    ranked = sorted(
        set(cited(community, latest).values()), key=lambda card: (-card.votes, -card.voices, card.pk)
    )
    return ranked[:most] if most else ranked


def _as_cited(card: Card, voters: set[int], votes: int) -> Cited:
    source = card.source if isinstance(card.source, dict) else {}
    told = counts_shown(card.board)
    return Cited(
        pk=card.pk,
        board=card.board_id,
        board_title=card.board.title,
        quadrant=card.quadrant,
        box=card.board.name_of(card.quadrant),
        text=card.text,
        voters=frozenset(voters) if told else frozenset(),
        votes=votes if told else 0,
        sentence=str(source.get("sentence", "")),
        address=str(source.get("address", "")),
    )


def _roots(cards: dict[int, Card]) -> dict[int, int]:
    """{card: the one it is shown under at last}; itself when it is under none."""
    rows = Merging.objects.filter(card__in=cards, into__in=cards).values_list("card", "into")
    under = dict(rows)
    return {pk: _root(pk, under) for pk in cards}


def _root(pk: int, under: dict[int, int]) -> int:
    seen = {pk}
    while pk in under and under[pk] not in seen:
        pk = under[pk]
        seen.add(pk)
    return pk


def _voters(cards: dict[int, Card], roots: dict[int, int]) -> tuple[dict[int, set[int]], dict[int, int]]:
    voters: dict[int, set[int]] = defaultdict(set)
    votes: dict[int, int] = defaultdict(int)
    for pk, card in cards.items():
        if card.participant:
            voters[roots[pk]].add(_voice(card.participant.pk, card.participant.person_id))
    given = Vote.objects.filter(card__in=cards)
    for pk, *who in given.values_list("card", "participant", "participant__person"):
        voters[roots[pk]].add(_voice(*who))
        votes[roots[pk]] += 1
    return voters, votes


def _voice(participant: int, person: int | None) -> int:
    return person or -participant


def _pairs(through: type, of: str, pks: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = through._default_manager.filter(**{f"{of}__in": pks}).order_by("card")  # type: ignore[attr-defined]
    for pk, card in rows.values_list(of, "card"):
        found[pk].append(card)
    return found


def _cards(known: dict[int, Cited], *lists: list[int]) -> list[Cited]:
    """In order, each once; one taken off its board is cited no more."""
    found = (known[pk] for pks in lists for pk in pks if pk in known)
    return list(dict.fromkeys(found))
