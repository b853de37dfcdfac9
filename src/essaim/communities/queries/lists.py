"""The lists a community was given."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from django.http import Http404

from essaim.people.models import Person

from ..models import Membership, PeopleList
from ..models.lists import Brought
from .community import community_for

Item = TypeVar("Item")
MOST_IN_A_QUERY = 500


def list_for(person: Person, *, community: str, people_list: int) -> PeopleList:
    """One list of a community this person is present in. Raises Http404."""
    here = community_for(person, community=community)
    found = PeopleList.objects.filter(community=here, pk=people_list).first()
    if found is None:
        raise Http404
    found.community = here
    return found


def outcomes_of(people_list: Brought) -> list[tuple[Any, ...]]:
    """What became of each line taken: (line, e-mail, "added" or "updated")."""
    packed = bytes(people_list.report)
    return [tuple(row) for row in json.loads(zlib.decompress(packed))] if packed else []


def packed(outcomes: Sequence[tuple[Any, ...]]) -> bytes:
    """What `outcomes_of` reads."""
    return zlib.compress(json.dumps(outcomes).encode())


def brought_by(people_list: PeopleList) -> Iterator[Membership]:
    """Those whom this list added and who are still present, with their person."""
    added = [email for _, email, outcome in outcomes_of(people_list) if outcome == "added"]
    present = Membership.objects.present().filter(community=people_list.community)
    for chunk in in_chunks(added):
        yield from present.filter(person__email__in=chunk).select_related("community", "person", "arrived_by")


def in_chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Pieces short enough for one query's parameters."""
    return (items[start : start + MOST_IN_A_QUERY] for start in range(0, len(items), MOST_IN_A_QUERY))
