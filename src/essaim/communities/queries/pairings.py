"""Pairs as pilots see them, and the contradictions among them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from essaim.engines.rosters.people.pairs import path

from ..models import Community, Membership, Pairing


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two people to keep apart whom a chain of pairs brings together, from one to the other."""

    apart: Pairing
    chain: tuple[Membership, ...]


def pairings_in(community: Community) -> list[Pairing]:
    """Every pair among people present, whoever asked for it, with the people it names."""
    return list(
        Pairing.objects.filter(
            community=community, one__departure__isnull=True, other__departure__isnull=True
        )
        .select_related("one__person", "other__person")
        .order_by("one__person__name", "pk")
    )


def own_wishes(membership: Membership) -> list[Pairing]:
    """What this person asked for themselves; what others or pilots asked of them is not theirs to see."""
    return list(
        Pairing.objects.filter(Q(one=membership) | Q(other=membership), asked_by=membership.person)
        .select_related("one__person", "other__person")
        .order_by("pk")
    )


def contradictions_among(pairings: list[Pairing]) -> list[Contradiction]:
    people = {each.pk: each for pairing in pairings for each in (pairing.one, pairing.other)}
    beside = _beside(pairings)
    apart = {
        (pairing.one_id, pairing.other_id): pairing
        for pairing in pairings
        if pairing.kind == Pairing.Kind.APART
    }
    found = []
    for pairing in apart.values():
        chain = path(beside, str(pairing.one_id), str(pairing.other_id))
        if chain:
            found.append(Contradiction(pairing, tuple(people[int(key)] for key in chain)))
    return found


def chain_with(community: Community, asked: Pairing) -> tuple[Membership, ...]:
    """The chain of people together that this pair would close upon two who are apart; empty if none."""
    already = pairings_in(community)
    before = {_ends(found) for found in contradictions_among(already)}
    after = contradictions_among([*already, asked])
    fresh = [found for found in after if _ends(found) not in before]
    return fresh[0].chain if fresh else ()


def _ends(found: Contradiction) -> tuple[int, int]:
    return found.apart.one_id, found.apart.other_id


def _beside(pairings: list[Pairing]) -> dict[str, list[str]]:
    beside: dict[str, list[str]] = defaultdict(list)
    for pairing in pairings:
        if pairing.kind == Pairing.Kind.TOGETHER:
            beside[str(pairing.one_id)].append(str(pairing.other_id))
            beside[str(pairing.other_id)].append(str(pairing.one_id))
    return dict(beside)
