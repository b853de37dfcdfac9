"""What waits for somebody across their communities."""

from __future__ import annotations

from dataclasses import dataclass

from essaim.circles.models import Circle, Seat
from essaim.communities.models import Community, Membership, Role
from essaim.people.models import Person


@dataclass(frozen=True, slots=True)
class Belonging:
    """One community of mine: what I hold there, my circles, whether my slots are still unknown."""

    community: Community
    pilots: bool
    circles: tuple[Circle, ...]
    asks_availability: bool


def belongings_of(person: Person) -> list[Belonging]:
    """Where this person is present, with what waits for them there. Three queries whatever their number."""
    memberships = list(
        Membership.objects.present()
        .filter(person=person)
        .select_related("community")
        .prefetch_related("roles")
        .order_by("community__name")
    )
    seats = Seat.objects.filter(
        membership__in=memberships, left_at__isnull=True, circle__closure__isnull=True
    ).select_related("circle")
    circles: dict[int, list[Circle]] = {}
    for seat in seats:
        circles.setdefault(seat.membership_id, []).append(seat.circle)
    return [_belonging(membership, tuple(circles.get(membership.pk, ()))) for membership in memberships]


def _belonging(membership: Membership, circles: tuple[Circle, ...]) -> Belonging:
    roles = {held.role for held in membership.roles.all()}
    return Belonging(
        community=membership.community,
        pilots=Role.PILOT in roles,
        circles=circles,
        asks_availability=Role.MEMBER in roles and membership.availability_known_at is None and not circles,
    )
