"""A line: how a count or a share went over time, with gaps where nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from .frame import PHONE, Chart, Key, Mark, dot, flowing, says, stroke, width_of
from .texts import head_of

HIGH = 11.0
TOP = 1.2
PLOT = 0.86
LOOKS = ("a", "b", "c", "d")


@dataclass(frozen=True, slots=True)
class Series:
    """A line's name, its values in order (None: not known) and, of each, its words."""

    name: str
    values: Sequence[float | None]
    said: Sequence[str]


def line(
    title: str,
    moments: Sequence[str],
    series: Sequence[Series],
    *,
    low: float,
    high: float,
    ticks: Sequence[tuple[float, str]] = (),
    sentence: str = "",
    head: Sequence[str] = (),
    note: str = "",
) -> Chart:
    """One to four lines over common moments, from `low` to `high`; the last value of each stands beside it.

    Raises ValueError for more than four lines, or a line of another length than `moments`.
    """
    if len(series) > len(LOOKS) or any(len(one.values) != len(moments) for one in series):
        raise ValueError("at most four lines, each with a value or None at every moment")
    ends = (low, high)
    marks = _grid(ticks, ends) + _moments(moments)
    for look, one in zip(LOOKS, series, strict=False):
        marks += _line(one, look, ends)
    marks += _last_values(series, ends)
    told = tuple((moment, *(one.said[k] for one in series)) for k, moment in enumerate(moments))
    keys = tuple(
        Key(f"chart__line chart__line--{look}", one.name) for look, one in zip(LOOKS, series, strict=False)
    )
    names = head or ("", *(one.name for one in series))
    drawing = flowing(marks, TOP + HIGH + 1.8)
    return Chart(
        "line",
        title,
        sentence,
        head_of(names, told),
        told,
        (drawing,),
        keys if len(keys) > 1 else (),
        note=note,
    )


def _x(place: int, of: int) -> float:
    return PLOT * (0.02 + 0.96 * (place / (of - 1) if of > 1 else 0.5))


def _y(value: float, ends: tuple[float, float]) -> float:
    low, high = ends
    return TOP + HIGH * (1 - min(max((value - low) / (high - low), 0.0), 1.0))


def _grid(ticks: Sequence[tuple[float, str]], ends: tuple[float, float]) -> list[Mark]:
    marks: list[Mark] = []
    for value, words in ticks:
        y = _y(value, ends)
        marks.append(stroke(0, y, PLOT, y, "chart__grid"))
        marks.append(says(0, y - 0.25, words, "chart__soft"))
    return marks


def _moments(moments: Sequence[str]) -> list[Mark]:
    """Names under the line: all if they fit on a phone, else one in so many, and always the last."""
    step = max(1, ceil(sum(width_of(moment) + 1.2 for moment in moments) / (PHONE * PLOT)))
    last = len(moments) - 1
    marks = []
    for k, moment in enumerate(moments):
        if k == last or (k % step == 0 and last - k >= step):
            side = "middle" if last == 0 else "start" if k == 0 else "end" if k == last else "middle"
            look = f"chart__soft chart__soft--{side}"
            marks.append(says(_x(k, len(moments)), TOP + HIGH + 1.4, moment, look))
    return marks


def _line(one: Series, look: str, ends: tuple[float, float]) -> list[Mark]:
    at = [
        None if value is None else (_x(k, len(one.values)), _y(value, ends))
        for k, value in enumerate(one.values)
    ]
    marks = [
        stroke(*before, *after, f"chart__line chart__line--{look}")
        for before, after in pairwise(at)
        if before and after
    ]
    return marks + [dot(*place, 0.28, f"chart__end chart__end--{look}") for place in at if place]


def _last_values(series: Sequence[Series], ends: tuple[float, float]) -> list[Mark]:
    """What each line came to, at its end, kept apart where lines end close to each other."""
    ending = []
    for one in series:
        known = [k for k, value in enumerate(one.values) if value is not None]
        if known:
            value = one.values[known[-1]]
            ending.append((_y(value or 0.0, ends), one.said[known[-1]]))
    return [says(1, y + 0.3, words, "chart__value chart__value--end") for y, words in spread(ending)]


def spread(places: Sequence[tuple[float, str]], apart: float = 1.2) -> list[tuple[float, str]]:
    """Heights moved as little as needed to stand `apart`, in their order, from the top down."""
    ordered = sorted(places)
    heights = [y for y, _ in ordered]
    for k in range(1, len(heights)):
        heights[k] = max(heights[k], heights[k - 1] + apart)
    over = max(0.0, (heights[-1] if heights else 0.0) - (TOP + HIGH))
    for k in range(len(heights) - 1, -1, -1):
        most = TOP + HIGH if k == len(heights) - 1 else heights[k + 1] - apart
        heights[k] = min(heights[k], most) if over else heights[k]
    return [(y, words) for y, (_, words) in zip(heights, ordered, strict=True)]
