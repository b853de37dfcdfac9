"""A living community of any size: people, circles of ten, answers. For measuring pages."""

from __future__ import annotations

import datetime

from essaim.circles.models import Circle, Seat
from essaim.communities.models import Community, Membership, Role, RoleHeld, WeeklySlot
from essaim.people.models import Person


def fill(people: int) -> tuple[Community, Circle, Person]:
    """A community of `people` in circles of ten; returns it, one circle and a pilot."""
    community = Community.objects.create(name="Banc d’essai", slug="banc", languages=["fr"])
    WeeklySlot.objects.bulk_create(
        WeeklySlot(community=community, day=day, minute=minute) for day in range(5) for minute in (750, 1110)
    )
    persons = Person.objects.bulk_create(
        Person(email=f"p{n}@banc.example", name=f"Prénom{n} Nom{n}", language="fr", password="!")
        for n in range(people)
    )
    memberships = Membership.objects.bulk_create(
        Membership(community=community, person=person, arrival="imported", languages=["fr"])
        for person in persons
    )
    roles = [RoleHeld(membership=membership, role=Role.MEMBER) for membership in memberships]
    roles.append(RoleHeld(membership=memberships[0], role=Role.PILOT))
    RoleHeld.objects.bulk_create(roles)
    circles = Circle.objects.bulk_create(
        Circle(
            community=community,
            name=f"Cercle {n + 1}",
            day=n % 5,
            minute=(750, 1110)[n % 2],
            language="fr",
            first_date=datetime.date(2026, 1, 5) + datetime.timedelta(days=n % 5),
            place="Salle du rez-de-chaussée",
        )
        for n in range(people // 10)
    )
    Seat.objects.bulk_create(
        Seat(
            circle=circles[n // 10],
            membership=membership,
            part=Seat.Part.FACILITATOR if n % 10 == 0 else Seat.Part.MEMBER,
        )
        for n, membership in enumerate(memberships[: len(circles) * 10])
    )
    return community, circles[0], persons[0]
