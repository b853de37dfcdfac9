"""The letters this room writes, each with the links that its reader needs."""

from __future__ import annotations

from essaim.core import links
from essaim.notifications.actions import tell, tell_address
from essaim.notifications.letters import Letter, as_text, language_for, speaking
from essaim.notifications.models import Mail
from essaim.people.models import Person

from .models import AvailabilityCall, Invitation, Membership, Role


def tell_origin(membership: Membership) -> Mail:
    """How their address came here, what for, the links to answer and to withdraw. Once for each person."""
    return tell(
        membership.person,
        key=f"origin:{membership.pk}",
        template="communities/mails/origin",
        context=_about(membership),
        scope=membership.community,
        reply_to=reply_to(membership.arrived_by),
        headers=unsubscribe(membership),
    )


def ask_for_availability(membership: Membership, call: AvailabilityCall) -> Mail:
    """When can they? Once for each person and each call."""
    return tell(
        membership.person,
        key=f"call:{call.pk}:{membership.pk}",
        template="communities/mails/call",
        context=_about(membership) | {"call": call},
        scope=membership.community,
        reply_to=reply_to(call.by),
        headers=unsubscribe(membership),
    )


def availability_to_ask(membership: Membership, call: AvailabilityCall) -> Letter:
    """The same letter for a pilot to send: in its reader's language, with its reader's own links."""
    person, community = membership.person, membership.community
    with speaking(language_for(person.language, community), person.time_zone or community.time_zone):
        return as_text("communities/mails/call", _about(membership) | {"call": call})


def write_invitation(invitation: Invitation) -> Mail:
    """A letter to the address that is invited."""
    return tell_address(
        invitation.email,
        key=f"invitation:{invitation.pk}",
        template="communities/mails/invitation",
        context={
            "invitation": invitation,
            "community": invitation.community,
            "role": Role(invitation.role).label,
            "join": join_link(invitation),
        },
        scope=invitation.community,
        reply_to=reply_to(invitation.by),
    )


def join_link(invitation: Invitation) -> str:
    return links.absolute("join", token=links.sign("join", invitation.pk))


def needs_link(membership: Membership) -> str:
    return links.absolute("needs-by-link", token=links.sign("needs", membership.pk))


def withdraw_link(membership: Membership) -> str:
    return links.absolute("withdraw", token=links.sign("withdraw", membership.pk))


def unsubscribe(membership: Membership) -> dict[str, str]:
    """The headers by which mail programs offer to withdraw in one click (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{withdraw_link(membership)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def reply_to(person: Person | None) -> str:
    """Answers go to a human: the name without what would break a header."""
    if person is None:
        return ""
    name = person.name.replace('"', "").replace("\\", "").strip()
    return f'"{name}" <{person.email}>' if name else person.email


def _about(membership: Membership) -> dict[str, object]:
    return {
        "membership": membership,
        "community": membership.community,
        "by": membership.arrived_by,
        "needs": needs_link(membership),
        "withdraw": withdraw_link(membership),
    }
