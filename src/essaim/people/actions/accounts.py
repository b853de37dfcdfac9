"""Arrive, say one's name, language and time zone."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from essaim.people.models import Person
from essaim.people.queries import person_at, written_address


@transaction.atomic
def welcome(*, email: str) -> Person:
    """The person whose address has just been proved: known already, imported, or new."""
    address = written_address(email)
    person = person_at(address) or _new(address)
    known, _ = EmailAddress.objects.get_or_create(user=person, email=address)
    if not (known.verified and known.primary):
        EmailAddress.objects.filter(pk=known.pk).update(verified=True, primary=True)
    return person


def _new(address: str) -> Person:
    try:
        with transaction.atomic():
            return Person.objects.create_user(address)
    except IntegrityError:
        # The same person came in from two devices in the same instant.
        return Person.objects.get(email=address)


def change_me(*, actor: Person, **said: str) -> Person:
    """Keep what somebody says of themselves: name, given name, initials, language, time zone."""
    for name, value in said.items():
        setattr(actor, name, value)
    actor.save(update_fields=list(said))
    return actor


def choose_language(*, actor: Person, language: str) -> Person:
    return change_me(actor=actor, language=language)
