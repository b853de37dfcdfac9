"""Beginning a round of forming, saying what is wished, who takes part, and putting it aside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from essaim.communities.models import Community
from essaim.communities.models.membership import Memberships
from essaim.communities.queries import who_could_sit
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import FormingRound, Launch, Participation, Removal
from ..queries.forming import search_under_way, taking_part
from .searches import stop_search


@transaction.atomic
def begin_round(
    *, actor: Person, community: Community, name: str, options: dict[str, Any], people: Memberships
) -> FormingRound:
    """Begin a round with these people; `options` are the words of `wishes.options_in_words`."""
    forming = FormingRound.objects.create(community=community, by=actor, name=name, options=options)
    _take_in(forming, people)
    announce("round.begun", actor=actor, subject=forming, scope=community)
    return forming


@transaction.atomic
def change_wishes(
    *, actor: Person, forming: FormingRound, name: str, options: dict[str, Any]
) -> FormingRound:
    """Wish for something else. Boards already proposed stay as they are until somebody searches again."""
    forming.name = name
    forming.options = options
    forming.save(update_fields=["name", "options"])
    announce("round.wishes-changed", actor=actor, subject=forming, scope=forming.community)
    return forming


@transaction.atomic
def take_in(*, actor: Person, forming: FormingRound, people: Memberships) -> int:
    """Let these people take part as well; how many are new."""
    added = _take_in(forming, people)
    announce("round.people-changed", actor=actor, subject=forming, scope=forming.community, added=added)
    return added


@transaction.atomic
def leave_out(*, actor: Person, forming: FormingRound, people: Memberships) -> int:
    """Let these people sit this round out; how many that were in it."""
    left, _ = Participation.objects.filter(round=forming, membership__in=people.order_by()).delete()
    announce("round.people-changed", actor=actor, subject=forming, scope=forming.community, removed=left)
    return left


class LaunchedError(Exception):
    """The circles of this round exist: it is their history, and stays."""


@transaction.atomic
def remove_round(*, actor: Person, forming: FormingRound) -> Removal:
    """Put a prepared round aside, its search stopped; `give_back` undoes it. Raises LaunchedError."""
    FormingRound.objects.select_for_update().get(pk=forming.pk)
    if Launch.objects.filter(round=forming).exists():
        raise LaunchedError
    search = search_under_way(forming)
    if search:
        stop_search(actor=actor, search=search)
    removal, _ = Removal.objects.get_or_create(round=forming, defaults={"by": actor})
    announce("round.removed", actor=actor, subject=forming, scope=forming.community)
    return removal


@transaction.atomic
def give_back(*, actor: Person, forming: FormingRound) -> FormingRound:
    """Undo a removal: the round is as it was."""
    Removal.objects.filter(round=forming).delete()
    announce("round.given-back", actor=actor, subject=forming, scope=forming.community)
    return forming


def forget_removed(*, before: datetime) -> int:
    """Delete for good the rounds removed before this moment, with everything proposed in them."""
    forgotten, _ = FormingRound.objects.filter(removal__created_at__lt=before).delete()
    return forgotten


def _take_in(forming: FormingRound, people: Memberships) -> int:
    known = set(taking_part(forming).values_list("pk", flat=True))
    allowed = who_could_sit(forming.community).filter(pk__in=people.order_by().values("pk"))
    new = [pk for pk in allowed.values_list("pk", flat=True) if pk not in known]
    Participation.objects.bulk_create(
        (Participation(round=forming, membership_id=pk) for pk in new), batch_size=500, ignore_conflicts=True
    )
    return len(new)
