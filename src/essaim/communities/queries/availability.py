"""What is known of when people can, and of whom nothing is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, Q, Subquery, When

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
    """Everyone present who may sit in a circle: not those who are here as sponsors only."""
    only_sponsors = Membership.objects.filter(community=community, roles__role=Role.SPONSOR).exclude(
        roles__role=Role.MEMBER
    )
    return Membership.objects.present().filter(community=community).exclude(pk__in=only_sponsors.order_by())


def unknown_in(community: Community) -> Memberships:
    return who_could_sit(community).filter(availability_known_at__isnull=True)


def to_ask_in(community: Community) -> Memberships:
    """Those to write to: unknown, and who have not written in their own words something still to be read."""
    return unknown_in(community).exclude(UNREAD)


def known_in(community: Community) -> Known:
    counted = (
        who_could_sit(community)
        .order_by()
        .aggregate(total=Count("pk"), known=Count("pk", filter=Q(availability_known_at__isnull=False)))
    )
    return Known(known=counted["known"], total=counted["total"])


@dataclass(frozen=True, slots=True)
class Standing:
    """What was asked last, by when, of how many; how many phrases nobody has read yet, and who wrote them.

    `call_by_hand` is the last call, where the pilots send its messages themselves.
    """

    asked_at: datetime | None
    asked: int | None
    deadline: date | None
    unread: int
    unread_people: int
    call_by_hand: int | None = None


def standing_of(community: Community) -> Standing:
    """In one query, since the page shows much besides."""
    calls = AvailabilityCall.objects.filter(community=community).order_by("-pk")
    written = Phrase.objects.filter(community=community, reading="", memberships__departure__isnull=True)
    unread = written.filter(memberships__isnull=False).order_by().values("community")
    people = unknown_in(community).filter(UNREAD).order_by().values("community")
    row = Community.objects.filter(pk=community.pk).values_list(
        Subquery(calls.values("created_at")[:1]),
        Subquery(calls.values("asked")[:1]),
        Subquery(calls.values("deadline")[:1]),
        Subquery(unread.annotate(n=Count("pk", distinct=True)).values("n")),
        Subquery(people.annotate(n=Count("pk", distinct=True)).values("n")),
        Subquery(calls.annotate(mine=Case(When(by_hand=True, then="pk"))).values("mine")[:1]),
    )
    asked_at, asked, deadline, phrases, writers, by_hand = row.get()
    return Standing(asked_at, asked, deadline, phrases or 0, writers or 0, by_hand)


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
