"""The rows of a list become people, memberships and what forming needs, a thousand at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from secrets import token_urlsafe

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.utils import timezone

from essaim.engines.grouping.problem import Slot
from essaim.engines.rosters import PersonRead
from essaim.engines.rosters.folding import fold
from essaim.engines.rosters.phrases import phrase_key
from essaim.people.models import Person

from ...models import (
    Attribute,
    AttributeValue,
    Availability,
    Membership,
    PeopleList,
    Phrase,
    Role,
    RoleHeld,
    WeeklySlot,
)
from ...queries.lists import in_chunks
from ..slots import offer_slots
from .reading import ListRead

BATCH = 1000


class Writing:
    """One list being written, within the transaction of its action.

    `memberships` holds everyone's by e-mail; `outcomes` what became of each line, (line, e-mail, outcome).
    What people said themselves of when they can is never overwritten by a list.
    """

    def __init__(self, people_list: PeopleList, people: Sequence[PersonRead], read: ListRead) -> None:
        self.list = people_list
        self.community = people_list.community
        self.people = people
        self.attribute_names = read.reading.attributes
        self.told = {column.role for column in read.mapping.columns}
        self.now = timezone.now()
        self.memberships: dict[str, Membership] = {}
        self.outcomes: list[tuple[int, str, str]] = []

    def count(self, outcome: str) -> int:
        return sum(each == outcome for _, _, each in self.outcomes)

    def write(self) -> None:
        persons = self.write_people()
        self.write_memberships(persons)
        self.write_values(self.known_attributes())
        self.write_slots(self.offered())
        self.write_phrases()

    def write_people(self) -> dict[str, Person]:
        """Everyone's account by e-mail; a name is only given to who has none yet."""
        known = {
            person.email: person
            for chunk in in_chunks(self.people)
            for person in Person.objects.filter(email__in=[one.key for one in chunk])
        }
        fresh = [
            Person(email=one.key, name=one.name[:150], given_name=one.given[:80], password=no_password())
            for one in self.people
            if one.key not in known
        ]
        Person.objects.bulk_create(fresh, batch_size=BATCH)
        named = [self.named(known[one.key], one) for one in self.people if nameless(known.get(one.key), one)]
        Person.objects.bulk_update(named, ["name", "given_name"], batch_size=BATCH)
        return known | {person.email: person for person in fresh}

    @staticmethod
    def named(person: Person, one: PersonRead) -> Person:
        person.name, person.given_name = one.name[:150], one.given[:80]
        return person

    def write_memberships(self, persons: dict[str, Person]) -> None:
        mine = Membership.objects.filter(community=self.community)
        known = {
            membership.person_id: membership
            for chunk in in_chunks([person.pk for person in persons.values()])
            for membership in mine.filter(person__in=chunk)
        }
        fresh = []
        for one in self.people:
            person = persons[one.key]
            membership = known.get(person.pk)
            if membership is None:
                membership = Membership(
                    community=self.community,
                    person=person,
                    arrival=Membership.Arrival.IMPORTED,
                    arrived_by=self.list.by,
                )
                fresh.append(membership)
            self.outcomes.append((one.line, one.key, "updated" if membership.pk else "added"))
            self.memberships[one.key] = self.said_of(membership, one)
        Membership.objects.bulk_create(fresh, batch_size=BATCH)
        Membership.objects.bulk_update(
            known.values(), ["languages", "facilitates", "leads", "met", "present_circle"], batch_size=BATCH
        )
        RoleHeld.objects.bulk_create(
            (RoleHeld(membership=each, role=Role.MEMBER, given_by=self.list.by) for each in fresh),
            batch_size=BATCH,
        )

    def said_of(self, membership: Membership, one: PersonRead) -> Membership:
        """Put what the list says of somebody on their membership; where it has no column, nothing changes."""
        if not membership.languages or self.told & {"languages", "language"}:
            membership.languages = list(one.languages)
        if "facilitate" in self.told:
            membership.facilitates = one.facilitates
        if "lead" in self.told:
            membership.leads = one.leads
        if "met" in self.told:
            membership.met = sorted(one.met)
        if "circle" in self.told:
            membership.present_circle = (one.circle or "")[:120]
        return membership

    def known_attributes(self) -> dict[str, Attribute]:
        """The community's questions by folded name, with those that the list adds."""
        asked = {fold(each.name): each for each in self.community.attributes.all()}
        last = max((each.position for each in asked.values()), default=-1)
        missing = [name for name in self.attribute_names if fold(name) not in asked]
        added = Attribute.objects.bulk_create(
            Attribute(
                community=self.community,
                name=name[:80],
                key=fold(name)[:80],
                position=last + number,
                asked=False,
            )
            for number, name in enumerate(missing, start=1)
        )
        return asked | {fold(each.name): each for each in added}

    def write_values(self, attributes: dict[str, Attribute]) -> None:
        """A list replaces the answers it gives, and leaves the others."""
        for attribute in attributes.values():
            told = [
                one for one in self.people if any(fold(name) == fold(attribute.name) for name in one.values)
            ]
            if told:
                self.forget(AttributeValue.objects.filter(attribute=attribute), told)
        AttributeValue.objects.bulk_create(
            (
                AttributeValue(
                    membership=self.memberships[one.key], attribute=attributes[fold(name)], value=value
                )
                for one in self.people
                for name, values in one.values.items()
                for value in dict.fromkeys(each[:120] for each in values)
            ),
            batch_size=BATCH,
        )

    def offered(self) -> dict[Slot, WeeklySlot]:
        """The community's slots, with those that the list names offered too."""
        named = {slot for one in self.people for slot in one.possible or ()}
        if named and self.list.by:
            offer_slots(actor=self.list.by, community=self.community, slots=named)
        return {weekly.slot: weekly for weekly in self.community.slots.all()}

    def write_slots(self, slots: dict[Slot, WeeklySlot]) -> None:
        told = [one for one in self.people if one.possible is not None and self.may_say(one)]
        self.forget(Availability.objects.all(), told)
        Availability.objects.bulk_create(
            (
                Availability(
                    membership=self.memberships[one.key], slot=slots[slot], preferred=slot in one.preferred
                )
                for one in told
                for slot in sorted(one.possible or ())
            ),
            batch_size=BATCH,
        )
        self.update(told, availability_known_at=self.now, availability_from=Membership.Said.LIST)

    def write_phrases(self) -> None:
        """What people wrote in their words: one phrase for all who wrote the same, read already or not."""
        told = [one for one in self.people if one.phrase and one.possible is None and self.may_say(one)]
        by_key: dict[str, list[PersonRead]] = {}
        for one in told:
            by_key.setdefault(phrase_key(one.phrase)[:500], []).append(one)
        for key, people in by_key.items():
            phrase, _ = Phrase.objects.get_or_create(
                community=self.community, key=key, defaults={"text": people[0].phrase.strip()}
            )
            self.update(people, phrase=phrase, availability_text=phrase.text)
            if phrase.reading == Phrase.Reading.SLOTS:
                self.as_read(phrase, people)

    def as_read(self, phrase: Phrase, people: Sequence[PersonRead]) -> None:
        likes = set(phrase.preferred_slots.values_list("pk", flat=True))
        slots = list(phrase.slots.values_list("pk", flat=True))
        self.forget(Availability.objects.all(), people)
        Availability.objects.bulk_create(
            (
                Availability(membership=self.memberships[one.key], slot_id=slot, preferred=slot in likes)
                for one in people
                for slot in slots
            ),
            batch_size=BATCH,
        )
        self.update(people, availability_known_at=self.now, availability_from=Membership.Said.PHRASE)

    def may_say(self, one: PersonRead) -> bool:
        return self.memberships[one.key].availability_from != Membership.Said.THEMSELVES

    def forget(self, rows: models.QuerySet[models.Model], people: Iterable[PersonRead]) -> None:
        known = [self.memberships[one.key].pk for one in people]
        for chunk in in_chunks(known):
            rows.filter(membership__in=chunk).delete()

    def update(self, people: Iterable[PersonRead], **settings: object) -> None:
        for chunk in in_chunks([self.memberships[one.key].pk for one in people]):
            Membership.objects.filter(pk__in=chunk).update(**settings)


def no_password() -> str:
    """What `make_password(None)` gives, without drawing its forty letters one by one."""
    return f"{UNUSABLE_PASSWORD_PREFIX}{token_urlsafe(30)}"


def nameless(person: Person | None, one: PersonRead) -> bool:
    return person is not None and not person.name and bool(one.name)
