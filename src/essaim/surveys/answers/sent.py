"""A kept sheet, as it would be sent again: what a page shows to somebody who comes back to their answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..kinds import OPEN, OTHER, Kind
from ..models import Question
from .kinds import VOTES
from .reading import Words

SAID = {vote: word for word, vote in VOTES.items()}


def as_sent(
    questions: Iterable[Question], kept: Mapping[str, Any], words: Iterable[Words] = ()
) -> dict[str, list[str]]:
    """The names and values that `read_answers` reads back as the same answers."""
    sent: dict[str, list[str]] = {}
    kinds = {question.key: question.kind for question in questions}
    for key, answer in kept.items():
        if key in kinds:
            sent |= {f"q.{key}{part}": values for part, values in _parts(kinds[key], answer)}
    for each in words:
        kind = kinds.get(each["question"])
        if kind is None or kind == Kind.STATEMENTS:
            continue
        name = f"q.{each['question']}"
        sent.setdefault(name if kind in OPEN else f"{name}.{OTHER}", []).append(each["text"])
        if each["quotable"]:
            sent[f"{name}.quotable"] = ["yes"]
    return sent


def _parts(kind: str, answer: Any) -> Iterable[tuple[str, list[str]]]:
    match kind, answer:
        case Kind.CONSENT, _:
            yield "", ["yes"]
        case Kind.MULTIPLE, list():
            yield "", [str(each) for each in answer]
        case Kind.RANKING, list():
            yield from ((f".{each}", [str(place)]) for place, each in enumerate(answer, 1))
        case Kind.NEEDS, dict():
            for row, pair in answer.items():
                named = zip(("importance", "satisfaction"), pair, strict=False)
                yield from ((f".{row}.{part}", [str(mark)]) for part, mark in named if mark is not None)
        case Kind.AVAILABILITY, dict():
            if not any(answer.values()):
                yield ".none", ["yes"]
            for state in ("possible", "preferred"):
                yield from ((f".slot-{slot}", [state]) for slot in answer.get(state, ()))
        case Kind.STATEMENTS, dict():
            yield from ((f".{pk}", [SAID[vote]]) for pk, vote in answer.items() if vote in SAID)
        case _, dict():
            yield from ((f".{row}", [str(number)]) for row, number in answer.items())
        case _:
            yield "", [str(answer)]
