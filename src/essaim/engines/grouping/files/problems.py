"""A problem as JSON and back: how it travels to the process that solves it."""

from __future__ import annotations

from typing import Any

from ..problem import LockedCircle, Options, Person, Problem, Slot
from .options import options_to_json


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """The problem as plain lists; equal problems give equal bytes, and empty fields are left out."""
    return {
        "people": [_person_to_json(person) for person in problem.people],
        "together": sorted(list(pair) for pair in problem.together),
        "apart": sorted(list(pair) for pair in problem.apart),
        "options": options_to_json(problem.options),
    }


def problem_from_json(data: dict[str, Any]) -> Problem:
    """The problem that `problem_to_json` wrote."""
    return Problem(
        tuple(_person_from_json(person) for person in data["people"]),
        frozenset((first, second) for first, second in data["together"]),
        frozenset((first, second) for first, second in data["apart"]),
        _options_from_json(data["options"]),
    )


def _person_to_json(person: Person) -> dict[str, Any]:
    written: dict[str, Any] = {"key": person.key, "languages": sorted(person.languages)}
    if person.possible is not None:
        written["possible"] = _slots_to_json(person.possible)
    more = {
        "preferred": _slots_to_json(person.preferred),
        "values": {name: list(values) for name, values in person.values.items()},
        "facilitates": person.facilitates,
        "leads": person.leads,
        "met": sorted(person.met),
        "circle": person.circle,
    }
    return written | {name: value for name, value in more.items() if value or value == ""}


def _person_from_json(data: dict[str, Any]) -> Person:
    return Person(
        data["key"],
        frozenset(data["languages"]),
        _slots_from_json(data["possible"]) if "possible" in data else None,
        _slots_from_json(data.get("preferred", ())),
        {name: tuple(values) for name, values in data.get("values", {}).items()},
        data.get("facilitates", 0),
        data.get("leads", 0),
        frozenset(data.get("met", ())),
        data.get("circle"),
    )


def _slots_to_json(slots: frozenset[Slot]) -> list[list[int]]:
    return [[slot.day, slot.minute] for slot in sorted(slots)]


def _slots_from_json(slots: list[list[int]]) -> frozenset[Slot]:
    return frozenset(Slot(day, minute) for day, minute in slots)


def _options_from_json(data: dict[str, Any]) -> Options:
    return Options(
        **data
        | {
            "size": tuple(data["size"]),
            "facilitators": tuple(data["facilitators"]),
            "never_alone": tuple(data["never_alone"]),
            "same": tuple(data["same"]),
            "locked_circles": tuple(_locked_from_json(circle) for circle in data["locked_circles"]),
        }
    )


def _locked_from_json(data: dict[str, Any]) -> LockedCircle:
    return LockedCircle(
        data["id"],
        Slot.read(data["slot"]),
        data["language"],
        tuple(data["facilitators"]),
        tuple(data["people"]),
    )
