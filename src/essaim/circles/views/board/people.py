"""One person on the board: why they sit there, where else they could, what it would bring."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from essaim.core.doors import door
from essaim.core.words import slot_words
from essaim.engines.grouping.answer import Circle

from ...queries.standing import (
    Foreseen,
    OnBoard,
    Standing,
    Verb,
    Wish,
    foresee,
    options,
    person_on_board,
    swaps,
)
from ...sentences import unplaced_help, unplaced_sentence, why_here
from ...sentences.who import Who
from .foreseen import Said, foreseen_words
from .shown import names_on, seat_of

SHOWN = 40


@door("circles.form", find=person_on_board, methods=("GET",))
def board_person(request: HttpRequest, here: OnBoard) -> HttpResponse:
    """The page of one person; as JSON, what moving them to each circle would bring, for dragging."""
    standing = here.standing
    who = names_on(standing.arrangement)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(_for_dragging(standing, here.key, who))
    shown = {
        "community": standing.community,
        "forming": standing.forming,
        "arrangement": standing.arrangement,
        **_person(standing, here.key, who),
        **_swapping(request, standing, here.key, who),
    }
    partial = request.headers.get("X-Board")
    template = "circles/board/_person.html" if partial else "circles/board/person.html"
    return render(request, template, shown)


def _for_dragging(standing: Standing, key: str, who: Who) -> dict[str, Any]:
    said = [(circle, foreseen_words(seen, who)) for circle, seen in options(standing, key)]
    return {
        circle.id: {"verdict": one.verdict, "words": one.verdict_words, "text": one.text}
        for circle, one in said
    }


def _person(standing: Standing, key: str, who: Who) -> dict[str, Any]:
    person = standing.board.ground.people[key]
    tables = standing.tables_with(key)
    best_first = options(standing, key)
    elsewhere = [_option(standing, circle, seen, who) for circle, seen in best_first[:SHOWN]]
    return {
        "person": who.people[int(key)],
        "seat": seat_of(standing.forming, who.people[int(key)]),
        "tables": [_seated(standing, circle, key, who) for circle in tables],
        "why": [sentence for circle in tables for sentence in why_here(person, circle, who)],
        "unplaced": _unplaced(standing, key) if not tables else None,
        "locked": int(key) in standing.arrangement.locked_people,
        "best": next((one for one in elsewhere if one["said"].possible), None),
        "elsewhere": elsewhere,
        "not_shown": len(best_first) - len(elsewhere),
        "out": _said(standing, Wish("move", person=key), who) if tables else None,
    }


def _option(standing: Standing, circle: Circle, seen: Foreseen, who: Who) -> dict[str, Any]:
    return {
        "id": circle.id,
        "name": standing.names[circle.id],
        "slot": slot_words(circle.slot),
        "people": len(circle.people),
        "full": len(circle.people) >= standing.problem.options.size[1],
        "said": foreseen_words(seen, who),
    }


def _seated(standing: Standing, circle: Circle, key: str, who: Who) -> dict[str, Any]:
    """A circle where they sit, and what facilitating it, or no longer doing so, would bring."""
    leads = key in circle.facilitators
    verb: Verb = "stop-leading" if leads else "lead"
    asked = leads or standing.problem.options.facilitators[1] > 0
    return {
        "id": circle.id,
        "name": standing.names[circle.id],
        "slot": circle.slot,
        "leads": leads,
        "verb": verb,
        "said": _said(standing, Wish(verb, person=key, circle=circle.id), who) if asked else None,
    }


def _said(standing: Standing, wish: Wish, who: Who) -> Said:
    return foreseen_words(foresee(standing, wish), who)


def _unplaced(standing: Standing, key: str) -> dict[str, str]:
    row = next(row for row in standing.unplaced(standing.circles) if row["person"] == int(key))
    return {"because": unplaced_sentence(row["reason"]), "help": unplaced_help(row["would_help"])}


def _swapping(request: HttpRequest, standing: Standing, key: str, who: Who) -> dict[str, Any]:
    """Those of one circle to swap with, where the page asks for it."""
    circle = request.GET.get("swap", "")
    if circle not in standing.table_of:
        return {}
    return {
        "swap_with": standing.names[circle],
        "swaps": [
            (seat_of(standing.forming, who.people[int(other)]), foreseen_words(seen, who))
            for other, seen in swaps(standing, key, circle)
        ],
    }
