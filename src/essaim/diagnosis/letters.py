"""The letters about a plan: a reminder to whoever carries an action, and one message to everyone."""

from __future__ import annotations

from typing import Any, Literal

from essaim.communities.letters import reply_to, unsubscribe, withdraw_link
from essaim.communities.models import Membership
from essaim.core import links
from essaim.notifications.actions import tell
from essaim.notifications.models import Mail

from .models import Action, Message

When = Literal["week", "day"]


def remind(action: Action, owner: Membership, when: When) -> Mail:
    """A week before or on the day: once for each person, each due date and each of the two."""
    return tell(
        owner.person,
        key=f"action:{action.pk}:{owner.pk}:{action.due}:{when}",
        template="diagnosis/mails/reminder",
        context=_about(owner)
        | {
            "action": action,
            "today": when == "day",
            "page": links.absolute("action", community=action.community.slug, action=action.pk),
        },
        scope=action.community,
        reply_to=reply_to(action.by),
        headers=unsubscribe(owner),
    )


def tell_what_became(message: Message, membership: Membership) -> Mail:
    """The message to one person, once however often it is sent."""
    return tell(
        membership.person,
        key=f"became:{message.pk}:{membership.pk}",
        template="diagnosis/mails/message",
        context=_about(membership) | {"message": message, "page": became_link(message.community.slug)},
        scope=message.community,
        reply_to=reply_to(message.by),
        headers=unsubscribe(membership),
    )


def became_link(slug: str) -> str:
    return links.absolute("became", community=slug)


def _about(membership: Membership) -> dict[str, Any]:
    return {
        "membership": membership,
        "community": membership.community,
        "withdraw": withdraw_link(membership),
    }
