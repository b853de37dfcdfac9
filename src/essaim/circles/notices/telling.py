"""Writing one mail about a circle, with the calendar file that goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from essaim.communities.letters import unsubscribe, withdraw_link
from essaim.communities.models import Membership
from essaim.journal.models import Fact
from essaim.notifications.actions import File, tell
from essaim.people.models import Person

from ..calendar import Method
from ..letters import Kind
from ..models import Circle, Seat
from ..queries.circles import FACILITATING
from ..queries.letters import answers_to, calendar_for, letter


def by_hand(circle: Circle) -> bool:
    """Whether the pilots tell these people themselves: then nothing is ever sent about this circle."""
    return circle.told_by_hand


def told(seats: Iterable[Seat]) -> list[Seat]:
    """Those who have heard of their circle: the others hear of it with their invitation."""
    return [seat for seat in seats if seat.invited_at is not None]


def leading(seats: Iterable[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.part in FACILITATING]


def ics(method: Method, content: bytes, name: str = "circle.ics") -> File:
    return File(name, f"text/calendar; method={method}; charset=utf-8", content)


def invitation(
    seat: Seat, seats: Sequence[Seat], *, key: str, kind: Kind, words: str = "", other: str = ""
) -> None:
    """Tell somebody of their circle: who, where, when; with their calendar file and three answers."""
    circle, reader = seat.circle, seat.membership.person
    said = letter(circle, reader, seats, seat=seat, kind=kind, words=words, other=other)
    tell(
        reader,
        key=key,
        template="circles/mails/seat",
        context={"letter": said, "circle": circle, "community": circle.community, **_origin(seat)},
        scope=circle.community,
        reply_to=answers_to(circle, reader, seats),
        headers=unsubscribe(seat.membership),
        files=[ics(*calendar_for(circle, seats, attendee=reader))],
    )


def _origin(seat: Seat) -> dict[str, Any]:
    """For whoever never asked to be here: who gave their address, and the link to withdraw."""
    membership = seat.membership
    if membership.arrival not in (Membership.Arrival.IMPORTED, Membership.Arrival.ADDED):
        return {}
    return {"given_by": membership.arrived_by, "withdraw": withdraw_link(membership)}


def cancellation(
    reader: Person, circle: Circle, seats: Sequence[Seat], *, key: str, template: str, **context: Any
) -> None:
    """Tell somebody that they expect these meetings no more; their calendar forgets the dates."""
    if not reader.email:
        return
    method, content = calendar_for(circle, seats, attendee=reader, cancelled=True)
    note(reader, circle, seats, key=key, template=template, files=[ics(method, content)], **context)


def note(
    reader: Person,
    circle: Circle,
    seats: Sequence[Seat],
    *,
    key: str,
    template: str,
    files: Iterable[File] = (),
    **context: Any,
) -> None:
    """A few lines about a circle."""
    tell(
        reader,
        key=key,
        template=f"circles/mails/{template}",
        context={
            "letter": letter(circle, reader, seats),
            "circle": circle,
            "community": circle.community,
            **context,
        },
        scope=circle.community,
        reply_to=answers_to(circle, reader, seats),
        files=files,
    )


def key_of(fact: Fact, seat: Seat, about: str = "") -> str:
    """What one act says to one person: asked twice, it is written once."""
    return f"fact:{fact.pk}:seat:{seat.pk}{about and ':' + about}"
