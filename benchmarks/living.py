"""A living community of any size: people, launched circles of ten, answers. For measuring pages."""

from __future__ import annotations

import datetime

from django.utils import timezone

from essaim.circles.models import Arrangement, Circle, FormingRound, Launch, Seat, SeatAnswer
from essaim.communities.models import Community, Membership, Role, RoleHeld, WeeklySlot
from essaim.people.models import Person


def fill(people: int) -> tuple[Community, Circle, Person]:
    """A community of `people` in circles of ten; returns it, one circle and a pilot."""
    now = timezone.now()
    monday = now.date() - datetime.timedelta(days=now.weekday() + 7)
    community = Community.objects.create(name="Banc d’essai", slug="banc", languages=["fr"])
    WeeklySlot.objects.bulk_create(
        WeeklySlot(community=community, day=day, minute=minute) for day in range(5) for minute in (750, 1110)
    )
    persons = Person.objects.bulk_create(
        Person(email=f"p{n}@banc.example", name=f"Prénom{n} Nom{n}", language="fr", password="!")
        for n in range(people)
    )
    memberships = Membership.objects.bulk_create(
        Membership(
            community=community,
            person=person,
            arrival="imported",
            languages=["fr"],
            availability_known_at=now if n % 4 else None,
        )
        for n, person in enumerate(persons)
    )
    roles = [RoleHeld(membership=membership, role=Role.MEMBER) for membership in memberships]
    roles.append(RoleHeld(membership=memberships[0], role=Role.PILOT))
    RoleHeld.objects.bulk_create(roles)
    forming = FormingRound.objects.create(community=community, name="Un", options={"facilitators": [1, 1]})
    arrangement = Arrangement.objects.create(round=forming, number=1)
    launch = Launch.objects.create(round=forming, arrangement=arrangement, everyone_asked_at=now)
    circles = Circle.objects.bulk_create(
        Circle(
            community=community,
            launch=launch,
            name=f"Cercle {n + 1}",
            day=n % 5,
            minute=(750, 1110)[n % 2],
            language="fr",
            first_date=monday + datetime.timedelta(days=n % 5),
            place="Salle du rez-de-chaussée",
        )
        for n in range(people // 10)
    )
    seats = Seat.objects.bulk_create(
        Seat(
            circle=circles[n // 10],
            membership=membership,
            invited_at=now,
            part=Seat.Part.FACILITATOR if n % 10 == 0 else Seat.Part.MEMBER,
        )
        for n, membership in enumerate(memberships[: len(circles) * 10])
    )
    answers = ("suits", "suits", "suits", "other-slot")
    SeatAnswer.objects.bulk_create(
        SeatAnswer(seat=seat, answer=answers[n % 4]) for n, seat in enumerate(seats) if n % 3
    )
    return community, circles[0], persons[0]
