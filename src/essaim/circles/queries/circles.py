"""Circles that live: finding one, its table, its dates; everyone's circles; who has none yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.http import Http404
from django.utils import timezone

from essaim.communities.models import Community, Membership, Role
from essaim.communities.queries import community_for, who_could_sit
from essaim.people.models import Person

from ..calendar import Rhythm, held, spans, starts
from ..models import Circle, Launch, Seat, SeatAnswer

FACILITATING = (Seat.Part.FACILITATOR, Seat.Part.LEAD)


def circle_for(person: Person, *, community: str, circle: int) -> Circle:
    """A circle of a community this person is in. Raises Http404."""
    within = community_for(person, community=community)
    found = (
        Circle.objects.select_related("closure", "launch__round").filter(community=within, pk=circle).first()
    )
    if found is None:
        raise Http404
    found.community = within
    return found


def seat_for(person: Person, *, community: str, circle: int, seat: int) -> Seat:
    """Somebody's seat today in a circle of a community this person is in. Raises Http404."""
    at = circle_for(person, community=community, circle=circle)
    found = seats_of(at).filter(pk=seat).first()
    if found is None or hasattr(at, "closure"):
        raise Http404
    found.circle = at
    found.community = at.community  # type: ignore[attr-defined]
    return found


def seeker_for(person: Person, *, community: str, membership: int) -> Membership:
    """Somebody of this community who could sit in a circle. Raises Http404."""
    within = community_for(person, community=community)
    found = who_could_sit(within).select_related("person").filter(pk=membership).first()
    if found is None:
        raise Http404
    found.community = within
    return found


def living(community: Community, *, level: int | None = 0) -> QuerySet[Circle]:
    """The circles that meet, of one level or (None) of all."""
    rows = Circle.objects.filter(community=community, closure__isnull=True)
    return rows if level is None else rows.filter(level=level)


def names_given(community: Community) -> list[str]:
    """Every name a circle of this community bears or bore: who met whom is remembered by it."""
    return list(Circle.objects.filter(community=community).values_list("name", flat=True))


def seats_of(circle: Circle) -> QuerySet[Seat]:
    """Who sits there today: whoever facilitates first, then in the order they came."""
    return _present(circle.seats.all()).select_related("membership__person")


def _present(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    rank = Case(When(part=Seat.Part.LEAD, then=0), When(part=Seat.Part.FACILITATOR, then=1), default=2)
    present = seats.filter(left_at__isnull=True, membership__departure__isnull=True)
    return present.annotate(rank=rank).order_by("rank", "pk")


def seats_by_link() -> QuerySet[Seat]:
    """The seats whose link in an e-mail still opens something: those of today."""
    return Seat.objects.filter(left_at__isnull=True, membership__departure__isnull=True).select_related(
        "circle__community", "circle__closure", "membership__person"
    )


def with_tables(circles: QuerySet[Circle]) -> QuerySet[Circle]:
    """Circles with their `table`: who sits there today."""
    table = _present(Seat.objects.all()).select_related("membership__person")
    return circles.prefetch_related(Prefetch("seats", queryset=table, to_attr="table"))


def listed_circles(community: Community) -> QuerySet[Circle]:
    """The circles of a community by level and slot, each with how many `leaders_wished` its round had."""
    return living(community, level=None).annotate(leaders_wished=F("launch__round__options__facilitators__1"))


def table_of(circle: Circle) -> list[Seat]:
    """Who sits there, as `with_tables` read it with the circle."""
    table: list[Seat] = circle.table  # type: ignore[attr-defined]
    return table


@dataclass(frozen=True, slots=True)
class Telling:
    """How many people of a launch were told, of how many who are to be."""

    told: int
    to_tell: int
    waiting: int

    @property
    def done(self) -> bool:
        return self.told >= self.to_tell


def told_so_far(launch: Launch) -> Telling:
    """Those told and to be told now; `waiting`: those who hear after the facilitators, in a second act."""
    seats = Seat.objects.filter(
        circle__launch=launch,
        circle__closure__isnull=True,
        left_at__isnull=True,
        membership__departure__isnull=True,
    )
    leading = Q(part__in=FACILITATING)
    counted = seats.aggregate(
        told=Count("pk", filter=Q(invited_at__isnull=False)),
        leading=Count("pk", filter=leading),
        everyone=Count("pk"),
    )
    if launch.everyone_asked_at:
        return Telling(counted["told"], counted["everyone"], 0)
    return Telling(counted["told"], counted["leading"], counted["everyone"] - counted["leading"])


def answers_of(seats: list[Seat]) -> dict[int, SeatAnswer]:
    """The last answer of each of these seats."""
    rows = SeatAnswer.objects.filter(seat__in=seats).order_by("pk")
    return {answer.seat_id: answer for answer in rows}


def my_seats(person: Person, community: Community) -> list[Seat]:
    """Where this person sits in this community, each with how many sit `around` that table."""
    around = (
        Seat.objects.filter(
            circle=OuterRef("circle"), left_at__isnull=True, membership__departure__isnull=True
        )
        .order_by()
        .values("circle")
    )
    seats = Seat.objects.filter(
        circle__community=community,
        circle__closure__isnull=True,
        membership__person=person,
        membership__departure__isnull=True,
        left_at__isnull=True,
    )
    return list(
        seats.select_related("circle")
        .annotate(around=Subquery(around.annotate(n=Count("pk")).values("n")))
        .order_by("circle__level", "circle__day", "circle__minute", "circle")
    )


def rhythm_of(circle: Circle) -> Rhythm:
    return Rhythm(circle.day, circle.first_date, circle.rhythm_weeks, circle.meetings, spans(circle.skipped))


def dates_of(circle: Circle) -> list[date]:
    return held(rhythm_of(circle))


def times_of(circle: Circle, community: Community | None = None) -> list[datetime]:
    """When each meeting starts, in the community's zone."""
    return starts(rhythm_of(circle), circle.minute, (community or circle.community).zone)


def to_come(times: list[datetime], minutes: int) -> list[datetime]:
    """Those that are not over."""
    now = timezone.now()
    return [at for at in times if at + timedelta(minutes=minutes) > now]


def pilots_of(community: Community) -> list[Person]:
    rows = Membership.objects.present().filter(community=community, roles__role=Role.PILOT)
    return [row.person for row in rows.select_related("person").order_by("pk")]


@dataclass(frozen=True, slots=True)
class Table:
    """A circle with who sits there and what they answered, for a page."""

    circle: Circle
    seats: list[Seat]
    answers: dict[int, SeatAnswer]
    times: list[datetime]

    @property
    def coming(self) -> list[datetime]:
        return to_come(self.times, self.circle.minutes)


def look_at(circle: Circle) -> Table:
    """One circle for its page."""
    seats = list(seats_of(circle))
    return Table(circle, seats, answers_of(seats), times_of(circle))
