"""Availability in people's own words, read once by a pilot for all who wrote the same."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from essaim.engines.rosters.phrases import phrase_key
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Community, Membership, NeedsBefore, NeedsChange, Phrase
from ..queries import offered_slots
from ..queries.phrases import unread_in
from ..readings import Proposal, sure_among
from .many import begin_change
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


@transaction.atomic
def accept_sure(*, actor: Person, community: Community) -> NeedsChange:
    """Take every phrase that was read without a doubt to mean what was read; it can be undone as a whole."""
    # Two pilots who accept at once: the second finds nothing left to read.
    Community.objects.select_for_update().get(pk=community.pk)
    sure = sure_among(unread_in(community), offered_slots(community))
    phrases = [phrase for phrase, _ in sure]
    people = _spoken_for(*phrases)
    change = begin_change(actor, community, people)
    _keep_readings(sure)
    now = timezone.now()
    Phrase.objects.filter(pk__in=[each.pk for each in phrases]).update(
        reading=Phrase.Reading.SLOTS, decided_by=actor, decided_at=now, accepted_in=change
    )
    for (can, likes), group in _by_reading(people, sure).items():
        replace_slots(group, can, likes)
    update_each(people, availability_known_at=now, availability_from=Membership.Said.PHRASE)
    announce("phrases.accepted", actor=actor, subject=change, scope=community, phrases=len(phrases))
    return change


def _keep_readings(sure: list[tuple[Phrase, Proposal]]) -> None:
    can, likes = Phrase.slots.through, Phrase.preferred_slots.through
    can._default_manager.bulk_create(
        can(phrase_id=phrase.pk, weeklyslot_id=slot) for phrase, read in sure for slot in read.can
    )
    likes._default_manager.bulk_create(
        likes(phrase_id=phrase.pk, weeklyslot_id=slot) for phrase, read in sure for slot in read.likes
    )


def _by_reading(
    people: list[Membership], sure: list[tuple[Phrase, Proposal]]
) -> dict[tuple[frozenset[int], frozenset[int]], list[Membership]]:
    """Those whose words mean the same slots, together."""
    read = {phrase.pk: (frozenset(each.can), frozenset(each.likes)) for phrase, each in sure}
    groups = defaultdict(list)
    for each in people:
        groups[read[each.phrase_id]].append(each)  # type: ignore[index]
    return groups


def _decide(actor: Person, phrase: Phrase, reading: str) -> None:
    phrase.reading, phrase.decided_by, phrase.decided_at = reading, actor, timezone.now()
    # What a pilot decides one by one holds, even if the acceptance of many is undone.
    NeedsBefore.objects.filter(change=phrase.accepted_in_id, membership__phrase=phrase).delete()
    phrase.accepted_in = None
    phrase.save(update_fields=["reading", "decided_by", "decided_at", "accepted_in"])
    announce("phrase.read", actor=actor, subject=phrase, scope=phrase.community, reading=reading)


def _spoken_for(*phrases: Phrase) -> list[Membership]:
    silent = ["", Membership.Said.PHRASE]
    return list(Membership.objects.present().filter(phrase__in=phrases, availability_from__in=silent))
