"""Where somebody fits among the circles that live, and who could facilitate one, by the engine's rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, F, Q

from essaim.communities.models import Community, Membership
from essaim.communities.queries import pairs_among, people_to_form, who_could_sit
from essaim.engines.grouping.answer import Circle as Table
from essaim.engines.grouping.board import Board, Option
from essaim.engines.grouping.problem import Options, Problem
from essaim.engines.grouping.problem import Person as ToForm
from essaim.engines.grouping.weigh import Broken

from ..models import Circle, FormingRound, Seat
from .circles import FACILITATING, living, seats_of, table_of, with_tables
from .forming import attribute_keys, options_of


@dataclass(frozen=True, slots=True)
class Fit:
    """A circle where somebody could sit; `broken` says what that would break, there or for somebody.

    What leaving their present circle would break holds wherever they go: see `Fits.leaving`.
    """

    circle: Circle
    seats: list[Seat]
    broken: tuple[Broken, ...]
    preferred: bool

    @property
    def holds(self) -> bool:
        return not self.broken

    @property
    def facilitators(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.part in FACILITATING]


@dataclass(frozen=True, slots=True)
class Fits:
    """Where somebody could sit, best first, and what leaving the circle where they sit would break."""

    fits: list[Fit]
    leaving: tuple[Broken, ...] = ()


def fits_for(community: Community, membership: Membership) -> Fits:
    """Every circle where this person does not sit, best first."""
    circles = list(with_tables(living(community).select_related("launch")))
    problem = _problem(community)
    board = Board(problem, [_table(circle) for circle in circles])
    by_id = {str(circle.pk): circle for circle in circles}
    who = next((person for person in problem.people if person.key == str(membership.pk)), None)
    if who is None:
        return Fits([])
    here = {
        str(pk) for pk, circle in by_id.items() if any(_is(seat, membership) for seat in table_of(circle))
    }
    options = [option for option in board.options_for(who.key) if not option.here]
    fits = [_fit(by_id[option.circle], option, who, here) for option in options]
    fits.sort(key=lambda fit: len(fit.broken))
    leaving = {rule.key: rule for option in options for rule in option.broken if rule.circle in here}
    return Fits(fits, tuple(leaving.values()))


def _is(seat: Seat, membership: Membership) -> bool:
    return seat.membership_id == membership.pk


def _fit(circle: Circle, option: Option, who: ToForm, here: set[str]) -> Fit:
    there = tuple(rule for rule in option.broken if rule.circle not in here)
    return Fit(circle, table_of(circle), there, circle.slot in who.preferred)


def _problem(community: Community) -> Problem:
    """The last round's wishes, over everyone present; those of whom nothing is known may sit anywhere."""
    everyone = who_could_sit(community)
    together, apart = pairs_among(community, everyone)
    return Problem(tuple(people_to_form(community, everyone)), together, apart, _wishes(community))


def _wishes(community: Community) -> Options:
    last = FormingRound.objects.filter(community=community, launch__isnull=False).first()
    wishes = options_of(last.options, known=attribute_keys(community)) if last and last.options else Options()
    return replace(wishes, without_slots="any", locked_people={}, locked_circles=())


def _table(circle: Circle) -> Table:
    seats = table_of(circle)
    return Table(
        id=str(circle.pk),
        slot=circle.slot,
        language=circle.language,
        facilitators=tuple(str(seat.membership_id) for seat in seats if seat.part in FACILITATING),
        people=tuple(str(seat.membership_id) for seat in seats),
        same=dict(circle.same),
    )


@dataclass(frozen=True, slots=True)
class Successor:
    """Somebody who could facilitate a circle: at its table or not, having offered it or not."""

    membership: Membership
    at_the_table: bool
    offered: bool


def successors(circle: Circle, seats: Sequence[Seat], *, most: int = 12) -> list[Successor]:
    """Who could take a circle over: those who offered first, at the table before elsewhere."""
    here = [seat.membership for seat in seats if seat.part == Seat.Part.MEMBER or circle.level]
    here = [who for who in here if not _leads_here(who, seats)]
    at_table = [Successor(who, True, bool(who.leads if circle.level else who.facilitates)) for who in here]
    elsewhere = [] if circle.level else [Successor(who, False, True) for who in _others(circle)[:most]]
    return sorted(at_table, key=lambda one: not one.offered) + elsewhere


def _leads_here(who: Membership, seats: Sequence[Seat]) -> bool:
    leading = {Seat.Part.LEAD} if any(seat.part == Seat.Part.LEAD for seat in seats) else set(FACILITATING)
    return any(seat.membership_id == who.pk and seat.part in leading for seat in seats)


def _others(circle: Circle) -> list[Membership]:
    """Those who offered to facilitate more than they do, can at this slot and speak the language."""
    alive = Q(seats__left_at__isnull=True, seats__circle__closure__isnull=True, seats__circle__level=0)
    leading = alive & Q(seats__part=Seat.Part.FACILITATOR)
    rows = (
        Membership.objects.present()
        .filter(community=circle.community, facilitates__gt=0)
        .filter(availabilities__slot__day=circle.day, availabilities__slot__minute=circle.minute)
        .exclude(pk__in=seats_of(circle).values("membership"))
        .exclude(pk__in=_leading_at_this_slot(circle))
        .annotate(led=Count("seats", filter=leading, distinct=True))
        .select_related("person")
        .order_by("pk")
    )
    free = rows.filter(led__lt=F("facilitates"))
    return [who for who in free if circle.language in who.languages]


def _leading_at_this_slot(circle: Circle) -> list[int]:
    seats = Seat.objects.filter(
        circle__in=living(circle.community).filter(day=circle.day, minute=circle.minute),
        left_at__isnull=True,
        part=Seat.Part.FACILITATOR,
    )
    return list(seats.values_list("membership", flat=True))


def slots_for_table(circle: Circle, seats: Sequence[Seat]) -> list[tuple[int, int, int]]:
    """Each slot on offer and the circle's own: day, minute, and how many of the table said they can then."""
    people = [seat.membership_id for seat in seats]
    can = Q(availabilities__membership__in=people)
    offered = circle.community.slots.filter(withdrawn_at__isnull=True).annotate(
        can=Count("availabilities__membership", filter=can, distinct=True)
    )
    rows = [(slot.day, slot.minute, slot.can) for slot in offered]
    if not any(row[:2] == (circle.day, circle.minute) for row in rows):
        rows.append((circle.day, circle.minute, 0))
    return sorted(rows)
