"""What is known of one person, in words that a page can show."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Attribute, Availability, Membership


@dataclass(frozen=True, slots=True)
class NeedsSeen:
    """Slots they can (`likes` are among them), and their answers to what the community asks."""

    can: list[Availability]
    answers: list[tuple[Attribute, list[str]]]

    @property
    def likes(self) -> list[Availability]:
        return [each for each in self.can if each.preferred]


def needs_of(membership: Membership) -> NeedsSeen:
    can = (
        membership.availabilities.filter(slot__withdrawn_at__isnull=True)
        .select_related("slot")
        .order_by("slot__day", "slot__minute")
    )
    answers: dict[Attribute, list[str]] = {}
    for value in membership.values.select_related("attribute").order_by("attribute__position", "pk"):
        answers.setdefault(value.attribute, []).append(value.value)
    return NeedsSeen(list(can), list(answers.items()))
