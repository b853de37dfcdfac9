"""How people come into a community, or come back."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import pgettext_lazy

from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Community, Departure, Membership, Role, RoleHeld


@transaction.atomic
def arrive(
    *,
    community: Community,
    person: Person,
    arrival: str,
    by: Person | None,
    roles: Iterable[str] = (Role.MEMBER,),
) -> Membership:
    """Be present in the community with at least these roles, whether new, come back or already there."""
    membership, new = Membership.objects.get_or_create(
        community=community, person=person, defaults={"arrival": arrival, "arrived_by": by}
    )
    back = not new and _undo_departure(membership)
    RoleHeld.objects.bulk_create(
        [RoleHeld(membership=membership, role=role, given_by=by) for role in dict.fromkeys(roles)],
        ignore_conflicts=True,
    )
    if new:
        announce("member.arrived", actor=by, subject=membership, scope=community, arrival=arrival)
    elif back:
        announce("member.returned", actor=by, subject=membership, scope=community)
    return membership


@transaction.atomic
def add_person(*, actor: Person, community: Community, email: str, name: str = "") -> Membership:
    """A pilot adds somebody, who is told how their address came here.

    Raises ValidationError when they are there already, or left by themselves: they decide to come back.
    """
    person = Person.objects.filter(email=email.strip().lower()).first() or Person.objects.create_user(email)
    known = Membership.objects.select_related("departure").filter(community=community, person=person).first()
    if known:
        _may_be_added(known)
    if name and not person.name and person.last_login is None:
        person.name = name
        person.save(update_fields=["name"])
    return arrive(community=community, person=person, arrival=Membership.Arrival.ADDED, by=actor)


@transaction.atomic
def come_back(*, actor: Person, membership: Membership) -> Membership:
    """Somebody who left changes their mind; who was removed or withdrew needs an invitation."""
    departure = Departure.objects.filter(membership=membership, way=Departure.Way.LEFT).first()
    if departure is None:
        raise ValidationError(pgettext_lazy("communities", "Ask the core team for an invitation."))
    return arrive(community=membership.community, person=actor, arrival=membership.arrival, by=actor)


def _may_be_added(membership: Membership) -> None:
    departure = getattr(membership, "departure", None)
    if departure is None:
        raise ValidationError(
            {"email": pgettext_lazy("communities", "This person is already in the community.")}
        )
    if departure.way != Departure.Way.REMOVED:
        raise ValidationError(
            {
                "email": pgettext_lazy(
                    "communities",
                    "This person chose to leave. Send them an invitation instead: they will decide.",
                )
            }
        )


def _undo_departure(membership: Membership) -> bool:
    deleted, _ = Departure.objects.filter(membership=membership).delete()
    membership._state.fields_cache.pop("departure", None)
    return bool(deleted)
