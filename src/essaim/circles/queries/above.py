"""Those who facilitate and have no circle of their own, and the one that would bring most together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from essaim.communities.models import Community, Membership, Role
from essaim.communities.models.membership import Memberships
from essaim.communities.queries import people_to_form
from essaim.engines.grouping.above import LARGEST, circles_above
from essaim.engines.grouping.answer import Circle as Table
from essaim.engines.grouping.problem import Options, Person, Problem, Slot
from essaim.engines.grouping.stop import Rounds

from ..models import Seat
from .circles import living

Busy = dict[int, set[Slot]]


def leading_part(level: int) -> str:
    """What whoever looks after a table of this level holds there."""
    return Seat.Part.LEAD if level else Seat.Part.FACILITATOR


def without_a_circle_above(community: Community, level: int = 1) -> Memberships:
    """Those who look after a circle of the level below and sit at no table of this level."""
    alive = Seat.objects.filter(
        circle__community=community, circle__closure__isnull=True, left_at__isnull=True
    )
    below = alive.filter(circle__level=level - 1, part=leading_part(level - 1))
    seated = alive.filter(circle__level=level)
    return (
        Membership.objects.present()
        .filter(community=community, pk__in=below.values("membership"))
        .exclude(pk__in=seated.values("membership"))
        .select_related("person")
        .order_by("pk")
    )


def level_to_form(community: Community) -> int:
    """The lowest level at which people wait for a circle: leads form one when more than twelve lead."""
    for level in (1, 2, 3):
        waiting = without_a_circle_above(community, level).count()
        if waiting > (1 if level == 1 else LARGEST):
            return level
    return 1


@dataclass(frozen=True, slots=True)
class SlotAbove:
    """A slot on offer: who of those waiting is free of their own circles then, and who said they can."""

    slot: Slot
    free: tuple[Membership, ...]
    can: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class Gathering:
    """What is known to bring facilitators together; `proposed` is the engine's best circle, if any."""

    level: int
    waiting: list[Membership]
    leads: list[Membership]
    slots: list[SlotAbove]
    busy: Busy
    proposed: tuple[Slot, Membership, list[Membership]] | None


def gathering_of(community: Community) -> Gathering:
    """Whom to bring together, who offered to lead, at which slots. A handful of queries."""
    level = level_to_form(community)
    waiting = list(without_a_circle_above(community, level))
    busy, led = _taken(community)
    offering = Membership.objects.present().filter(community=community, leads__gt=0, roles__role=Role.MEMBER)
    leads = [who for who in offering.select_related("person").order_by("pk") if who.leads > led[who.pk]]
    known = _people(community, [*waiting, *leads], busy, led)
    slots = _slots(community, waiting, busy, known)
    return Gathering(level, waiting, leads, slots, busy, _proposed(community, waiting, leads, slots, known))


def _taken(community: Community) -> tuple[Busy, dict[int, int]]:
    """When each one meets already, and how many others each lead looks after."""
    busy: Busy = defaultdict(set)
    led: dict[int, int] = defaultdict(int)
    sizes: dict[int, int] = defaultdict(int)
    alive = Seat.objects.filter(circle__in=living(community, level=None), left_at__isnull=True)
    rows = list(alive.values_list("membership", "circle", "circle__day", "circle__minute", "part"))
    for who, circle, day, minute, _ in rows:
        busy[who].add(Slot(day, minute))
        sizes[circle] += 1
    for who, circle, _, _, part in rows:
        if part == Seat.Part.LEAD:
            led[who] += sizes[circle] - 1
    return busy, led


def _people(
    community: Community, members: list[Membership], busy: Busy, led: dict[int, int]
) -> dict[int, Person]:
    """These people for the engine, at the slots where they do not meet already."""
    rows = Membership.objects.filter(pk__in=[who.pk for who in members])
    people = {}
    for person in people_to_form(community, rows):
        key = int(person.key)
        free = None if person.possible is None else person.possible - busy[key]
        people[key] = replace(person, possible=free, leads=max(0, person.leads - led[key]))
    return people


def _slots(
    community: Community, waiting: list[Membership], busy: Busy, known: dict[int, Person]
) -> list[SlotAbove]:
    found = []
    for offered in community.slots.filter(withdrawn_at__isnull=True):
        free = tuple(who for who in waiting if offered.slot not in busy[who.pk])
        can = tuple(who for who in free if offered.slot in (known[who.pk].possible or ()))
        found.append(SlotAbove(offered.slot, free, can))
    return found


def _proposed(
    community: Community,
    waiting: list[Membership],
    leads: list[Membership],
    slots: list[SlotAbove],
    known: dict[int, Person],
) -> tuple[Slot, Membership, list[Membership]] | None:
    """The engine's circle for those waiting; of more than twelve, for those who share the best slot.

    One circle at a time keeps the solver, and its packages, out of the web process.
    """
    if len(waiting) > LARGEST:
        led = [one for one in slots if any(one.slot in (known[who.pk].possible or ()) for who in leads)]
        waiting = list(max(led, key=lambda one: len(one.can)).can[:LARGEST]) if led else []
    if len(waiting) < 2:
        return None
    by_pk = {who.pk: who for who in [*waiting, *leads]}
    people = tuple(known[pk] for pk in by_pk)
    problem = Problem(people, options=Options(without_slots="any"))
    found = circles_above(problem, _tables(community, waiting), stop=Rounds(1)).circles
    if not found:
        return None
    circle = found[0]
    others = [by_pk[int(key)] for key in circle.people if key != circle.lead]
    return circle.slot, by_pk[int(circle.lead)], others


def _tables(community: Community, waiting: list[Membership]) -> list[Table]:
    """Each one's own meetings, as the engine asks for them: circles they facilitate."""
    keys = {who.pk for who in waiting}
    rows = Seat.objects.filter(
        circle__in=living(community, level=None), left_at__isnull=True, membership__in=keys
    ).select_related("circle")
    return [
        Table(f"{seat.pk}", seat.circle.slot, seat.circle.language, (key,), (key,))
        for seat in rows
        for key in [str(seat.membership_id)]
    ]


def common_language(community: Community, people: list[Membership]) -> str:
    """A language they all speak, the community's first where there is a choice."""
    fallback = community.languages[:1]
    spoken = [set(who.languages or fallback) for who in people]
    common = set.intersection(*spoken) if spoken else set()
    first = next((one for one in community.languages if one in common), "")
    return first or min(common, default="") or next(iter(fallback), "fr")
