"""A survey beside the one it comes after: question by question of the same key and kind, with an interval.

Only what both documents show is compared, so that the threshold holds in both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from essaim.engines.tallies import (
    Difference,
    Recommendation,
    means_apart,
    means_paired,
    recommendation,
    recommendations_apart,
    shares_apart,
)

from ..kinds import Kind
from .figures import short

Document = Mapping[str, Any]
Pairs = Mapping[tuple[str, str], Mapping[tuple[int, int], int]]
CAN_BE_PAIRED = frozenset({Kind.SCALE, Kind.NEEDS})


def compared(
    before: Document, after: Document, pairs: Pairs | None = None
) -> dict[str, list[dict[str, Any]]]:
    """{question: [difference of it, or of each of its choices and rows]}.

    `pairs` are {(question, row or ""): {(before, after): people}} of those who answered both; they are used
    where who is not in both is nobody, or enough people to stay unknown.
    """
    earlier = {question["key"]: question for question in before["questions"]}
    found = {}
    for question in after["questions"]:
        first = earlier.get(question["key"])
        if first and first["kind"] == question["kind"] and _both_shown(first, question):
            rows = _differences(first, question, pairs or {}, after["threshold"])
            if rows:
                found[question["key"]] = rows
    return found


def _both_shown(*questions: Mapping[str, Any]) -> bool:
    return all(question["state"] == "shown" for question in questions)


def _differences(
    first: Mapping[str, Any], second: Mapping[str, Any], pairs: Pairs, k: int
) -> list[dict[str, Any]]:
    match second["kind"]:
        case Kind.SCALE:
            found = [("", "mean", _means(first, second, pairs.get((second["key"], "")), k))]
        case Kind.RECOMMEND:
            found = [("", "score", _scores(first, second))]
        case Kind.SINGLE | Kind.MULTIPLE | Kind.CONSENT:
            found = [(key, "share", one) for key, one in _shares(first, second)]
        case Kind.NEEDS:
            found = _rows(first, second, pairs, k)
        case Kind.GRADES:
            found = [(key, "mean", _means(one, other)) for key, one, other in _same_rows(first, second)]
        case _:
            found = []
    return [_said(row, measure, one) for row, measure, one in found if one]


def _rows(
    first: Mapping[str, Any], second: Mapping[str, Any], pairs: Pairs, k: int
) -> list[tuple[str, str, Difference | None]]:
    told = []
    for key, one, other in _same_rows(first, second):
        if "satisfaction" in one and "satisfaction" in other:
            both = pairs.get((second["key"], key))
            told.append((key, "satisfaction", _means(one["satisfaction"], other["satisfaction"], both, k)))
    return told


def _same_rows(
    first: Mapping[str, Any], second: Mapping[str, Any]
) -> list[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    earlier = {row["key"]: row for row in first["rows"]}
    return [(row["key"], earlier[row["key"]], row) for row in second["rows"] if row["key"] in earlier]


def _means(
    one: Mapping[str, Any],
    other: Mapping[str, Any],
    pairs: Mapping[tuple[int, int], int] | None = None,
    k: int = 0,
) -> Difference | None:
    before, after = (_numbers(each) for each in (one, other))
    both = sum(pairs.values()) if pairs else 0
    if pairs and both >= k and all(_unknown(sum(all_.values()) - both, k) for all_ in (before, after)):
        return means_paired(dict(pairs))
    return means_apart(before, after)


def _unknown(left_over: int, k: int) -> bool:
    return left_over == 0 or left_over >= k


def _numbers(figures: Mapping[str, Any]) -> dict[int, int]:
    return {value: n for value, n in figures["values"] if n}


def _scores(first: Mapping[str, Any], second: Mapping[str, Any]) -> Difference | None:
    found = [recommendation(_numbers(each)) for each in (first, second)]
    told = [one for one in found if isinstance(one, Recommendation)]
    return recommendations_apart(*told) if len(told) == len(found) else None


def _shares(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[tuple[str, Difference]]:
    if "values" not in first or "values" not in second:
        return []
    earlier = dict(first["values"])
    return [
        (key, shares_apart((earlier[key], first["of"]), (n, second["of"])))
        for key, n in second["values"]
        if key in earlier
    ]


def _said(row: str, measure: str, one: Difference) -> dict[str, Any]:
    return {
        "row": row,
        "measure": measure,
        "before": short(one.before),
        "after": short(one.after),
        "value": short(one.value),
        "low": short(one.interval.low),
        "high": short(one.interval.high),
        "paired": one.paired,
        "clear": one.clear,
    }
