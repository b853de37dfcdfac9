"""Reads for pages. What this person cannot see does not exist: 404."""

from __future__ import annotations

from itertools import count

from django.db.models import F
from django.http import Http404
from django.utils.text import slugify

from essaim.people.models import Person

from ..models import Community, Membership
from ..rules import remember


def communities_of(person: Person) -> list[Community]:
    """The communities in which this person is present."""
    present = Membership.objects.present().filter(person=person)
    return list(Community.objects.filter(memberships__in=present))


def community_for(person: Person, *, community: str) -> Community:
    """The community at this address, for somebody present in it. Raises Http404."""
    rows = (
        Membership.objects.present()
        .filter(person=person, community__slug=community)
        .select_related("community")
        .annotate(held=F("roles__role"))
        .order_by()
    )
    held = {row.held: row.community for row in rows}  # type: ignore[attr-defined]
    if not held:
        raise Http404
    found = next(iter(held.values()))
    remember(person, found, held)
    return found


def free_address(wish: str) -> str:
    """An address close to this name that no community has: "en-chemin", else "en-chemin-2"."""
    base = slugify(wish)[:55].strip("-") or "communaute"
    taken = set(Community.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    free = (f"{base}-{number}" if number > 1 else base for number in count(1))
    return next(slug for slug in free if slug not in taken)
