"""The board itself: a title that says the result, rings by slot, who has no circle, and what needs care."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import npgettext, pgettext

from essaim.core.doors import door
from essaim.core.words import counted, first_upper, in_words
from essaim.engines.grouping.problem import Slot

from ...models import Arrangement, FormingRound
from ...queries.forming import latest, others_found, round_for
from ...queries.offers import people_by_id
from ...queries.tables import Row
from ...queries.to_ask import first_to_ask, led_by_nobody, people_to_ask
from ...sentences import (
    done_sentence,
    proved_sentences,
    unplaced_help,
    unplaced_sentence,
    would_bring_sentence,
)
from ...sentences.who import Who
from .shown import Hour, Table, hours_of, names_on, seat_of, unseated

RINGS = 24
NAMED = 3
AT_ONCE = 60


@door("circles.form", find=round_for, methods=("GET",))
def board(request: HttpRequest, forming: FormingRound) -> HttpResponse:
    arrangement = latest(forming)
    if arrangement is None:
        return redirect("round", forming.community.slug, forming.pk)
    unled = [] if hasattr(forming, "launch") else led_by_nobody(arrangement)
    who = names_on(arrangement, read=partial(people_to_ask, unled[:NAMED]) if unled else people_by_id)
    hours = hours_of(forming, arrangement, who)
    chosen = _chosen(request, hours)
    return render(
        request,
        "circles/board/board.html",
        {
            "community": forming.community,
            "forming": forming,
            "arrangement": arrangement,
            "title": title_of(len(arrangement.circles)),
            "summary": arrangement.summary,
            "sizes": _sizes(arrangement),
            "last": done_sentence(arrangement, who),
            "hours": [hour for hour in hours if chosen is None or hour.slot == chosen],
            "slots": hours if chosen else [],
            "chosen": chosen,
            "rings": len(arrangement.circles) <= RINGS,
            "unseated": [
                (seat_of(forming, one), unplaced_sentence(row["reason"]), unplaced_help(row["would_help"]))
                for one, row in unseated(arrangement, who)
            ],
            "proved": proved_sentences(arrangement.summary)
            if arrangement.change["verb"] == "searched"
            else [],
            "would_bring": [
                would_bring_sentence(gain) for gain in arrangement.summary.get("would_bring", ())
            ],
            "others": others_found(arrangement),
            "since": said_since(arrangement, who),
            "care": care_of([table for hour in hours for table in hour.tables]),
            "to_ask": to_ask_first(unled, hours, who),
        },
    )


def title_of(circles: int) -> str:
    """The result in a sentence: "Five circles that can meet"."""
    if not circles:
        return pgettext("circles", "No circle can meet yet")
    said = npgettext("circles", "%(n)s circle that can meet", "%(n)s circles that can meet", circles)
    return first_upper(said % {"n": in_words(circles)})


def _sizes(arrangement: Arrangement) -> str:
    """ "circles of 8 to 9"."""
    low, high = arrangement.summary["smallest"], arrangement.summary["largest"]
    n = arrangement.summary["circles"]
    if low == high:
        return npgettext("circles", "circle of %(high)s", "circles of %(high)s", n) % {"high": counted(high)}
    return pgettext("circles", "circles of %(low)s to %(high)s") % {
        "low": counted(low),
        "high": counted(high),
    }


def _chosen(request: HttpRequest, hours: list[Hour]) -> Slot | None:
    """One slot at a time where the whole would be too long to read: the one asked for, else the first."""
    if sum(len(hour.tables) for hour in hours) <= AT_ONCE:
        return None
    asked = request.GET.get("slot", "")
    return next((hour.slot for hour in hours if str(hour.slot) == asked), hours[0].slot)


def said_since(arrangement: Arrangement, who: Who) -> dict[str, int]:
    """How many people of this board said when they can, or left, after it was written."""
    seated = {person for row in arrangement.circles for person in row["people"]}
    known = [one.availability_known_at for one in who.people.values()]
    changed = sum(at is not None and at > arrangement.created_at for at in known)
    left = len(seated - who.people.keys())
    return {"changed": changed, "left": left, "all": changed + left}


def care_of(tables: list[Table]) -> dict[str, Any] | None:
    """The one thing to look at first, and how many more of its kind there are."""
    for state in ("rule", "small", "large", "wanted"):
        concerned = [table for table in tables if table.state == state]
        if concerned:
            return {"state": state, "table": concerned[0], "more": len(concerned) - 1}
    return None


def to_ask_first(unled: list[Row], hours: list[Hour], who: Who) -> dict[str, Any] | None:
    """Where most circles have nobody to facilitate them: how many, and whom to ask for the first of them."""
    shown = {table.id: table for hour in hours for table in hour.tables}
    asked = [(shown[row["id"]], first_to_ask(row, who.people)) for row in unled[:NAMED]]
    named = [(table, str(one.person)) for table, one in asked if one]
    return {"wanted": len(unled), "named": named, "more": len(unled) - len(named)} if named else None
