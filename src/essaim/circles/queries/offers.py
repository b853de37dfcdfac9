"""What a pilot sees before any search: figures, sizes, slots, and names for what is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Sum

from essaim.communities.models import Attribute, Community, Membership
from essaim.communities.queries import who_could_sit
from essaim.engines.grouping import ProblemError
from essaim.engines.grouping.check import check
from essaim.engines.grouping.diagnosis import Diagnosis, Finding, diagnose
from essaim.engines.grouping.problem import Problem, Slot

from ..models import FormingRound
from .forming import present_by_default, problem_of, whose_slots_are_known, without_a_circle
from .standing import Standing


@dataclass(frozen=True)
class Offer:
    """One slot and language: who could come, how many circles they make, and who would facilitate."""

    slot: Slot
    language: str
    same: tuple[tuple[str, str], ...]
    people: int
    circles: int
    led: int
    could_ask: int

    @property
    def enough(self) -> bool:
        return self.circles > 0

    @property
    def to_ask(self) -> int:
        """How many to ask where a circle could meet and nobody offers to facilitate it."""
        return self.could_ask if self.enough and not self.led else 0


@dataclass(frozen=True)
class Outlook:
    """A round before it is searched."""

    problem: Problem
    diagnosis: Diagnosis
    known: int
    contradicts: bool

    @property
    def offers(self) -> list[Offer]:
        """Each slot and language somebody fits in, in the order of the week."""
        cells = self.diagnosis.cells
        low = self.problem.options.size[0]
        return [
            Offer(
                cell.slot,
                cell.language,
                cell.same,
                people,
                people // low,
                cells.circles_led[cell],
                len(cells.could_ask(cell)),
            )
            for cell, people in sorted(cells.people.items())
        ]


def outlook_of(forming: FormingRound) -> Outlook:
    """What can be said of a round at once, before any search."""
    problem = problem_of(forming)
    known = sum(person.possible is not None for person in problem.people)
    return Outlook(problem, diagnose(as_if_led(problem)), known, _contradicts(problem))


def as_if_led(problem: Problem) -> Problem:
    """The problem with one facilitator asked for where one may still be found, to say whom to ask."""
    few, many = problem.options.facilitators
    if few or not many:
        return problem
    return replace(problem, options=replace(problem.options, facilitators=(1, many)))


def _contradicts(problem: Problem) -> bool:
    try:
        check(problem)
    except ProblemError:
        return True
    return False


def attributes_of(community: Community) -> list[Attribute]:
    return list(Attribute.objects.filter(community=community))


def memberships_named(findings: Iterable[Finding], *, most: int = 7) -> dict[int, Membership]:
    """Those whom these findings name, a few for each."""
    keys = {int(key) for finding in findings for key in finding.people[:most]}
    return people_by_id(keys)


def people_by_id(ids: Iterable[int]) -> dict[int, Membership]:
    """Memberships with their person, by id; those who left are not among them."""
    return Membership.objects.present().select_related("person").in_bulk(list(ids))


def could_be_asked(forming: FormingRound, slot: Slot, language: str) -> list[Membership]:
    """Those of the round who fit at this slot, in this language, and offer to facilitate nothing yet."""
    cells = diagnose(problem_of(forming)).cells
    keys = {
        int(key)
        for cell in cells.people
        if cell.slot == slot and cell.language == language
        for key in cells.could_ask(cell)
    }
    return sorted(people_by_id(keys).values(), key=lambda one: one.pk)


def at_this_table(standing: Standing, circle: str) -> list[Membership]:
    """Those at a table of the board who offer to facilitate nothing yet."""
    offers = {person.key for person in standing.problem.people if person.facilitates}
    keys = [int(key) for key in standing.table_of[circle].people if key not in offers]
    return sorted(people_by_id(keys).values(), key=lambda one: one.pk)


def numbers_for(community: Community) -> dict[str, int]:
    """How many would take part for each way of choosing, and how many circles were offered a facilitator."""
    return {
        "everyone": present_by_default(community).count(),
        "unseated": without_a_circle(community).count(),
        "known": whose_slots_are_known(community).count(),
        "offers": present_by_default(community).aggregate(sum=Sum("facilitates"))["sum"] or 0,
        "in_circles": who_could_sit(community).exclude(present_circle="").count(),
    }
