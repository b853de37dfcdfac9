"""The pairs that a list declares, among those it brings and those already present."""

from __future__ import annotations

from collections.abc import Mapping

from essaim.engines.rosters import Reading

from ...models import Membership, Pairing, PeopleList
from ...queries.lists import in_chunks
from ...queries.pairings import contradictions_among, pairings_in


def pair_as_listed(people_list: PeopleList, reading: Reading, brought: Mapping[str, Membership]) -> int:
    """Keep the pairs of a list; returns how many were left out as they contradict those already kept."""
    members = {**_present(people_list, reading, brought), **brought}
    asked = [
        Pairing(
            community=people_list.community,
            one=min(members[a], members[b], key=lambda each: each.pk),
            other=max(members[a], members[b], key=lambda each: each.pk),
            kind=kind,
            asked_by=people_list.by,
        )
        for kind, pairs in (("together", reading.together), ("apart", reading.apart))
        for a, b in sorted(pairs)
        if a in members and b in members
    ]
    if not asked:
        return 0
    kept = pairings_in(people_list.community)
    before = {(each.apart.one_id, each.apart.other_id) for each in contradictions_among(kept)}
    bad = [each for each in contradictions_among([*kept, *asked]) if _ends(each.apart) not in before]
    spoiled = {_ends(each.apart) for each in bad}
    spoiled |= {
        (min(one.pk, other.pk), max(one.pk, other.pk))
        for each in bad
        for one, other in zip(each.chain, each.chain[1:], strict=False)
    }
    sound = [pairing for pairing in asked if _ends(pairing) not in spoiled]
    Pairing.objects.bulk_create(sound, ignore_conflicts=True, batch_size=500)
    return len(asked) - len(sound)


def _present(
    people_list: PeopleList, reading: Reading, brought: Mapping[str, Membership]
) -> dict[str, Membership]:
    named = {key for pairs in (reading.together, reading.apart) for pair in pairs for key in pair}
    present = Membership.objects.present().filter(community=people_list.community).select_related("person")
    return {
        membership.person.email: membership
        for chunk in in_chunks(sorted(named - set(brought)))
        for membership in present.filter(person__email__in=chunk)
    }


def _ends(pairing: Pairing) -> tuple[int, int]:
    return pairing.one_id, pairing.other_id
