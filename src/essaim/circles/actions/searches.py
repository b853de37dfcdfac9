"""Searching for circles in the background: asked for, followed, stopped, finished or failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from django.db import transaction
from django.utils import timezone

from essaim.engines.grouping.answer import Answer, Circle, Unplaced
from essaim.engines.grouping.files import answer_from_json, answer_to_json
from essaim.engines.grouping.modes import Proposal
from essaim.engines.grouping.problem import Problem
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Arrangement, FormingRound, Search
from ..names import names_for
from ..queries.circles import names_given
from ..queries.forming import latest, problem_of, search_under_way, taking_part
from ..queries.tables import Row, tables_of
from .adjusting import Refused, announced, current
from .arranging import write_down

SECONDS = ((100, 1), (400, 4), (1_200, 8), (2_500, 15))
MOST_SECONDS = 25


@transaction.atomic
def start_search(
    *,
    actor: Person,
    forming: FormingRound,
    start: Arrangement | None = None,
    longer: bool = False,
    others: bool = False,
) -> Search:
    """Search in the background, setting out from `start` if given. A search under way is returned instead.

    With `others`, look for proposals that differ from `start`, which stays as it is.
    """
    held = FormingRound.objects.select_for_update().get(pk=forming.pk)
    under_way = search_under_way(held)
    if under_way:
        return under_way
    seconds = seconds_for(taking_part(held).count())
    search = Search.objects.create(
        round=held,
        by=actor,
        start=start,
        seed=7 + held.searches.count(),
        seconds=min(seconds * 4, MOST_SECONDS * 2) if longer else seconds,
        others=others,
    )
    announce("search.started", actor=actor, subject=search, scope=forming.community)
    return search


def seconds_for(people: int) -> int:
    """How long is worth searching: past it, a longer search changes little."""
    return next((seconds for most, seconds in SECONDS if people <= most), MOST_SECONDS)


@transaction.atomic
def stop_search(*, actor: Person, search: Search) -> Search:
    """Ask a search to stop and to keep the best it has; one that has not begun ends at once."""
    held = Search.objects.select_for_update().get(pk=search.pk)
    if held.ask_to_stop():
        announce("search.stopped", actor=actor, subject=held, scope=held.round.community)
    return held


def begin_search(*, search_id: int) -> Search | None:
    """Take a search in hand, the first time or after its worker died; None when there is nothing to do."""
    return Search.objects.select_related("round__community", "start", "by").begin(search_id)


@transaction.atomic
def finish_search(*, search: Search, problem: Problem, answer: Answer) -> Arrangement | None:
    """Make the answer the next state of the board; None when somebody else finished this search already."""
    forming = FormingRound.objects.select_for_update().get(pk=search.round_id)
    held = Search.objects.select_for_update().get(pk=search.pk)
    if not held.is_under_way:
        return None
    before = latest(forming)
    circles, names = christened(forming, before, answer.circles)
    circles = with_offered_facilitators(problem, circles)
    arrangement = write_down(
        forming,
        problem,
        circles,
        actor=held.by,
        names=names,
        locked_circles=[row["id"] for row in before.circles if row["locked"]] if before else (),
        locked_people=before.locked_people if before else (),
        unplaced=[unplaced_row(one) for one in answer.unplaced],
        search=held,
        summary={
            "bound": answer.summary.bound,
            "unplaced_bound": answer.summary.unplaced_bound,
            "would_bring": list(answer.would_bring),
        },
        change={"verb": "searched", "before": before.change["state"] if before else None},
    )
    held.state = Search.State.DONE
    held.ended_at = timezone.now()
    held.save(update_fields=["state", "ended_at"])
    announce("search.finished", actor=held.by, subject=held, scope=forming.community)
    return arrangement


@transaction.atomic
def finish_others(*, search: Search, proposals: Sequence[Proposal]) -> bool:
    """Keep the proposals beside the board; False when somebody else finished this search already."""
    FormingRound.objects.select_for_update().get(pk=search.round_id)
    held = Search.objects.select_for_update().get(pk=search.pk)
    if not held.is_under_way:
        return False
    held.found = [_found_row(one, board=not number) for number, one in enumerate(proposals)]
    held.state, held.ended_at = Search.State.DONE, timezone.now()
    held.save(update_fields=["found", "state", "ended_at"])
    announce("search.finished", actor=held.by, subject=held, scope=search.round.community)
    return True


def _found_row(one: Proposal, *, board: bool) -> Row:
    return {
        "aim": one.aim,
        "facts": asdict(one.facts),
        "gains": list(one.gains),
        "losses": list(one.losses),
        "dearer": one.dearer,
        "answer": None if board else answer_to_json(one.answer),
    }


@transaction.atomic
def keep_other(*, actor: Person, search: Search, number: int, which: int) -> Arrangement:
    """Make one of the proposals found the next state of the board. Raises Overtaken and Refused."""
    forming = search.round
    now = current(forming, number)
    if search.start_id != now.pk or not 0 < which < len(search.found):
        raise Refused("gone")
    problem = problem_of(forming, arrangement=now)
    answer = answer_from_json(search.found[which]["answer"])
    here = {person.key for person in problem.people}
    circles, names = christened(forming, now, [circle.among(here) for circle in answer.circles])
    seated = {key for circle in circles for key in circle.people}
    out = {one.person: one for one in answer.unplaced}
    made = write_down(
        forming,
        problem,
        with_offered_facilitators(problem, circles),
        actor=actor,
        names=names,
        locked_circles=[row["id"] for row in now.circles if row["locked"]],
        locked_people=now.locked_people,
        unplaced=[
            unplaced_row(out[key])
            if key in out
            else {"person": int(key), "reason": "by-hand", "would_help": {}}
            for key in sorted(here - seated, key=int)
        ],
        search=search,
        change={"verb": "chose", "before": now.change["state"]},
    )
    return announced(actor, made)


@transaction.atomic
def fail_search(*, search_id: int, trouble: str) -> None:
    """Say that the search ended without an answer, and why."""
    Search.objects.end(search_id, Search.State.FAILED, trouble)


def unplaced_row(one: Unplaced) -> Row:
    return {"person": int(one.person), "reason": one.reason, "would_help": one.would_help}


def christened(
    forming: FormingRound, before: Arrangement | None, circles: Sequence[Circle]
) -> tuple[list[Circle], dict[str, str]]:
    """The circles under ids no other circle of this round ever had, and their names.

    One that keeps the largest part of an earlier circle keeps its id and name, and what was planned for it.
    """
    kept = _kept(before, circles)
    old = {row["id"]: row["name"] for row in before.circles} if before else {}
    number = _last_number(forming)
    new = [circle.language for index, circle in enumerate(circles) if index not in kept]
    names = names_for(new, taken=[*old.values(), *names_given(forming.community)])
    renamed, called = [], {}
    for index, circle in enumerate(circles):
        if index not in kept:
            number += 1
        name = kept.get(index, f"c{number}")
        called[name] = old.get(name) or next(names)
        renamed.append(replace(circle, id=name))
    return renamed, called


def _kept(before: Arrangement | None, circles: Sequence[Circle]) -> dict[int, str]:
    """The earlier ids that go on, by index: locked circles first, then the largest common parts."""
    if before is None:
        return {}
    earlier = tables_of(before)
    locked = {row["id"] for row in before.circles if row["locked"]}
    where = {key: circle.id for circle in earlier for key in circle.people}
    common: dict[tuple[int, str], int] = {}
    for index, circle in enumerate(circles):
        if circle.id in locked:
            common[index, circle.id] = len(where) + 1
        for key in circle.people:
            if key in where and where[key] not in locked:
                common[index, where[key]] = common.get((index, where[key]), 0) + 1
    kept: dict[int, str] = {}
    for (index, name), _ in sorted(common.items(), key=lambda pair: (-pair[1], pair[0])):
        if index not in kept and name not in kept.values():
            kept[index] = name
    return kept


def _last_number(forming: FormingRound) -> int:
    return max(forming.arrangements.values_list("summary__numbered", flat=True), default=0)


def with_offered_facilitators(problem: Problem, circles: Sequence[Circle]) -> list[Circle]:
    """Where facilitation may still be found, whoever offered it and sits there already facilitates.

    The engine adds nobody above the least number asked for, since it changes neither cost nor who is placed.
    """
    few, many = problem.options.facilitators
    if few > 0 or many == 0:
        return list(circles)
    offers = {person.key for person in problem.people if person.facilitates}
    seated = []
    for circle in circles:
        more = [key for key in circle.people if key in offers and key not in circle.facilitators]
        led = (*circle.facilitators, *more[: 1 - len(circle.facilitators)]) if not circle.facilitators else ()
        seated.append(_led_by(circle, led) if led else circle)
    return seated


def _led_by(circle: Circle, led: tuple[str, ...]) -> Circle:
    people = (*led, *(key for key in circle.people if key not in led))
    return replace(circle, facilitators=led, people=people)
