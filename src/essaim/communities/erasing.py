"""When an account ends: its communities are left properly, and their last pilot hands over first."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import pgettext

from essaim.people import erasure
from essaim.people.models import Person

from .actions.departures import forget_needs, leave
from .actions.lists import forget_person_in_lists
from .actions.roles import keep_a_pilot
from .models import Departure, Membership, Phrase


@erasure.before
def hand_over_first(person: Person) -> Iterator[str]:
    """The last pilot of a community where others are says who pilots after them."""
    for membership in _present(person):
        try:
            with transaction.atomic():
                keep_a_pilot(membership)
        except ValidationError as refusal:
            if not _alone(membership):
                said = {"community": membership.community.name, "refusal": " ".join(refusal.messages)}
                yield pgettext("communities", "%(community)s: %(refusal)s") % said


@erasure.within
def leave_everywhere(person: Person) -> None:
    """Leave each community, and forget the words in which only this person said when they can."""
    phrases = set(Membership.objects.filter(person=person).values_list("phrase", flat=True))
    for membership in _present(person):
        if _alone(membership):
            _close_behind(membership)
        else:
            leave(actor=person, membership=membership)
    forget_person_in_lists(email=person.email)
    Phrase.objects.filter(pk__in=phrases - {None}, memberships__isnull=True).delete()


def _close_behind(membership: Membership) -> None:
    """Nobody is left to pilot for: the community stays, with nobody in it."""
    forget_needs(membership)
    membership.roles.all().delete()
    Departure.objects.create(membership=membership, way=Departure.Way.LEFT, by=membership.person)


def _alone(membership: Membership) -> bool:
    others = Membership.objects.present().filter(community=membership.community).exclude(pk=membership.pk)
    return not others.exists()


def _present(person: Person) -> list[Membership]:
    return list(Membership.objects.present().filter(person=person).select_related("community", "person"))
