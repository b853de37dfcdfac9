"""For each person placed: what fits, and the best alternative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..answer import Circle
from ..board import Board, Option
from ..problem import Problem, Slot


@dataclass(frozen=True, slots=True)
class Here:
    """Why a person sits in a circle.

    `preferred` is None for somebody who prefers no slot, and `known` says whether their slots are known.
    `best` is the best other circle, with what moving there would break and cost; None when there is none.
    """

    person: str
    circle: str
    slot: Slot
    language: str
    facilitates: bool
    preferred: bool | None
    known: bool
    best: Option | None


def why_here(
    problem: Problem, circles: Sequence[Circle], person: str, board: Board | None = None
) -> list[Here]:
    """Each circle where the person sits, one or several for a facilitator; none for somebody unplaced.

    `board` spares the indexing when many people are asked about.
    """
    board = board or Board(problem, circles)
    who = board.ground.people[person]
    seats = [board.circles[index] for index in board.seats.get(person, ())]
    options = [option for option in board.options_for(person) if not option.here] if seats else []
    return [
        Here(
            person,
            circle.id,
            circle.slot,
            circle.language,
            person in circle.facilitators,
            circle.slot in who.preferred if who.preferred else None,
            who.possible is not None,
            options[0] if options else None,
        )
        for circle in seats
    ]
