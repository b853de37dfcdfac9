"""Coming in, writing cards, pasting those of a wall of paper, pinning findings, commenting, taking off."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import pgettext

from essaim.core.live import tell
from essaim.journal.facts import announce
from essaim.people.models import Person
from essaim.surveys.queries.findings import Pinnable

from ..acts import Act, check_open
from ..models import Board, Card, Comment, Participant, Quadrant, Removal, Vote
from ..words import COMMENT_MOST, checked, folded, one_line, without_bullet
from .boards import locked

MOST_CARDS = 400
"""On one board: more cannot be read together, nor drawn on a phone."""
MOST_LINES = 200
MOST_COMMENTS = 200
"""On one card: whoever has the code may write them, and nobody reads more."""


@transaction.atomic
def come_in(*, board: Board, person: Person | None = None, name: str = "") -> Participant:
    """Whoever is about to write or vote: the person known here, else a guest of whom only a name is kept."""
    name = one_line(name)[:60] if board.authors_shown else ""
    if person is None:
        return Participant.objects.create(board=board, name=name)
    return Participant.objects.get_or_create(board=board, person=person)[0]


@transaction.atomic
def write_card(*, actor: Participant, quadrant: str, text: str, hosts: bool = False) -> Card:
    """Add a card. The same words again, by the same hand in the same box, are the same card."""
    board = locked(actor.board)
    check_open(Act.WRITE, board, hosts=hosts)
    text = checked(text)
    _check_room(board)
    mine = board.cards.filter(participant=actor, quadrant=quadrant, removal__isnull=True)
    same = next((card for card in mine if folded(card.text) == folded(text)), None)
    if same:
        return same
    card = Card.objects.create(board=board, quadrant=Quadrant(quadrant), text=text, participant=actor)
    tell(board)
    return card


@dataclass(slots=True)
class Pasted:
    """What came of pasted lines: the cards added, and each refused line as (number, words, reason)."""

    added: list[Card] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)


@transaction.atomic
def paste_cards(*, actor: Person, board: Board, quadrant: str, text: str) -> Pasted:
    """One card a line; blank lines and bullets are left out, what is already in the box is refused."""
    board = locked(board)
    check_open(Act.WRITE, board, hosts=True)
    pasted = Pasted()
    present = board.cards.filter(quadrant=quadrant, removal__isnull=True).values_list("text", flat=True)
    known = {folded(each) for each in present}
    count = board.cards.filter(removal__isnull=True).count()
    for number, line in enumerate(text.splitlines(), 1):
        words = without_bullet(line)
        if not words:
            continue
        try:
            _take_line(words, line, known, count + len(pasted.added), len(pasted.added))
        except ValidationError as refusal:
            pasted.refused.append((number, words, refusal.messages[0]))
            continue
        pasted.added.append(Card(board=board, quadrant=Quadrant(quadrant), text=words))
    Card.objects.bulk_create(pasted.added)
    if pasted.added:
        tell(board)
        announce("cards.pasted", actor=actor, subject=board, scope=board.community, count=len(pasted.added))
    return pasted


def _take_line(words: str, line: str, known: set[str], cards: int, lines: int) -> None:
    """Raises ValidationError."""
    if cards >= MOST_CARDS:
        raise ValidationError(_full())
    if lines >= MOST_LINES:
        raise ValidationError(pgettext("diagnosis", "Too many lines at once. Paste the others after these."))
    checked(words if len(line) < 2_000 else line)
    if folded(words) in known:
        raise ValidationError(pgettext("diagnosis", "This is already in the box."))
    known.add(folded(words))


@transaction.atomic
def pin_finding(
    *,
    actor: Person,
    board: Board,
    quadrant: str,
    finding: Pinnable,
    sentence: str = "",
) -> Card:
    """Pin what a report found as a card that says where it comes from, in its words or in those of the host.

    Pinned twice it is the same card.
    """
    board = locked(board)
    check_open(Act.WRITE, board, hosts=True)
    _check_room(board)
    text = checked(sentence or finding.sentence)
    source = {"finding": finding.key, "sentence": finding.sentence, "address": finding.address}
    pinned = board.cards.filter(removal__isnull=True).exclude(source={})
    same = next((card for card in pinned if card.source.get("finding") == finding.key), None)
    if same:
        return same
    card = Card.objects.create(board=board, quadrant=Quadrant(quadrant), text=text, source=source)
    tell(board)
    announce("finding.pinned", actor=actor, subject=card, scope=board.community)
    return card


@transaction.atomic
def comment(*, actor: Participant, card: Card, text: str, hosts: bool = False) -> Comment:
    """Add what one would say or ask about a card. Raises ValidationError."""
    board = locked(actor.board)
    check_open(Act.COMMENT, board, hosts=hosts)
    if card.comments.count() >= MOST_COMMENTS:
        words = pgettext(
            "diagnosis",
            "This card has %(most)s comments, which is all it can hold. Say it aloud, or write a card.",
        )
        raise ValidationError(words % {"most": MOST_COMMENTS})
    said = Comment.objects.create(card=card, participant=actor, text=checked(text, COMMENT_MOST, card=False))
    tell(board)
    return said


@transaction.atomic
def take_off(*, actor: Participant, card: Card, hosts: bool = False) -> Removal:
    """Take a card off the board: its author, while cards are written, or a host. Raises ValidationError."""
    board = locked(actor.board)
    check_open(Act.WRITE, board, hosts=hosts)
    if not hosts and card.participant_id != actor.pk:
        raise ValidationError(
            pgettext("diagnosis", "Only whoever wrote this card, or a host, can take it off.")
        )
    removal, _ = Removal.objects.get_or_create(card=card, defaults={"by": actor.person})
    tell(board)
    return removal


@transaction.atomic
def give_back(*, actor: Participant, card: Card, hosts: bool = False) -> Card:
    """Put a card that was taken off back where it was, with the votes that still fit in their budgets."""
    board = locked(actor.board)
    check_open(Act.WRITE, board, hosts=hosts)
    if hosts or card.participant_id == actor.pk:
        Removal.objects.filter(card=card).delete()
        _drop_votes_beyond(board, card)
        tell(board)
    return Card.objects.get(pk=card.pk)


def _drop_votes_beyond(board: Board, card: Card) -> None:
    """Whoever gave a vote elsewhere meanwhile keeps that one: the card comes back without theirs."""
    theirs = Vote.objects.filter(
        participant__in=card.votes.values("participant"), card__removal__isnull=True
    ).values("participant")
    over = theirs.order_by().annotate(n=Count("pk")).filter(n__gt=board.votes_each)
    Vote.objects.filter(card=card, participant__in=over.values("participant")).delete()


def _check_room(board: Board) -> None:
    if board.cards.filter(removal__isnull=True).count() >= MOST_CARDS:
        raise ValidationError(_full())


def _full() -> str:
    words = pgettext(
        "diagnosis",
        "This board has %(most)s cards, which is all it can hold. Take off some of them first.",
    )
    return words % {"most": MOST_CARDS}
