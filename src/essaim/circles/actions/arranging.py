"""Writing the next state of a board: its circles, what each page will say of them, and who has none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Max

from essaim.engines.grouping.answer import Circle
from essaim.engines.grouping.board import settle
from essaim.engines.grouping.problem import Problem
from essaim.people.models import Person

from ..models import Arrangement, FormingRound, Search
from ..queries.figures import figures_of
from ..queries.offers import attributes_of
from ..queries.tables import Row, row_of


def write_down(
    forming: FormingRound,
    problem: Problem,
    circles: Sequence[Circle],
    *,
    actor: Person | None,
    names: Mapping[str, str],
    locked_circles: Iterable[str] = (),
    locked_people: Iterable[int] = (),
    unplaced: Sequence[Row] = (),
    change: dict[str, Any],
    search: Search | None = None,
    summary: Mapping[str, Any] | None = None,
) -> Arrangement:
    """Keep these circles as the next number of the round. The caller holds the lock on the round."""
    settled = settle(problem, circles)
    figures = figures_of(problem, settled)
    locked = set(locked_circles)
    rows = [
        row_of(circle, name=names[circle.id], locked=circle.id in locked, told=figures[circle.id])
        for circle in settled
    ]
    seated = {person for row in rows for person in row["people"]}
    return append(
        forming,
        by=actor,
        search=search,
        circles=rows,
        unplaced=list(unplaced),
        locked_people=[person for person in locked_people if person in seated],
        summary={
            **(summary or {}),
            **_counted(problem, rows, seated),
            "numbered": _numbered(forming, rows),
            "attributes": {one.key: one.name for one in attributes_of(forming.community)},
        },
        change=change,
    )


def append(forming: FormingRound, *, change: dict[str, Any], **kept: Any) -> Arrangement:
    """The next number of the round. `change` says which state this is, the one before, what was undone."""
    last = forming.arrangements.aggregate(last=Max("number"))["last"] or 0
    state: dict[str, Any] = {"state": last + 1, "before": None, "undone": []}
    return Arrangement.objects.create(round=forming, number=last + 1, change={**state, **change}, **kept)


def _counted(problem: Problem, rows: Sequence[Row], seated: set[int]) -> dict[str, Any]:
    to_confirm = {person for row in rows for person in row["to_confirm"]}
    sizes = [len(row["people"]) for row in rows]
    return {
        "people": len(problem.people),
        "placed": len(seated),
        "circles": len(rows),
        "smallest": min(sizes, default=0),
        "largest": max(sizes, default=0),
        "to_confirm": len(to_confirm),
        "cost": sum(sum(row["cost"].values()) for row in rows),
    }


def _numbered(forming: FormingRound, rows: Sequence[Row]) -> int:
    """The largest number an id of this round ever had, so that none is given twice."""
    earlier = forming.arrangements.values_list("summary__numbered", flat=True)
    return max([int(row["id"][1:]) for row in rows] + list(earlier), default=0)
