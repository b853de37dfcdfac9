"""What a round will launch: its plan, each circle's name, place and dates, and what stands in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.utils import timezone

from essaim.communities.models import Community, Membership
from essaim.engines.grouping.answer import Circle as Proposed

from ..calendar import Rhythm, RhythmError, Span, first_good, held, spans, starts
from ..models import Arrangement, CirclePlan, FormingRound, LaunchPlan, Seat
from ..names import names_for
from .circles import names_given, times_of
from .forming import taking_part
from .tables import tables_of

AHEAD = timedelta(weeks=2)
"""How long people are given between hearing of their circle and its first meeting, unless pilots decide."""

Obstacle = Literal["no-circles", "weekday", "skipped", "endless", "past", "clash", "empty"]


@dataclass(frozen=True, slots=True)
class Planned:
    """One circle of the board with what is planned for it. People are memberships, facilitators first."""

    plan: LaunchPlan
    told: CirclePlan
    first: date
    proposed: Proposed
    people: tuple[Membership, ...]
    facilitators: tuple[Membership, ...]

    @property
    def key(self) -> str:
        return self.proposed.id

    @property
    def rhythm(self) -> Rhythm:
        plan, slot = self.plan, self.proposed.slot
        return Rhythm(slot.day, self.first, plan.rhythm_weeks, plan.meetings, spans(plan.skipped))

    @property
    def times(self) -> list[datetime]:
        """When each meeting starts; empty where the dates cannot be."""
        try:
            return starts(self.rhythm, self.proposed.slot.minute, self.plan.round.community.zone)
        except RhythmError:
            return []


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps a plan from being launched: which circle, and what; for a clash, who and where else."""

    obstacle: Obstacle
    circle: str = ""
    who: str = ""
    other: str = ""


def plan_of(forming: FormingRound) -> LaunchPlan:
    """The plan as it was last kept, or what is proposed, not kept yet."""
    kept = LaunchPlan.objects.filter(round=forming).first()
    plan = kept or LaunchPlan(
        minutes=forming.community.meeting_minutes,
        rhythm_weeks=forming.community.rhythm_weeks,
        skipped=_skipped_last(forming.community),
    )
    plan.round = forming
    return plan


def _skipped_last(community: Community) -> list[Any]:
    """The days skipped at the last launch that are still to come: a community keeps its holidays."""
    last = LaunchPlan.objects.filter(round__community=community, round__launch__isnull=False).order_by("-pk")
    kept = last.values_list("skipped", flat=True).first() or []
    today = timezone.now().astimezone(community.zone).date()
    return [entry for entry in kept if spans([entry])[0].last >= today]


def planned(plan: LaunchPlan, arrangement: Arrangement | None) -> list[Planned]:
    """Every circle of the board, with what is planned for it or what is proposed. Three queries."""
    if arrangement is None:
        return []
    people = _present(plan.round)
    tables = tables_of(arrangement, present={str(pk) for pk in people})
    kept = {told.key: told for told in plan.circles.all()} if plan.pk else {}
    firsts = first_dates(plan, tables, kept)
    names = names_of(arrangement, kept)
    for table in tables:
        kept.setdefault(table.id, CirclePlan(plan=plan, key=table.id, name=names[table.id]))
    for key, first in firsts.items():
        kept[key].name, kept[key].first_date = names[key], first
    return [
        Planned(
            plan,
            kept[table.id],
            firsts[table.id],
            table,
            tuple(people[int(key)] for key in table.people),
            tuple(people[int(key)] for key in table.facilitators),
        )
        for table in tables
    ]


def _present(forming: FormingRound) -> dict[int, Membership]:
    return {row.pk: row for row in taking_part(forming).select_related("person")}


def names_of(arrangement: Arrangement, kept: dict[str, CirclePlan]) -> dict[str, str]:
    """The name planned for each circle, else the board's, else one that is free."""
    given = {row["id"]: row.get("name", "") for row in arrangement.circles}
    given |= {key: told.name for key, told in kept.items() if key in given and told.name}
    nameless = [row for row in arrangement.circles if not given[row["id"]]]
    taken = [*given.values(), *names_given(arrangement.round.community)] if nameless else []
    free = names_for([row["language"] for row in nameless], taken=taken)
    return given | {row["id"]: name for row, name in zip(nameless, free, strict=False)}


def first_dates(
    plan: LaunchPlan, tables: Sequence[Proposed], kept: dict[str, CirclePlan], today: date | None = None
) -> dict[str, date]:
    """The first meeting of each circle: the date planned, else the first good one from two weeks ahead.

    Two circles of one facilitator at one slot are put a week apart, so that they alternate.
    """
    today = today or timezone.now().astimezone(plan.round.community.zone).date()
    skipped = spans(plan.skipped)
    taken: dict[tuple[str, int, int], int] = defaultdict(int)
    firsts = {}
    for table in tables:
        turn = max((taken[_when(who, table)] for who in table.facilitators), default=0)
        for who in table.facilitators:
            taken[_when(who, table)] += 1
        told = kept.get(table.id)
        if told and told.first_date:
            firsts[table.id] = told.first_date
        else:
            week = timedelta(weeks=turn % max(plan.rhythm_weeks, 1))
            firsts[table.id] = _first(table.slot.day, today + AHEAD + week, skipped, plan.rhythm_weeks)
    return firsts


def _first(day: int, on_or_after: date, skipped: tuple[Span, ...], weeks: int) -> date:
    """A good date that keeps the week it would have had: after a holiday, circles go on alternating."""
    wanted = first_good(day, on_or_after)
    for turn in range(53):
        candidate = wanted + timedelta(weeks=weeks * turn)
        if not any(candidate in span for span in skipped):
            return candidate
    return wanted


def good_first(circle: Planned, skipped: tuple[Span, ...]) -> date:
    """The first date planned, or, where that day is now skipped, the next one that keeps the rhythm."""
    return _first(circle.proposed.slot.day, circle.first, skipped, circle.plan.rhythm_weeks)


def _when(who: str, table: Proposed) -> tuple[str, int, int]:
    return who, table.slot.day, table.slot.minute


def troubles(circles: Sequence[Planned]) -> list[Trouble]:
    """Everything that keeps these circles from being launched, in their order."""
    if not circles:
        return [Trouble("no-circles")]
    found = [trouble for circle in circles for trouble in _trouble_of(circle)]
    return found + clashes(circles, still_facilitated(circles))


def _trouble_of(circle: Planned) -> list[Trouble]:
    if not circle.people:
        return [Trouble("empty", circle.told.name)]
    try:
        held(circle.rhythm)
    except RhythmError as refused:
        return [Trouble(refused.fault, circle.told.name)]
    if circle.times[0] <= timezone.now():
        return [Trouble("past", circle.told.name)]
    return []


def clashes(circles: Sequence[Planned], kept: Sequence[Seat] = ()) -> list[Trouble]:
    """Facilitators who would have to be at two tables at one moment, circles they keep included."""
    seen: dict[tuple[int, datetime], tuple[str, str]] = {
        (seat.membership_id, at): ("", seat.circle.name) for seat in kept for at in times_of(seat.circle)
    }
    found: dict[tuple[str, str, str], Trouble] = {}
    for circle in circles:
        name = circle.told.name
        for who in circle.facilitators:
            for at in circle.times:
                key, other = seen.setdefault((who.pk, at), (circle.key, name))
                if key != circle.key:
                    found[name, str(who.person), other] = Trouble("clash", name, str(who.person), other)
    return list(found.values())


def already_seated(circles: Sequence[Planned]) -> list[Seat]:
    """Seats that these people hold in other living circles, and would leave."""
    kept = {seat.pk for seat in still_facilitated(circles)}
    return [seat for seat in _seats_of(circles) if seat.pk not in kept]


def still_facilitated(circles: Sequence[Planned]) -> list[Seat]:
    """Circles that people who facilitate one of these facilitate already, and go on facilitating."""
    leading = {who.pk for circle in circles for who in circle.facilitators}
    seats = _seats_of(circles)
    return [s for s in seats if s.part == Seat.Part.FACILITATOR and s.membership_id in leading]


def _seats_of(circles: Sequence[Planned]) -> list[Seat]:
    ids = [person.pk for circle in circles for person in circle.people]
    return list(
        Seat.objects.filter(
            membership__in=ids, left_at__isnull=True, circle__closure__isnull=True, circle__level=0
        ).select_related("circle__community", "membership__person")
    )


def nowhere(circles: Sequence[Planned]) -> list[str]:
    """Names of the circles for which nobody said where."""
    return [c.told.name for c in circles if not c.told.place and not c.told.meeting_url]
