"""Reads for pages. What this person cannot see does not exist: 404."""

from __future__ import annotations

from itertools import count

from django.db import DEFAULT_DB_ALIAS
from django.http import Http404
from django.utils.text import slugify

from essaim.core.prepared import Prepared
from essaim.people.models import Person

from ..models import Community, Membership
from ..rules import remember

FIELDS = [field.attname for field in Community._meta.concrete_fields]


def communities_of(person: Person) -> list[Community]:
    """The communities in which this person is present."""
    present = Membership.objects.present().filter(person=person)
    return list(Community.objects.filter(memberships__in=present))


def community_for(person: Person, *, community: str) -> Community:
    """The community at this address, for somebody present in it. Raises Http404."""
    rows = _with_roles.all(person.pk, community)
    if not rows:
        raise Http404
    found = Community.from_db(DEFAULT_DB_ALIAS, FIELDS, rows[0][1:])
    remember(person, found, [role for role, *_ in rows])
    return found


_with_roles = Prepared(
    lambda person, slug: (
        Membership.objects.present()
        .filter(person=person, community__slug=slug)
        .order_by()
        .values_list("roles__role", *(f"community__{name}" for name in FIELDS))
    )
)


def free_address(wish: str) -> str:
    """An address close to this name that no community has: "en-chemin", else "en-chemin-2"."""
    base = slugify(wish)[:55].strip("-") or "communaute"
    taken = set(Community.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    free = (f"{base}-{number}" if number > 1 else base for number in count(1))
    return next(slug for slug in free if slug not in taken)
