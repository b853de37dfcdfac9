"""What forming needs of people, as the engine takes it, in a handful of queries whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from essaim.engines.grouping.problem import Person, Slot

from ..models import AttributeValue, Availability, Community, Membership, Pairing
from ..models.membership import Memberships

Pairs = frozenset[tuple[str, str]]


def people_to_form(community: Community, memberships: Memberships) -> list[Person]:
    """These people for the engine, keyed by the text of their membership's id, in the order of the ids.

    `memberships` stays a queryset so that 5,000 people cost three queries. A slot withdrawn since counts no
    more. Who gave no language is taken to speak the community's first.
    """
    can = _slots_of(memberships)
    values = _values_of(memberships)
    fallback = frozenset(community.languages[:1])
    return [
        _to_form(membership, can[membership.pk], values[membership.pk], fallback)
        for membership in memberships.order_by("pk")
    ]


def pairs_among(community: Community, memberships: Memberships) -> tuple[Pairs, Pairs]:
    """The pairs to keep together and those to keep apart, both of whom are among these people.

    Keys are those of `people_to_form`, the smaller text first. Who asked does not matter to forming.
    """
    rows = Pairing.objects.filter(
        community=community, one__in=memberships.order_by(), other__in=memberships.order_by()
    ).values_list("kind", "one_id", "other_id")
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for kind, one, other in rows:
        first, second = sorted((str(one), str(other)))
        pairs[kind].add((first, second))
    return frozenset(pairs[Pairing.Kind.TOGETHER]), frozenset(pairs[Pairing.Kind.APART])


def _to_form(
    membership: Membership,
    can: Iterable[tuple[Slot, bool]],
    values: dict[str, tuple[str, ...]],
    fallback: frozenset[str],
) -> Person:
    known = membership.availability_known_at is not None
    return Person(
        key=str(membership.pk),
        languages=frozenset(membership.languages) or fallback,
        possible=frozenset(slot for slot, _ in can) if known else None,
        preferred=frozenset(slot for slot, preferred in can if preferred and known),
        values=values,
        facilitates=membership.facilitates,
        leads=membership.leads,
        # Who sits with somebody today has met them too.
        met=frozenset(filter(None, (*membership.met, membership.present_circle))),
        circle=membership.present_circle or None,
    )


def _slots_of(memberships: Memberships) -> dict[int, list[tuple[Slot, bool]]]:
    rows = Availability.objects.filter(
        membership__in=memberships.order_by(), slot__withdrawn_at__isnull=True
    ).values_list("membership_id", "slot__day", "slot__minute", "preferred")
    can: dict[int, list[tuple[Slot, bool]]] = defaultdict(list)
    for membership, day, minute, preferred in rows:
        can[membership].append((Slot(day, minute), preferred))
    return can


def _values_of(memberships: Memberships) -> dict[int, dict[str, tuple[str, ...]]]:
    rows = (
        AttributeValue.objects.filter(membership__in=memberships.order_by())
        .order_by("pk")
        .values_list("membership_id", "attribute__key", "value")
    )
    values: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for membership, key, value in rows:
        values[membership][key] = (*values[membership].get(key, ()), value)
    return values
