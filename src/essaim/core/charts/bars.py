"""Bars: one row an answer, its label above, its number beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .frame import LINE, Chart, Key, Mark, flowing, label, rect, says, stroke, wrapped
from .texts import head_of

TRACK = 0.7
THICK = 1.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A row. `part` is its length, from 0 to 1 of the track; `said` what is written at its end.

    `low` and `high`, shares too, draw its interval. `kind` "others" is for small groups taken together,
    "first" for what stands out.
    """

    label: str
    part: float
    said: str
    low: float | None = None
    high: float | None = None
    kind: Literal["", "first", "others"] = ""
    more: tuple[str, ...] = ()


def bars(
    title: str,
    rows: Sequence[Bar],
    *,
    sentence: str = "",
    head: Sequence[str] = (),
    keys: Sequence[Key] = (),
    note: str = "",
) -> Chart:
    """Bars from 0, on a common track. `head` names the table's columns: label, words, each of `more`."""
    marks: list[Mark] = []
    top = 0.0
    for row in rows:
        lines = wrapped(row.label)
        marks += label(lines, top)
        top += LINE * len(lines) + 0.2
        marks += _bar(row, top)
        top += THICK + 0.75
    told = tuple((row.label, row.said, *row.more) for row in rows)
    return Chart(
        "bars", title, sentence, head_of(head, told), told, (flowing(marks, top),), tuple(keys), note=note
    )


def _bar(row: Bar, top: float) -> list[Mark]:
    part = min(max(row.part, 0.0), 1.0)
    look = f"chart__bar chart__bar--{row.kind}" if row.kind else "chart__bar"
    marks = [
        rect(0, top, TRACK, THICK, "chart__track", rx="3"),
        rect(0, top, TRACK * part, THICK, look, rx="3"),
    ]
    if row.kind == "others":
        marks.append(rect(0, top, TRACK * part, THICK, "", rx="3", fill="url(#hatch)"))
    if row.low is not None and row.high is not None:
        low, high = (TRACK * min(max(end, 0.0), 1.0) for end in (row.low, row.high))
        middle = top + THICK / 2
        marks.append(stroke(low, middle, high, middle, "chart__halo"))
        marks += [stroke(low, middle, high, middle, "chart__whisker")]
        marks += [stroke(end, middle - 0.25, end, middle + 0.25, "chart__whisker") for end in (low, high)]
    return [*marks, says(1, top + 0.8, row.said, "chart__value chart__value--end")]
