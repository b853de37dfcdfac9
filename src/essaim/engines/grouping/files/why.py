"""Why each person is where they are, or nowhere, as a table that any spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from ..answer import Answer, Unplaced
from ..board import Board
from ..explain import why_here
from ..explain.placed import Here
from ..problem import Problem
from .table import neutral

HEADER = (
    "key", "name", "circle", "slot", "language", "facilitates", "slot liked", "best other circle",
    "cost of moving there", "what it would break", "why without a circle", "what would help",
)  # fmt: skip


def why_csv(problem: Problem, answer: Answer, names: Mapping[str, str] | None = None) -> str:
    """A row for each seat, in the order of the list of people, and one for each person without any."""
    board, unplaced = Board(problem, answer.circles), {one.person: one for one in answer.unplaced}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for person in problem.people:
        said = (person.key, (names or {}).get(person.key, ""))
        for row in _rows(why_here(problem, answer.circles, person.key, board), unplaced.get(person.key)):
            writer.writerow([neutral(cell) for cell in (*said, *row)])
    return text.getvalue()


def _rows(seats: list[Here], one: Unplaced | None) -> Iterator[tuple[str, ...]]:
    for here in seats:
        yield (*_seat(here), *_other(here), "", "")
    if one is not None:
        yield (*[""] * 8, one.sentence, help_words(one.would_help))


def _seat(here: Here) -> tuple[str, ...]:
    liked = "unknown" if not here.known else {True: "yes", False: "no", None: ""}[here.preferred]
    return here.circle, str(here.slot), here.language, "yes" if here.facilitates else "", liked


def _other(here: Here) -> tuple[str, str, str]:
    if here.best is None:
        return "", "", ""
    rules = dict.fromkeys(" ".join([rule.code, *rule.people]) for rule in here.best.broken)
    return here.best.circle, f"{here.best.cost:+d}", "; ".join(rules)


def help_words(help: Mapping[str, object]) -> str:
    """A help in a few English words, "" when there is none."""
    match help:
        case {"add_slot": slot}:
            return f"coming on {slot}"
        case {"add_language": language}:
            return f"speaking {language}"
        case {"add_facilitator": {"slot": slot, "language": language, "person": person}}:
            return f"{person} facilitating on {slot} in {language}"
        case {"add_facilitator": {"slot": slot, "language": language}}:
            return f"somebody new facilitating on {slot} in {language}"
        case {"size": [low, high]}:
            return f"circles of {low} to {high}"
    return ""
