"""Writing strategies from cards that meet, saying them otherwise, setting them aside."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import npgettext, pgettext

from essaim.communities.models import Community
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..meetings import refusal_of
from ..models import Card, Ranking, Shelving, Strategy
from ..words import checked, hours_refusal

MOST = 24
"""At once in one community: more are not graded in one sitting."""


@transaction.atomic
def write_strategy(
    *, actor: Person, community: Community, text: str, cards: Iterable[Card], hours: int | None = None
) -> Strategy:
    """One more strategy, drawn from at least one card from inside and one from outside.

    Raises ValidationError for other cards, for hours that are none, and once the ranking is read out.
    """
    chosen = list(cards)
    hold(community)
    _check_open(community)
    _check_room(community)
    _check_cards(community, chosen)
    strategy = Strategy.objects.create(
        community=community, by=actor, text=checked(text, card=False), hours=check_hours(hours)
    )
    strategy.cards.set(chosen)
    announce("strategy.written", actor=actor, subject=strategy, scope=community)
    return strategy


@transaction.atomic
def correct_strategy(
    *, actor: Person, strategy: Strategy, text: str, cards: Iterable[Card], hours: int | None = None
) -> Strategy:
    """Say a strategy otherwise. Raises ValidationError as `write_strategy`."""
    chosen = list(cards)
    hold(strategy.community)
    _check_open(strategy.community)
    _check_cards(strategy.community, chosen)
    held = Strategy.objects.select_for_update().get(pk=strategy.pk)
    held.text, held.hours = checked(text, card=False), check_hours(hours)
    held.save(update_fields=["text", "hours"])
    held.cards.set(chosen)
    announce("strategy.corrected", actor=actor, subject=held, scope=strategy.community)
    return held


@transaction.atomic
def estimate(*, actor: Person, strategy: Strategy, hours: int | None) -> Strategy:
    """Say what a strategy would take; hours are no grade, and are said at any time."""
    hold(strategy.community)
    held = Strategy.objects.select_for_update().get(pk=strategy.pk)
    held.hours = check_hours(hours)
    held.save(update_fields=["hours"])
    announce("strategy.estimated", actor=actor, subject=held, scope=strategy.community)
    return held


@transaction.atomic
def set_aside(*, actor: Person, strategy: Strategy) -> Shelving:
    """Set a strategy aside with the grades it has, which come back with it.

    Raises ValidationError once the ranking is read out, and where actions lead back to it.
    """
    hold(strategy.community)
    _check_open(strategy.community)
    _check_no_action(strategy)
    shelving, new = Shelving.objects.get_or_create(strategy=strategy, defaults={"by": actor})
    if new:
        announce("strategy.set-aside", actor=actor, subject=strategy, scope=strategy.community)
    return shelving


@transaction.atomic
def put_back(*, actor: Person, strategy: Strategy) -> Strategy:
    """Put a strategy back among the others, with its grades. Raises ValidationError where none fits."""
    hold(strategy.community)
    _check_open(strategy.community)
    if Shelving.objects.filter(strategy=strategy).exists():
        _check_room(strategy.community)
        Shelving.objects.filter(strategy=strategy).delete()
        announce("strategy.put-back", actor=actor, subject=strategy, scope=strategy.community)
    return Strategy.objects.get(pk=strategy.pk)


def hold(community: Community) -> None:
    """Until the end of the transaction: of a grade and a ranking read out at once, one comes first."""
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)


def check_hours(hours: int | None) -> int | None:
    """The hours, None while nobody knows. Raises ValidationError for hours that nobody can give."""
    refusal = "" if hours is None else hours_refusal(hours)
    if refusal:
        raise ValidationError({"hours": refusal})
    return hours


def _check_open(community: Community) -> None:
    if Ranking.objects.filter(community=community).exists():
        raise ValidationError(
            pgettext(
                "diagnosis",
                "The ranking is read out, and stays what people graded. Open grading again to change "
                "strategies.",
            )
        )


def _check_room(community: Community) -> None:
    if Strategy.objects.filter(community=community, shelving=None).count() >= MOST:
        words = pgettext(
            "diagnosis",
            "There are %(most)s strategies, which is all people can grade in one sitting. Set some aside "
            "first.",
        )
        raise ValidationError(words % {"most": MOST})


def _check_cards(community: Community, cards: list[Card]) -> None:
    """At least one from inside and one from outside, all of the boards of this community."""
    here = Card.objects.filter(pk__in=[card.pk for card in cards], board__community=community)
    boxes = list(here.filter(removal=None).values_list("quadrant", flat=True))
    if len(boxes) != len({card.pk for card in cards}):
        raise ValidationError(
            {"cards": pgettext("diagnosis", "A card you chose is not on this board any more.")}
        )
    if refusal := refusal_of(boxes):
        raise ValidationError({"cards": refusal})


def _check_no_action(strategy: Strategy) -> None:
    actions = strategy.actions.count()
    if actions:
        words = npgettext(
            "diagnosis",
            "%(n)s action of the plan came of this strategy: it stays, so that one can read where the action "
            "comes from.",
            "%(n)s actions of the plan came of this strategy: it stays, so that one can read where they come "
            "from.",
            actions,
        )
        raise ValidationError(words % {"n": actions})
