"""Who may do what in a community: sentences over what people hold there."""

from __future__ import annotations

from collections.abc import Iterable

import rules

from essaim.people.models import Person

from .models import Community, Membership, Role


def holds(person: Person, community: Community, *roles: str) -> bool:
    """Whether this person, present in the community, holds one of these roles."""
    held = _held(person)
    if community.pk not in held:
        present = Membership.objects.present().filter(community=community, person=person)
        remember(person, community, present.order_by().values_list("roles__role", flat=True))
    return bool(held[community.pk] & set(roles))


def remember(person: Person, community: Community, roles: Iterable[str | None]) -> None:
    """Spare the question to every rule of this request: these are the roles held by the person here."""
    _held(person)[community.pk] = frozenset(role for role in roles if role)


def _held(person: Person) -> dict[int, frozenset[str]]:
    held: dict[int, frozenset[str]] | None = getattr(person, "_held", None)
    if held is None:
        held = person._held = {}  # type: ignore[attr-defined]
    return held


@rules.predicate
def pilots(person: Person, thing: object) -> bool:
    return holds(person, community_of(thing), Role.PILOT)


@rules.predicate
def belongs(person: Person, thing: object) -> bool:
    """Present in the community with any role but that of sponsor alone."""
    return holds(person, community_of(thing), Role.PILOT, Role.LEAD, Role.FACILITATOR, Role.MEMBER)


@rules.predicate
def sponsors(person: Person, thing: object) -> bool:
    return holds(person, community_of(thing), Role.SPONSOR)


@rules.predicate
def signed_in(person: Person, thing: object) -> bool:
    return person.is_authenticated


def community_of(thing: object) -> Community:
    """The community a thing belongs to: itself, or its `community`."""
    return thing if isinstance(thing, Community) else thing.community  # type: ignore[attr-defined]


rules.add_perm("communities.see", belongs | sponsors)
rules.add_perm("communities.steer", pilots)
rules.add_perm("communities.answer", belongs)
rules.add_perm("communities.leave", belongs | sponsors)
