"""Which questions are put to somebody, given what they answered to earlier ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from ..kinds import CAN_BE_A_CONDITION
from ..models import Question


def is_asked(question: Question, earlier: Collection[str], kept: Mapping[str, Any]) -> bool:
    """Whether the condition of a question holds; one that looks at no `earlier` question never does."""
    condition = question.condition
    if not condition:
        return True
    if not isinstance(condition, dict) or condition.get("question") not in earlier:
        return False
    wanted = condition.get("any")
    answer = kept.get(condition["question"])
    if answer is None or not isinstance(wanted, list):
        return False
    given = answer if isinstance(answer, list) else [answer]
    return not {plain(one) for one in given}.isdisjoint(plain(one) for one in wanted)


def asked_among(questions: Iterable[Question], kept: Mapping[str, Any]) -> Iterator[Question]:
    """The questions that were put to somebody who answered this."""
    earlier: set[str] = set()
    for question in questions:
        if is_asked(question, earlier, kept):
            yield question
        if question.kind in CAN_BE_A_CONDITION:
            earlier.add(question.key)


def plain(answer: object) -> str:
    """4 and "4" are one answer, and so are true and "true"."""
    return str(answer).lower() if isinstance(answer, bool) else str(answer)
