"""Deciding on actions, correcting them, and saying how they go on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import pgettext

from essaim.communities.models import Community, Membership
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Action, Card, Shelving, State, StateChange, Strategy
from .strategies import hold


@transaction.atomic
def decide(
    *,
    actor: Person,
    community: Community,
    what: str,
    first_step: str = "",
    owner: Membership | None = None,
    due: date | None = None,
    measure: str = "",
    strategy: Strategy | None = None,
    cards: Iterable[Card] = (),
) -> Action:
    """Put one more action into the plan. Raises ValidationError for an owner or a card of elsewhere."""
    chosen = list(cards)
    hold(community)
    _of_here(community, owner, strategy, chosen)
    action = Action.objects.create(
        community=community,
        by=actor,
        what=what,
        first_step=first_step,
        owner=owner,
        due=due,
        measure=measure,
        strategy=strategy,
    )
    action.cards.set(chosen)
    StateChange.objects.create(action=action, by=actor, state=State.TO_BEGIN)
    announce("action.decided", actor=actor, subject=action, scope=community)
    return action


@transaction.atomic
def correct(
    *,
    actor: Person,
    action: Action,
    what: str,
    first_step: str = "",
    owner: Membership | None = None,
    due: date | None = None,
    measure: str = "",
    strategy: Strategy | None = None,
    cards: Iterable[Card] = (),
) -> Action:
    """Say an action otherwise; its story and its state stay."""
    chosen = list(cards)
    hold(action.community)
    _of_here(action.community, owner, strategy, chosen)
    held = Action.objects.select_for_update().get(pk=action.pk)
    held.what, held.first_step, held.measure = what, first_step, measure
    held.owner, held.due, held.strategy = owner, due, strategy
    held.save(update_fields=["what", "first_step", "measure", "owner", "due", "strategy"])
    held.cards.set(chosen)
    announce("action.corrected", actor=actor, subject=held, scope=action.community)
    return held


@transaction.atomic
def go_on(*, actor: Person, action: Action, state: str, note: str = "") -> StateChange | None:
    """Say where an action is; said again without a note, nothing changes and None is given back."""
    held = Action.objects.select_for_update().get(pk=action.pk)
    if held.state == state and not note:
        return None
    change = StateChange.objects.create(action=held, by=actor, state=State(state), note=note)
    held.state = change.state
    held.save(update_fields=["state"])
    announce("action.went-on", actor=actor, subject=held, scope=action.community, state=str(change.state))
    return change


@transaction.atomic
def take_off(*, actor: Person, action: Action) -> None:
    """Take off an action that was just written. Raises ValidationError once it has a story."""
    held = Action.objects.select_for_update().get(pk=action.pk)
    if held.changes.count() > 1:
        raise ValidationError(
            pgettext(
                "diagnosis",
                "This action has a story, which stays readable. Give it up instead, and say why in a word.",
            )
        )
    announce("action.taken-off", actor=actor, subject=held, scope=action.community)
    held.delete()


@transaction.atomic
def set_down(*, actor: Person | None, membership: Membership) -> int:
    """Whoever leaves carries nothing any more: the pilots see which actions wait for somebody."""
    return Action.objects.filter(owner=membership).update(owner=None)


def _of_here(
    community: Community, owner: Membership | None, strategy: Strategy | None, cards: list[Card]
) -> None:
    if owner and not Membership.objects.present().filter(community=community, pk=owner.pk).exists():
        raise ValidationError(
            {"owner": pgettext("diagnosis", "Choose somebody who is in this community.")}, code="elsewhere"
        )
    if strategy and strategy.community_id != community.pk:
        raise ValidationError({"strategy": pgettext("diagnosis", "Choose a strategy of this community.")})
    if strategy and Shelving.objects.filter(strategy=strategy).exists():
        words = pgettext("diagnosis", "This strategy was set aside. Put it back first, or choose another.")
        raise ValidationError({"strategy": words})
    here = Card.objects.filter(pk__in=[card.pk for card in cards], board__community=community).count()
    if here != len({card.pk for card in cards}):
        raise ValidationError({"cards": pgettext("diagnosis", "Choose cards of this community’s boards.")})
