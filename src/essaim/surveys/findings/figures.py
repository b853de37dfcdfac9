"""What the counts of one question say, for everybody or for one segment, by kind of question.

A figure holds `of`, how many people it stands on, and what its kind adds: `values` are [value, people] in the
order of the question. Numbers are rounded to four digits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from essaim.engines.tallies import (
    Tally,
    mean,
    median_grade,
    need,
    only,
    pointed,
    ranked,
    recommendation,
)

from ..kinds import Kind
from ..models import Question

MARKS = (1, 2, 3, 4, 5)
GRADES = (0, 1, 2, 3, 4, 5)
ZERO_TO_TEN = tuple(range(11))

Figures = dict[str, Any]


def figures(question: Question, tally: Tally) -> Figures:
    """Of a question that has no rows."""
    return {"of": tally.answered, **WHOLE[question.kind](question, tally)}


def of_row(kind: str, tally: Tally) -> Figures:
    """Of one row, or one statement."""
    return {"of": tally.answered, **ROW[kind](tally.counts)}


def _choices(question: Question, tally: Tally) -> Figures:
    """Choices in their order; what people wrote themselves is one more."""
    named = [choice["key"] for choice in question.choices]
    counts = {key: tally.counts.get(key, 0) for key in named}
    other = sum(n for key, n in tally.counts.items() if key not in counts)
    return {"values": [*map(list, counts.items()), *([["other", other]] if other else [])]}


def _consent(question: Question, tally: Tally) -> Figures:
    return {"values": [["yes", tally.counts.get(True, 0)]]}


def _scale(question: Question, tally: Tally) -> Figures:
    marks = only(tally.counts, MARKS)
    none = sum(n for value, n in tally.counts.items() if value not in MARKS)
    return {"values": in_order(marks, MARKS), "none": none, "mean": mean_of(marks)}


def _recommend(question: Question, tally: Tally) -> Figures:
    marks = only(tally.counts, ZERO_TO_TEN)
    found = recommendation(marks)
    values = in_order(marks, ZERO_TO_TEN)
    if found is None:
        return {"values": values, "score": None}
    said = {"promoters": found.promoters, "passives": found.passives, "detractors": found.detractors}
    score = {
        "value": short(found.score),
        "low": short(found.interval.low),
        "high": short(found.interval.high),
    }
    return {"values": values, "score": score, **said}


def _ranking(question: Question, tally: Tally) -> Figures:
    named = [choice["key"] for choice in question.choices]
    told = [
        {"key": one.choice, "average": short(one.average), "first": one.first, "named": one.named}
        for one in ranked(tally.counts, named)
    ]
    return {"ranks": told}


def _slots(question: Question, tally: Tally) -> Figures:
    slots: dict[Any, dict[str, int]] = {}
    for (way, slot), n in tally.counts.items():
        slots.setdefault(slot, {"possible": 0, "preferred": 0})[way] = n
    return {"slots": [{"key": slot, **slots[slot]} for slot in sorted(slots, key=str)]}


def _need(counts: Mapping[Any, int]) -> Figures:
    found = need("", counts)
    if found is None:
        return {"quadrant": ""}
    matters, works = _side(counts, 0), _side(counts, 1)
    gap = {"value": short(found.gap.value), "low": short(found.gap.low), "high": short(found.gap.high)}
    return {
        "importance": {"values": in_order(matters, MARKS), "mean": mean_of(matters)},
        "satisfaction": {"values": in_order(works, MARKS), "mean": mean_of(works)},
        "gap": gap,
        "quadrant": found.quadrant,
    }


def _grade(counts: Mapping[Any, int]) -> Figures:
    grades = only(counts, GRADES)
    return {"values": in_order(grades, GRADES), "median": median_grade(grades), "mean": mean_of(grades)}


def _points(counts: Mapping[Any, int]) -> Figures:
    (one,) = pointed({("", points): n for points, n in counts.items()}, [""])
    return {"points": one.points, "people": one.people}


def _statement(counts: Mapping[Any, int]) -> Figures:
    return {"agree": counts.get(1, 0), "disagree": counts.get(-1, 0), "passed": counts.get(0, 0)}


def _side(counts: Mapping[Any, int], side: int) -> dict[int, int]:
    marks: dict[int, int] = {}
    for pair, n in counts.items():
        marks[pair[side]] = marks.get(pair[side], 0) + n
    return marks


def mean_of(counts: Mapping[int, int]) -> Figures | None:
    """The mean with its interval, None of nobody; without an interval of one."""
    found = mean(counts)
    if found is None:
        return None
    bounds = found.interval
    within = {"low": short(bounds.low), "high": short(bounds.high)} if bounds else {}
    return {"of": found.of, "value": short(found.value), **within}


def in_order(counts: Mapping[int, int], values: tuple[int, ...]) -> list[list[int]]:
    return [[value, counts.get(value, 0)] for value in values]


def short(number: float) -> float:
    return round(number, 4)


WHOLE: dict[str, Callable[[Question, Tally], Figures]] = {
    Kind.SINGLE: _choices,
    Kind.MULTIPLE: _choices,
    Kind.SCALE: _scale,
    Kind.RECOMMEND: _recommend,
    Kind.RANKING: _ranking,
    Kind.AVAILABILITY: _slots,
    Kind.CONSENT: _consent,
}
ROW: dict[str, Callable[[Mapping[Any, int]], Figures]] = {
    Kind.NEEDS: _need,
    Kind.GRADES: _grade,
    Kind.POINTS: _points,
    Kind.STATEMENTS: _statement,
}
