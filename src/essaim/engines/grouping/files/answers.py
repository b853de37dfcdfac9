"""An answer as the file `essaim-circles/1`, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..answer import Answer, Circle, CircleAbove, Summary, Unplaced
from ..problem import Slot

FORMAT = "essaim-circles/1"


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """The answer as it is written to a file, fields in the order of the contract."""
    return {
        "format": FORMAT,
        "circles": [_circle_to_json(circle) for circle in answer.circles],
        "above": [_above_to_json(circle) for circle in answer.above],
        "above_unplaced": list(answer.above_unplaced),
        "unplaced": [
            {
                "person": one.person,
                "reason": one.reason,
                "sentence": one.sentence,
                "would_help": one.would_help,
            }
            for one in answer.unplaced
        ],
        "would_bring": list(answer.would_bring),
        "summary": asdict(answer.summary),
    }


def answer_from_json(data: dict[str, Any]) -> Answer:
    """The answer that `answer_to_json` wrote. Raises ValueError for another format."""
    if data.get("format") != FORMAT:
        raise ValueError(f"This is not an answer in the format {FORMAT}.")
    return Answer(
        tuple(_circle_from_json(circle) for circle in data["circles"]),
        tuple(Unplaced(**one) for one in data["unplaced"]),
        Summary(**data["summary"]),
        tuple(_above_from_json(circle) for circle in data["above"]),
        tuple(data.get("above_unplaced", ())),
        tuple(data.get("would_bring", ())),
    )


def _circle_to_json(circle: Circle) -> dict[str, Any]:
    return {
        "id": circle.id,
        "slot": str(circle.slot),
        "language": circle.language,
        "facilitators": list(circle.facilitators),
        "people": list(circle.people),
        "same": dict(circle.same),
        "to_confirm": list(circle.to_confirm),
        "cost": dict(circle.cost),
    }


def _circle_from_json(data: dict[str, Any]) -> Circle:
    return Circle(
        data["id"],
        Slot.read(data["slot"]),
        data["language"],
        tuple(data["facilitators"]),
        tuple(data["people"]),
        data["same"],
        tuple(data["to_confirm"]),
        data["cost"],
    )


def _above_to_json(circle: CircleAbove) -> dict[str, Any]:
    return {
        "id": circle.id,
        "level": circle.level,
        "slot": str(circle.slot),
        "language": circle.language,
        "lead": circle.lead,
        "people": list(circle.people),
    }


def _above_from_json(data: dict[str, Any]) -> CircleAbove:
    return CircleAbove(**data | {"slot": Slot.read(data["slot"]), "people": tuple(data["people"])})
