"""Who may do what with circles."""

from __future__ import annotations

import rules

from essaim.communities.rules import belongs, pilots
from essaim.people.models import Person

from .models import Circle, Seat


@rules.predicate
def sits_in(person: Person, circle: Circle) -> bool:
    """Has a seat at this table today."""
    return _parts(person, circle) != frozenset()


@rules.predicate
def facilitates(person: Person, circle: Circle) -> bool:
    return bool(_parts(person, circle) & {Seat.Part.FACILITATOR, Seat.Part.LEAD})


def _parts(person: Person, circle: Circle) -> frozenset[str]:
    held = getattr(person, "_seats_at", None)
    if held is None:
        held = person._seats_at = {}  # type: ignore[attr-defined]
    if circle.pk not in held:
        rows = Seat.objects.filter(circle=circle, left_at__isnull=True, membership__departure__isnull=True)
        held[circle.pk] = frozenset(rows.filter(membership__person=person).values_list("part", flat=True))
    parts: frozenset[str] = held[circle.pk]
    return parts


rules.add_perm("circles.form", pilots)
rules.add_perm("circles.launch", pilots)
rules.add_perm("circles.see", belongs)
rules.add_perm("circles.attend", sits_in | pilots)
rules.add_perm("circles.care", facilitates | pilots)
rules.add_perm("circles.adjust", pilots)
