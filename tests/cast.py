"""The people of every story: one community, and more when a story needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from essaim.communities.models import Availability, Community, Membership, Role, RoleHeld, WeeklySlot
from essaim.people.models import Person


@dataclass
class Cast:
    """*En chemin*: Claire pilots, Leïla leads, Sonia facilitates, Marc and Nadia are members.

    Paul holds nothing here (he is a stranger); Diane pilots another community; Serge is the sponsor.
    """

    community: Community = field(init=False)
    tuesday: WeeklySlot = field(init=False)
    thursday: WeeklySlot = field(init=False)

    def __post_init__(self) -> None:
        self.community = Community.objects.create(
            name="En chemin", slug="en-chemin", purpose_line="Avancer ensemble", languages=["fr"]
        )
        self.tuesday = self.slot(1, 18 * 60 + 30)
        self.thursday = self.slot(3, 20 * 60)
        self.claire = self.member("claire@exemple.fr", "Claire Martin", Role.PILOT).person
        self.leila = self.member("leila@exemple.fr", "Leïla Haddad", Role.LEAD).person
        self.sonia = self.member("sonia@exemple.fr", "Sonia Meyer", Role.FACILITATOR).person
        self.marc = self.member("marc@exemple.fr", "Marc Petit").person
        self.nadia = self.member("nadia@exemple.fr", "Nadia Benali").person
        self.serge = self.member("serge@exemple.fr", "Serge Aubry", Role.SPONSOR, belongs=False).person
        self.paul = self.person("paul@ailleurs.fr", "Paul Roux")
        self.other = Community.objects.create(name="Ailleurs", slug="ailleurs", languages=["fr"])
        self.diane = self.member("diane@ailleurs.fr", "Diane Faure", Role.PILOT, community=self.other).person

    def person(self, email: str, name: str = "", **fields: Any) -> Person:
        return Person.objects.create_user(email, name=name, **fields)

    def slot(self, day: int, minute: int, community: Community | None = None) -> WeeklySlot:
        return WeeklySlot.objects.create(community=community or self.community, day=day, minute=minute)

    def member(
        self,
        email: str,
        name: str = "",
        *roles: str,
        community: Community | None = None,
        belongs: bool = True,
        slots: tuple[WeeklySlot, ...] = (),
        **fields: Any,
    ) -> Membership:
        """Somebody present in the community, with roles, and slots they can (known when some are given)."""
        person = Person.objects.filter(email=email).first() or self.person(email, name)
        fields.setdefault("languages", ["fr"])
        membership = Membership.objects.create(
            community=community or self.community, person=person, arrival=Membership.Arrival.ADDED, **fields
        )
        held = [*roles, *([Role.MEMBER] if belongs else [])]
        RoleHeld.objects.bulk_create(RoleHeld(membership=membership, role=role) for role in held)
        if slots:
            Availability.objects.bulk_create(Availability(membership=membership, slot=slot) for slot in slots)
            Membership.objects.filter(pk=membership.pk).update(availability_known_at=membership.created_at)
        return membership

    def crowd(self, count: int, *slots: WeeklySlot, facilitators: int = 0, **fields: Any) -> list[Membership]:
        """`count` people who can at these slots; the first `facilitators` of them offer to facilitate."""
        return [
            self.member(
                f"personne{i:03d}@exemple.fr",
                f"Prénom{i:03d} Nom{i:03d}",
                slots=slots,
                facilitates=int(i < facilitators),
                **fields,
            )
            for i in range(count)
        ]

    def membership(self, person: Person) -> Membership:
        return Membership.objects.get(community=self.community, person=person)


def plain(text: str) -> str:
    """French with ordinary spaces, so that a test can be read."""
    return text.replace("\u202f", " ").replace("\xa0", " ")
