"""Adjusting a board: each change makes its next number, so that nothing is lost and everything can be undone.

A change names the number it was decided on. If somebody else changed the board meanwhile, it is refused.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from essaim.engines.grouping.weigh import Broken
from essaim.journal.facts import announce
from essaim.people.models import Person

from ..models import Arrangement, FormingRound
from ..names import names_for
from ..queries.forming import latest, made_since, search_under_way
from ..queries.standing import Standing, Wish, foresee, standing_of, told_as
from .arranging import append, write_down


class Overtaken(Exception):  # noqa: N818 - told to a person, not a failure
    """The board has changed since; `meanwhile` holds what was done."""

    def __init__(self, meanwhile: list[Arrangement]) -> None:
        super().__init__(len(meanwhile))
        self.meanwhile = meanwhile


class Refused(Exception):  # noqa: N818 - told to a person, not a failure
    """The change cannot be: `broken` names the rules, or `because` says "searching", "launched" or "gone"."""

    def __init__(self, because: str, broken: tuple[Broken, ...] = ()) -> None:
        super().__init__(because)
        self.because = because
        self.broken = broken


@transaction.atomic
def adjust(*, actor: Person, forming: FormingRound, number: int, wish: Wish) -> Arrangement:
    """Make a change decided on this number. Raises Overtaken and Refused, changing nothing."""
    standing = _held(forming, number)
    try:
        told = told_as(standing, wish)
        seen = foresee(standing, wish)
    except KeyError as gone:
        raise Refused("gone") from gone
    if seen.broken:
        raise Refused("rules", seen.broken)
    names = dict(standing.names)
    if wish.verb == "open":
        names[standing.next_id()] = told["circle"] = next(names_for([wish.language], taken=names.values()))
    return _keep(actor, standing, told, circles=seen.circles, names=names)


@transaction.atomic
def rename(*, actor: Person, forming: FormingRound, number: int, circle: str, name: str) -> Arrangement:
    """Give a circle another name."""
    standing = _held(forming, number)
    before = _row(standing, circle)["name"]
    told = {"verb": "rename", "circle": name, "called": before}
    return _keep(actor, standing, told, names={**standing.names, circle: name})


@transaction.atomic
def lock_circle(
    *, actor: Person, forming: FormingRound, number: int, circle: str, locked: bool
) -> Arrangement:
    """Keep a circle as it is in the searches to come, or let it go."""
    standing = _held(forming, number)
    row = _row(standing, circle)
    held = {row["id"] for row in standing.arrangement.circles if row["locked"]}
    told = {"verb": "lock-circle" if locked else "unlock-circle", "circle": row["name"]}
    return _keep(actor, standing, told, locked_circles=held | {circle} if locked else held - {circle})


@transaction.atomic
def lock_person(
    *, actor: Person, forming: FormingRound, number: int, person: int, locked: bool
) -> Arrangement:
    """Keep somebody where they sit in the searches to come, or let them go."""
    standing = _held(forming, number)
    held = set(standing.arrangement.locked_people)
    if not standing.tables_with(str(person)):
        raise Refused("gone")
    told = {"verb": "lock-person" if locked else "unlock-person", "person": person}
    return _keep(actor, standing, told, locked_people=held | {person} if locked else held - {person})


@transaction.atomic
def bring_up_to_date(*, actor: Person, forming: FormingRound, number: int) -> Arrangement:
    """Look again at every circle with what people have said since, and without those who left."""
    return _keep(actor, _held(forming, number), {"verb": "bring-up-to-date"})


@transaction.atomic
def undo(*, actor: Person, forming: FormingRound, number: int) -> Arrangement:
    """Go back to the state before the one of this number."""
    now = current(forming, number)
    if now.change["before"] is None:
        raise Refused("nothing-before")
    undone = [now.change["state"], *now.change["undone"]]
    return _return(actor, forming, now, now.change["before"], verb="undo", undone=undone)


@transaction.atomic
def redo(*, actor: Person, forming: FormingRound, number: int) -> Arrangement:
    """Make again what was undone last."""
    now = current(forming, number)
    if not now.change["undone"]:
        raise Refused("nothing-undone")
    state, *left = now.change["undone"]
    return _return(actor, forming, now, state, verb="redo", undone=left)


def current(forming: FormingRound, number: int) -> Arrangement:
    """The board, held until the end of the transaction, if nobody changed it since this number."""
    FormingRound.objects.select_for_update().get(pk=forming.pk)
    now = latest(forming)
    if now is None or now.number != number:
        raise Overtaken(made_since(forming, number))
    if hasattr(forming, "launch"):
        raise Refused("launched")
    if search_under_way(forming):
        raise Refused("searching")
    return now


def _held(forming: FormingRound, number: int) -> Standing:
    standing = standing_of(forming, current(forming, number))
    if standing is None:
        raise Refused("gone")
    return standing


def _row(standing: Standing, circle: str) -> dict[str, Any]:
    if circle not in standing.rows:
        raise Refused("gone")
    return standing.rows[circle]


def _keep(actor: Person, standing: Standing, told: dict[str, Any], **changed: Any) -> Arrangement:
    """Write the next number, all as it stands but for what is `changed`."""
    now = standing.arrangement
    circles = changed.pop("circles", standing.circles)
    kept: dict[str, Any] = {
        "names": standing.names,
        "locked_circles": {row["id"] for row in now.circles if row["locked"]},
        "locked_people": now.locked_people,
        **changed,
    }
    made = write_down(
        standing.forming,
        standing.problem,
        circles,
        actor=actor,
        unplaced=standing.unplaced(circles),
        change={**told, "before": now.change["state"]},
        search=now.search,
        summary={key: now.summary.get(key) for key in ("bound", "unplaced_bound")},
        **kept,
    )
    return announced(actor, made)


def _return(
    actor: Person, forming: FormingRound, now: Arrangement, state: int, *, verb: str, undone: list[int]
) -> Arrangement:
    then = forming.arrangements.get(number=state)
    made = append(
        forming,
        by=actor,
        search=then.search,
        undoes=now if verb == "undo" else None,
        circles=then.circles,
        unplaced=then.unplaced,
        locked_people=then.locked_people,
        summary={**then.summary, "numbered": now.summary["numbered"]},
        change={"verb": verb, "state": state, "before": then.change["before"], "undone": undone},
    )
    return announced(actor, made)


def announced(actor: Person, made: Arrangement) -> Arrangement:
    announce(
        "board.changed",
        actor=actor,
        subject=made,
        scope=made.round.community,
        number=made.number,
        change=made.change["verb"],
    )
    return made
