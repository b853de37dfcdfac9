"""What both stories need: a community with its slots, attributes and people, written in a few acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from essaim.circles.models import Circle, Launch
from essaim.communities.actions import phrase_for
from essaim.communities.models import (
    Attribute,
    AttributeValue,
    Availability,
    Community,
    Membership,
    Role,
    RoleHeld,
    WeeklySlot,
)
from essaim.engines.grouping.problem import Slot
from essaim.engines.rosters.folding import fold
from essaim.people.models import Person

from .names import Named


@dataclass(slots=True)
class Somebody:
    """One person of a story; `slots` are None while nothing is known, `text` what they wrote instead."""

    who: Named
    values: Mapping[str, tuple[str, ...]]
    slots: frozenset[Slot] | None = None
    preferred: frozenset[Slot] = frozenset()
    facilitates: int = 0
    leads: int = 0
    roles: tuple[str, ...] = ()
    text: str = ""
    languages: tuple[str, ...] = field(default=("fr",))


def offer(community: Community, slots: Iterable[str]) -> dict[Slot, WeeklySlot]:
    read = [Slot.read(text) for text in slots]
    rows = [WeeklySlot(community=community, day=slot.day, minute=slot.minute) for slot in read]
    return {row.slot: row for row in WeeklySlot.objects.bulk_create(rows)}


def ask(
    community: Community, attributes: Mapping[str, Iterable[str]], *, several: str = ""
) -> dict[str, Attribute]:
    rows = [
        Attribute(
            community=community,
            name=name,
            key=fold(name),
            choices=list(choices),
            several=name == several,
            position=position,
        )
        for position, (name, choices) in enumerate(attributes.items())
    ]
    return {row.name: row for row in Attribute.objects.bulk_create(rows)}


def gather(
    community: Community,
    crowd: list[Somebody],
    slots: Mapping[Slot, WeeklySlot],
    attributes: Mapping[str, Attribute],
    *,
    arrived: datetime,
    pilot: Person | None = None,
) -> dict[str, Membership]:
    """Write the people of a story; returns their memberships by e-mail."""
    people = Person.objects.bulk_create(
        Person(
            email=one.who.email,
            name=one.who.name,
            given_name=one.who.given,
            language="fr",
            time_zone=community.time_zone,
            password="!",
        )
        for one in crowd
    )
    memberships = Membership.objects.bulk_create(
        Membership(
            community=community,
            person=person,
            arrival=Membership.Arrival.IMPORTED,
            arrived_by=pilot or people[0],
            languages=list(one.languages),
            facilitates=one.facilitates,
            leads=one.leads,
            availability_text=one.text,
            availability_known_at=None if one.slots is None else arrived,
            availability_from="" if one.slots is None else Membership.Said.LIST,
        )
        for one, person in zip(crowd, people, strict=True)
    )
    told = list(zip(crowd, memberships, strict=True))
    RoleHeld.objects.bulk_create(
        RoleHeld(membership=membership, role=role)
        for one, membership in told
        for role in (*one.roles, Role.MEMBER)
    )
    Availability.objects.bulk_create(
        Availability(membership=membership, slot=slots[slot], preferred=slot in one.preferred)
        for one, membership in told
        for slot in sorted(one.slots or ())
    )
    AttributeValue.objects.bulk_create(
        AttributeValue(membership=membership, attribute=attributes[name], value=value)
        for one, membership in told
        for name, values in one.values.items()
        for value in values
    )
    for one, membership in told:
        if one.text:
            membership.phrase = phrase_for(community=community, text=one.text)
            membership.save(update_fields=["phrase"])
    return {one.who.email: membership for one, membership in told}


def forget(slug: str, domain: str) -> None:
    """Take a story out, its people included, so that it can be told again from the beginning."""
    Circle.objects.filter(community__slug=slug).delete()
    Launch.objects.filter(round__community__slug=slug).delete()
    Community.objects.filter(slug=slug).delete()
    Person.objects.filter(email__endswith=f"@{domain}").delete()


def weeks_ago(weeks: int) -> datetime:
    return timezone.now() - timedelta(weeks=weeks)
