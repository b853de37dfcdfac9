"""Availability in people's own words, read once by a pilot for all who wrote the same."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from essaim.engines.rosters.phrases import phrase_key
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Community, Membership, Phrase
from .needs import replace_slots, update_each


def phrase_for(*, community: Community, text: str) -> Phrase:
    """The phrase of these words, case, accents and final signs apart; it is kept as first written."""
    phrase, _ = Phrase.objects.get_or_create(
        community=community, key=phrase_key(text)[:500], defaults={"text": text.strip()}
    )
    return phrase


@transaction.atomic
def read_phrase(
    *, actor: Person, phrase: Phrase, can: frozenset[int], likes: frozenset[int] = frozenset()
) -> list[Membership]:
    """Take these words to mean these slots (ids); none means that no slot suits. Gives the people changed.

    Safe to repeat and to correct. It speaks for those of whom nothing else is known: who has answered
    since, or was set by a pilot, keeps that.
    """
    phrase.slots.set(can | likes)
    phrase.preferred_slots.set(likes)
    _decide(actor, phrase, Phrase.Reading.SLOTS)
    people = _spoken_for(phrase)
    replace_slots(people, can, likes)
    update_each(people, availability_known_at=timezone.now(), availability_from=Membership.Said.PHRASE)
    return people


@transaction.atomic
def leave_unread(*, actor: Person, phrase: Phrase) -> list[Membership]:
    """These words do not tell: those who wrote them are unknown again, and can be asked."""
    phrase.slots.clear()
    phrase.preferred_slots.clear()
    _decide(actor, phrase, Phrase.Reading.UNCLEAR)
    people = _spoken_for(phrase)
    replace_slots(people, frozenset(), frozenset())
    update_each(people, availability_known_at=None, availability_from="")
    return people


def _decide(actor: Person, phrase: Phrase, reading: str) -> None:
    phrase.reading, phrase.decided_by, phrase.decided_at = reading, actor, timezone.now()
    phrase.save(update_fields=["reading", "decided_by", "decided_at"])
    announce("phrase.read", actor=actor, subject=phrase, scope=phrase.community, reading=reading)


def _spoken_for(phrase: Phrase) -> list[Membership]:
    return list(
        Membership.objects.present().filter(phrase=phrase, availability_from__in=["", Membership.Said.PHRASE])
    )
