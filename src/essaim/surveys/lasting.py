"""How long a survey takes to answer, so that it can be said beforehand."""

from __future__ import annotations

from collections.abc import Iterable

from .kinds import Kind
from .models import Question

SECONDS = {
    Kind.SINGLE: 10,
    Kind.MULTIPLE: 15,
    Kind.SCALE: 8,
    Kind.RECOMMEND: 8,
    Kind.TEXT: 45,
    Kind.RANKING: 25,
    Kind.AVAILABILITY: 40,
    Kind.STATEMENTS: 70,
    Kind.NOTE: 8,
    Kind.CONSENT: 8,
}
A_ROW = {Kind.NEEDS: 10, Kind.GRADES: 6, Kind.POINTS: 8}
AN_IDEA = 20
READING_THE_PROMISE = 15


def minutes_of(questions: Iterable[Question]) -> int:
    """Minutes for somebody who answers everything, at least one. Our own estimate, on the generous side."""
    return max(1, round((READING_THE_PROMISE + sum(map(_seconds, questions))) / 60))


def _seconds(question: Question) -> int:
    kind = Kind(question.kind)
    if kind in A_ROW:
        return A_ROW[kind] * len(question.rows)
    if kind == Kind.SUGGESTIONS:
        return AN_IDEA * int(question.options.get("count", 1))
    return SECONDS.get(kind, 0)
