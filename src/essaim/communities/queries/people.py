"""The people of a community: found by a few letters, by role, by whether their availability is known."""

from __future__ import annotations

from django.db.models import Q, TextField, Value
from django.db.models.functions import Concat
from django.http import Http404

from essaim.engines.rosters.folding import fold
from essaim.people.models import Person

from ..models import Community, Departure, Membership
from ..models.membership import Memberships
from .folded import Folded

FOUND_AT_ONCE = 8


def people_of(
    community: Community, *, search: str = "", role: str = "", availability: str = ""
) -> Memberships:
    """Everyone present, narrowed; each word searched is in the name or the address, accents and case apart.

    `availability`: "known", "unknown" or "". People and roles come along in two more queries.
    """
    people = Membership.objects.present().filter(community=community)
    if role:
        people = people.filter(roles__role=role)
    if availability in ("known", "unknown"):
        people = people.filter(availability_known_at__isnull=availability == "unknown")
    return matching(people, search).select_related("person").prefetch_related("roles")


def matching(people: Memberships, search: str) -> Memberships:
    """Those whose name or address has each word searched, in the order of their names."""
    words = fold(search).split()
    if words:
        said = Concat(
            "person__name",
            Value(" "),
            "person__given_name",
            Value(" "),
            "person__email",
            output_field=TextField(),
        )
        people = people.alias(words=Folded(said))
        people = people.filter(*(Q(words__contains=word) for word in words))
    return people.order_by(Folded("person__name"), "person__email")


def member_for(person: Person, *, community: str, membership: int) -> Membership:
    """Somebody present in a community that this person is in. Raises Http404."""
    found = (
        Membership.objects.present()
        .filter(pk=membership, community__slug=community)
        .filter(community__memberships__in=Membership.objects.present().filter(person=person).order_by())
        .select_related("community", "person")
        .first()
    )
    if found is None:
        raise Http404
    return found


def own_membership(person: Person, *, community: str) -> Membership:
    """Where this person stands in this community. Raises Http404 when they are not present."""
    present = Membership.objects.present().select_related("community", "person")
    found = present.filter(person=person, community__slug=community).first()
    if found is None:
        raise Http404
    return found


def named(community: Community, text: str) -> list[Membership]:
    """Everyone present whose whole name or address is this, accents and case apart. Never a part of a name:

    a member may wish for somebody they know, not leaf through the others.
    """
    wanted = fold(text)
    return list(
        Membership.objects.present()
        .filter(community=community)
        .alias(name=Folded("person__name"), address=Folded("person__email"))
        .filter(Q(name=wanted) | Q(address=wanted))
        .select_related("person")
    )


def departed_addresses(community: Community) -> dict[str, str]:
    """The addresses of those who are here no more, each with the way they left: no list brings them back."""
    return dict(
        Departure.objects.filter(membership__community=community).values_list(
            "membership__person__email", "way"
        )
    )
