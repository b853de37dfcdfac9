"""What people wrote in their own words, by the themes that people sorted them into."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from ..kinds import OPEN, Kind
from ..models import Question

MOST_QUOTES = 4
LONGEST_QUOTE = 400
IDEAS_EACH = 3


@dataclass(frozen=True, slots=True)
class Sorted:
    """A theme with how many answers it has, and those that may be quoted; of no theme, the key is None."""

    key: int | None
    name: str
    count: int
    quotable: tuple[str, ...] = ()


def words_of(told: dict[str, Any]) -> dict[str, Any] | None:
    """What a document tells of the words people wrote to a question: all of an open one, and beside the
    choices of another what they wrote instead. None where nothing may be told."""
    if told["state"] != "shown":
        return None
    return told if told["kind"] in OPEN else told.get("words")


def enough(question: Question, answers: int, k: int) -> bool:
    """Whether so many answers come from k people at least: one person may have given several ideas."""
    if question.kind == Kind.SUGGESTIONS:
        each = int(question.options.get("count") or IDEAS_EACH)
        return answers > each * (k - 1)
    return answers >= k


def themes(sorted_answers: Iterable[Sorted], of: int) -> dict[str, Any]:
    """Themes by number of answers, then those nobody sorted; quotes in an order that tells nothing."""
    found = list(sorted_answers)
    named = sorted((one for one in found if one.key is not None and one.count), key=lambda one: -one.count)
    loose = [one for one in found if one.key is None]
    return {
        "of": of,
        "themes": [
            {"key": one.key, "name": one.name, "count": one.count, "quotes": quotes(one)} for one in named
        ],
        "unsorted": sum(one.count for one in loose),
        "quotes": [quote for one in loose for quote in quotes(one)],
    }


def quotes(one: Sorted) -> list[str]:
    return shuffled(text for text in one.quotable if len(text) <= LONGEST_QUOTE)[:MOST_QUOTES]


def shuffled(texts: Iterable[str]) -> list[str]:
    """Always the same order for the same words, and none of when or by whom they were written."""
    return sorted(texts, key=lambda text: sha256(text.encode()).digest())
