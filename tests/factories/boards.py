"""Boards for stories: circles laid by hand, written as a search writes them."""

from __future__ import annotations

from typing import Any

from cast import Cast
from essaim.circles.actions.rounds import begin_round
from essaim.circles.actions.searches import finish_search
from essaim.circles.forms.rounds import default_options
from essaim.circles.models import Arrangement, FormingRound, Search
from essaim.circles.queries.forming import problem_of
from essaim.communities.models import Membership
from essaim.engines.grouping.answer import Answer, Circle, Summary, Unplaced
from essaim.engines.grouping.problem import Slot


def round_with(cast: Cast, people: list[Membership], **options: Any) -> FormingRound:
    """A round of these people; `options` change the default wishes."""
    wishes = default_options(people=len(people), offers=99, attributes=[], in_circles=False)
    return begin_round(
        actor=cast.claire,
        community=cast.community,
        name="Automne",
        options={**wishes, **options},
        people=Membership.objects.filter(pk__in=[one.pk for one in people]),
    )


def laid(
    cast: Cast, forming: FormingRound, *tables: tuple[Slot, list[Membership]], led: bool = True
) -> Arrangement:
    """A proposal with these tables, each led by its first person; everybody else is without a circle."""
    circles = tuple(
        Circle(f"x{index}", slot, "fr", _keys(people[:1]) if led else (), _keys(people))
        for index, (slot, people) in enumerate(tables, 1)
    )
    problem = problem_of(forming)
    seated = {key for circle in circles for key in circle.people}
    out = tuple(
        Unplaced(person.key, "no-common-slot", "", {})
        for person in problem.people
        if person.key not in seated
    )
    summary = Summary(len(problem.people), len(seated), len(circles), 0, None, None, 1, 0.0, 7)
    search = Search.objects.create(round=forming, by=cast.claire, state=Search.State.RUNNING)
    made = finish_search(search=search, problem=problem, answer=Answer(circles, out, summary))
    assert made is not None
    return made


def _keys(people: list[Membership]) -> tuple[str, ...]:
    return tuple(str(one.pk) for one in people)


def seats(arrangement: Arrangement, circle: str) -> list[int]:
    """Who sits at a table."""
    return next(row["people"] for row in arrangement.circles if row["id"] == circle)
