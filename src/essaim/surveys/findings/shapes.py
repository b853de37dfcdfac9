"""How the answers to each kind of question are counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from essaim.engines.tallies import Counter, Shape

from ..kinds import OTHER, Kind
from ..models import Question

Told = dict[str, Any]

SHAPES: dict[str, Shape] = {
    Kind.SINGLE: "one",
    Kind.MULTIPLE: "many",
    Kind.SCALE: "one",
    Kind.NEEDS: "pairs",
    Kind.GRADES: "rows",
    Kind.POINTS: "rows",
    Kind.RECOMMEND: "one",
    Kind.RANKING: "ranks",
    Kind.AVAILABILITY: "lists",
    Kind.STATEMENTS: "rows",
    Kind.CONSENT: "one",
}
BY_ROW = frozenset({Kind.NEEDS, Kind.GRADES, Kind.POINTS, Kind.STATEMENTS})
CHARTS = {
    Kind.SINGLE: "bars",
    Kind.MULTIPLE: "bars",
    Kind.SCALE: "scale",
    Kind.NEEDS: "needs",
    Kind.GRADES: "grades",
    Kind.POINTS: "points",
    Kind.RECOMMEND: "recommend",
    Kind.RANKING: "ranking",
    Kind.AVAILABILITY: "slots",
    Kind.STATEMENTS: "statements",
    Kind.CONSENT: "bars",
    Kind.TEXT: "themes",
    Kind.SUGGESTIONS: "themes",
}


def groups_of(questions: Iterable[Question]) -> list[Question]:
    """The questions by which the report may break the others down.

    One asked on a condition is not: how many were asked would tell how many said nothing.
    """
    return [one for one in questions if one.groups and one.kind == Kind.SINGLE and not one.condition]


def counter_for(questions: Iterable[Question], statements: Mapping[str, Sequence[Told]]) -> Counter:
    """Ready to count the sheets of a survey; `statements`: those accepted, {question: each with its key}."""
    asked = list(questions)
    shapes = {question.key: SHAPES[question.kind] for question in asked if question.kind in SHAPES}
    rows = {question.key: keys_of(statements.get(question.key, question.rows)) for question in asked}
    values = {question.key: [*keys_of(question.choices), OTHER] for question in asked if question.choices}
    return Counter(shapes, [group.key for group in groups_of(asked)], rows, values)


def keys_of(items: Iterable[Told]) -> list[str]:
    return list(dict.fromkeys(str(item["key"]) for item in items))
