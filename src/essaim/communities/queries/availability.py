"""What is known of when people can, and of whom nothing is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Subquery, When

from essaim.core.prepared import Prepared

from ..models import AvailabilityCall, Community, Membership, Phrase, Role, WeeklySlot
from ..models.membership import Memberships

UNREAD = Q(phrase__isnull=False, phrase__reading="")


@dataclass(frozen=True, slots=True)
class Known:
    """How many of those who could sit in a circle have said when they can."""

    known: int
    total: int

    @property
    def unknown(self) -> int:
        return self.total - self.known


def who_could_sit(community: Community) -> Memberships:
    """Everyone present who may sit in a circle: members, so not those who are here as sponsors only."""
    return Membership.objects.present().filter(community=community, roles__role=Role.MEMBER)


def unknown_in(community: Community) -> Memberships:
    return who_could_sit(community).filter(availability_known_at__isnull=True)


def to_ask_in(community: Community) -> Memberships:
    """Those to write to: unknown, and who have not written in their own words something still to be read."""
    return unknown_in(community).exclude(UNREAD)


def known_in(community: Community) -> Known:
    return Known(*_known_in.one(community.pk))


def counted_in() -> dict[str, Count]:
    """The `people` of each community who could sit in a circle, and the `known` among them."""
    members = Q(memberships__departure__isnull=True, memberships__roles__role=Role.MEMBER)
    known = members & Q(memberships__availability_known_at__isnull=False)
    return {"known": Count("memberships", filter=known), "people": Count("memberships", filter=members)}


def _known(pk: int) -> QuerySet[Community, tuple[int, int]]:
    counted: Any = Community.objects.filter(pk=pk).annotate(**counted_in())
    return counted.values_list("known", "people")  # type: ignore[no-any-return]


_known_in = Prepared(_known)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known, what was asked last and of how many, the phrases nobody has read and who wrote them.

    `call_by_hand` is the last call, where the pilots send its messages themselves.
    """

    known: Known
    asked_at: datetime | None
    asked: int | None
    deadline: date | None
    unread: int
    unread_people: int
    call_by_hand: int | None = None


def standing_of(community: Community) -> Standing:
    """In one query, since the pages that show it show much besides."""
    known, people, asked_at, asked, deadline, unread, writers, by_hand = _standing_of.one(community.pk)
    return Standing(Known(known, people), asked_at, asked, deadline, unread or 0, writers or 0, by_hand)


def _standing(pk: int) -> QuerySet[Community, tuple[Any, ...]]:
    calls = AvailabilityCall.objects.filter(community=pk).order_by("-pk")
    writers = (
        Membership.objects.present()
        .filter(UNREAD, community=pk, availability_known_at__isnull=True, roles__role=Role.MEMBER)
        .order_by()
        .values("community")
    )
    unread = (
        Phrase.objects.filter(community=pk, reading="", memberships__departure__isnull=True)
        .filter(memberships__isnull=False)
        .order_by()
        .values("community")
    )
    return (
        Community.objects.filter(pk=pk)
        .annotate(**counted_in())
        .values_list(
            "known",
            "people",
            Subquery(calls.values("created_at")[:1]),
            Subquery(calls.values("asked")[:1]),
            Subquery(calls.values("deadline")[:1]),
            Subquery(unread.annotate(n=Count("pk", distinct=True)).values("n")),
            Subquery(writers.annotate(n=Count("pk")).values("n")),
            Subquery(calls.annotate(mine=Case(When(by_hand=True, then="pk"))).values("mine")[:1]),
        )
    )


_standing_of = Prepared(_standing)


def offered_slots(community: Community) -> list[WeeklySlot]:
    return list(community.slots.filter(withdrawn_at__isnull=True))


@dataclass(frozen=True, slots=True)
class SlotUse:
    """A slot on offer: how many can, how many like it, for how many it is the only one they can."""

    slot: WeeklySlot
    can: int
    like: int
    only: int


def uses_of_slots(community: Community) -> list[SlotUse]:
    """The slots on offer with what withdrawing each would change, in two queries."""
    present = Q(availabilities__membership__departure__isnull=True)
    slots = community.slots.filter(withdrawn_at__isnull=True).annotate(
        can=Count("availabilities", filter=present),
        like=Count("availabilities", filter=present & Q(availabilities__preferred=True)),
    )
    slots = slots.order_by("day", "minute")
    only = _only_slot(community)
    return [SlotUse(slot, slot.can, slot.like, only.get(slot.pk, 0)) for slot in slots]


def _only_slot(community: Community) -> dict[int, int]:
    offered = Q(availabilities__slot__withdrawn_at__isnull=True)
    singles = (
        Membership.objects.present()
        .filter(community=community)
        .annotate(offered=Count("availabilities", filter=offered))
        .filter(offered=1)
        .order_by()
    )
    rows = WeeklySlot.objects.filter(
        withdrawn_at__isnull=True, availabilities__membership__in=singles.values("pk")
    ).annotate(only=Count("availabilities", filter=Q(availabilities__membership__in=singles.values("pk"))))
    return dict(rows.order_by().values_list("pk", "only"))
