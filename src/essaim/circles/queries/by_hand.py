"""What pilots send by themselves where no mail leaves from here: one message for each circle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import pgettext

from essaim.core.links import mail_link
from essaim.people.models import Person

from ..letters import Kind
from ..models import Circle, Seat
from .letters import letter


@dataclass(frozen=True, slots=True)
class ByHand:
    """A message to copy for one circle, whom it goes to, and a link that opens it in a mail program."""

    circle: Circle
    seats: Sequence[Seat]
    subject: str
    text: str

    @property
    def addresses(self) -> list[str]:
        return [seat.membership.person.email for seat in self.seats if seat.membership.person.email]

    @property
    def mail_link(self) -> str:
        """Addresses are hidden from each other; the text is in the link where mail programs can take it."""
        return mail_link(self.subject, self.text, hidden=self.addresses)


def message_for(circle: Circle, seats: Sequence[Seat], *, kind: Kind = "again", words: str = "") -> ByHand:
    """The message of a circle to all its people at once, in the community's language and by its clock."""
    spoken = next(iter(circle.community.languages), "") or "en"
    with translation.override(spoken):
        said = letter(circle, Person(), seats, kind=kind, words=words)
        subject = pgettext("circles", "Your circle: %(circle)s, on %(slot)s") % {
            "circle": circle.name,
            "slot": said.slot,
        }
        template = get_template("circles/mails/by_hand.txt").template  # type: ignore[attr-defined]
        text = template.render(Context({"letter": said, "circle": circle}, autoescape=False))
    return ByHand(circle, seats, subject, text.strip())
