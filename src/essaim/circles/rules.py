"""Who may do what with circles."""

from __future__ import annotations

import rules

from essaim.communities.rules import belongs, pilots
from essaim.people.models import Person

from .models import Circle, Seat


@rules.predicate
def sits_in(person: Person, thing: Circle | Seat) -> bool:
    """Has a seat at this table today."""
    return bool(_parts(person, thing))


@rules.predicate
def facilitates(person: Person, thing: Circle | Seat) -> bool:
    return bool(_parts(person, thing) & {Seat.Part.FACILITATOR, Seat.Part.LEAD})


def _parts(person: Person, thing: Circle | Seat) -> frozenset[str]:
    """What this person is at the table, or at that of the seat."""
    circle = thing.circle_id if isinstance(thing, Seat) else thing.pk
    held = getattr(person, "_seats_at", None)
    if held is None:
        held = person._seats_at = {}  # type: ignore[attr-defined]
    if circle not in held:
        rows = Seat.objects.filter(circle=circle, left_at__isnull=True, membership__departure__isnull=True)
        held[circle] = frozenset(rows.filter(membership__person=person).values_list("part", flat=True))
    parts: frozenset[str] = held[circle]
    return parts


rules.add_perm("circles.form", pilots)
rules.add_perm("circles.launch", pilots)
rules.add_perm("circles.see", belongs)
rules.add_perm("circles.attend", sits_in | pilots)
rules.add_perm("circles.care", facilitates | pilots)
rules.add_perm("circles.adjust", pilots)
