"""Dots with their intervals, one survey or two compared: where bars overlap, nothing is proven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .frame import LINE, Chart, Key, Mark, dot, flowing, label, says, stroke, wrapped
from .texts import head_of

PLOT = 0.76
PITCH = 1.45


@dataclass(frozen=True, slots=True)
class Range:
    """A value between its bounds, and its words: "3,9 (3,6 à 4,2)". Without bounds only the dot is drawn."""

    value: float
    low: float | None
    high: float | None
    said: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """A row: a range of each survey, as in `series`, None where unknown. `more` ends the table's row."""

    label: str
    ranges: Sequence[Range | None]
    more: str = ""


def intervals(
    title: str,
    rows: Sequence[Spread],
    series: Sequence[str],
    *,
    low: float,
    high: float,
    ticks: Sequence[tuple[float, str]] = (),
    sentence: str = "",
    head: Sequence[str] = (),
    note: str = "",
) -> Chart:
    """Rows on an axis from `low` to `high`; `series` names the surveys, the earlier first (hollow dots)."""
    marks: list[Mark] = []
    top = 0.0
    for row in rows:
        lines = wrapped(row.label)
        marks += label(lines, top)
        top += LINE * len(lines) + 0.1
        for number, given in enumerate(row.ranges):
            if given:
                marks += _range(given, top + PITCH / 2, (low, high), number == len(series) - 1)
                top += PITCH
        top += 0.5
    axis, height = _axis(ticks, (low, high), top)
    told = tuple((row.label, *(r.said if r else "" for r in row.ranges), row.more) for row in rows)
    if not any(row.more for row in rows):
        told = tuple(row[:-1] for row in told)
    looks = ["chart__dot chart__dot--before"] * (len(series) - 1) + ["chart__dot"]
    keys = tuple(Key(look, name) for look, name in zip(looks, series, strict=True)) if len(series) > 1 else ()
    names = head or ("", *series)
    return Chart(
        "intervals",
        title,
        sentence,
        head_of(names, told),
        told,
        (flowing(axis + marks, height),),
        keys,
        note=note,
    )


def along(value: float, ends: tuple[float, float]) -> float:
    """Where a value stands, as a share of the width; outside of the axis it stands at its end."""
    low, high = ends
    return PLOT * min(max((value - low) / (high - low), 0.0), 1.0) * 0.96 + 0.02 * PLOT


def _range(given: Range, y: float, ends: tuple[float, float], latest: bool) -> list[Mark]:
    look = "" if latest else "--before"
    marks: list[Mark] = []
    if given.low is not None and given.high is not None:
        first, last = along(given.low, ends), along(given.high, ends)
        marks += [stroke(first, y, last, y, f"chart__span chart__span{look}" if look else "chart__span")]
        marks += [stroke(end, y - 0.22, end, y + 0.22, "chart__whisker") for end in (first, last)]
    marks.append(
        dot(along(given.value, ends), y, 0.38, f"chart__dot chart__dot{look}" if look else "chart__dot")
    )
    return [*marks, says(1, y + 0.33, given.short or given.said, "chart__value chart__value--end")]


def _axis(
    ticks: Sequence[tuple[float, str]], ends: tuple[float, float], top: float
) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    for number, (value, words) in enumerate(ticks):
        x = along(value, ends)
        side = "start" if number == 0 else "end" if number == len(ticks) - 1 else "middle"
        marks.append(stroke(x, 0, x, top, "chart__grid"))
        marks.append(says(x, top + 1.0, words, f"chart__soft chart__soft--{side}"))
    return marks, top + (1.3 if ticks else 0)
