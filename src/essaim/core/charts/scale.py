"""A stacked scale: disagreement to the left, agreement to the right, who is neither in the middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from essaim.core.words import counted, in_percent

from .frame import (
    LINE,
    Chart,
    Key,
    Mark,
    flowing,
    label,
    percent,
    rect,
    rem,
    says,
    shown_share,
    stroke,
    wrapped,
)

THICK = 1.7
ROOM = 0.075


@dataclass(frozen=True, slots=True)
class Graded:
    """A row: people by grade, the lowest first. `aside` had no opinion and are only named."""

    label: str
    counts: Sequence[int]
    aside: int = 0


def scale(
    title: str, rows: Sequence[Graded], grades: Sequence[str], *, sentence: str = "", note: str = ""
) -> Chart:
    """Rows of one scale, centred on its middle; where there is a middle grade it stands across.

    `grades` are words, the lowest first. Raises ValueError for a row of another length.
    """
    if any(len(row.counts) != len(grades) for row in rows):
        raise ValueError("each row has as many counts as there are grades")
    left, right = _reach(rows)
    marks: list[Mark] = []
    top, middle = 0.0, left / (left + right)
    for row in rows:
        lines = wrapped(row.label)
        marks += label(lines, top)
        top += LINE * len(lines) + 0.2
        marks += _stack(row, top, middle, left + right)
        marks.append(stroke(middle, top - 0.25, middle, top + THICK + 0.25, "chart__middle"))
        top += THICK + 0.9
    looks = [f"chart__grade chart__grade--{look_of(k, len(grades))}" for k in range(len(grades))]
    keys = tuple(Key(look, words) for look, words in zip(looks, grades, strict=True))
    head = (pgettext("core", "Answer"), *grades, pgettext("core", "No opinion"), pgettext("core", "People"))
    told = tuple(_told(row) for row in rows)
    if not any(row.aside for row in rows):
        head, told = _without_aside(head), tuple(_without_aside(row) for row in told)
    note = note or pgettext("core", "The numbers are percentages of those who have an opinion.")
    return Chart("scale", title, sentence, head, told, (flowing(marks, top),), keys, note=note)


def look_of(grade: int, number: int) -> str:
    """ "against-strong", "against", "against-faint", "neither", "for-faint", "for", "for-strong"."""
    middle = (number - 1) / 2
    if grade == middle:
        return "neither"
    force = abs(grade - middle) / middle
    return ("for" if grade > middle else "against") + (
        "-strong" if force > 0.75 else "" if force > 0.4 else "-faint"
    )


def sides(counts: Sequence[int]) -> tuple[float, float]:
    """The shares left and right of the middle, half of a middle grade on each side; zeros of nobody."""
    of, number = sum(counts), len(counts)
    if not of:
        return 0.0, 0.0
    middle = counts[number // 2] / 2 if number % 2 else 0
    return (sum(counts[: number // 2]) + middle) / of, (sum(counts[(number + 1) // 2 :]) + middle) / of


def _reach(rows: Sequence[Graded]) -> tuple[float, float]:
    """How far the widest rows go to each side, at least a little."""
    both = [sides(row.counts) for row in rows] or [(0.0, 0.0)]
    return max(0.05, *(a for a, _ in both)), max(0.05, *(b for _, b in both))


def _stack(row: Graded, top: float, middle: float, reach: float) -> list[Mark]:
    of = sum(row.counts)
    if not of:
        return [says(0, top + 1.1, pgettext("core", "Nobody has an opinion"), "chart__soft")]
    x = middle - sides(row.counts)[0] / reach
    marks: list[Mark] = []
    for grade, n in enumerate(row.counts):
        wide = n / of / reach
        if n:
            marks += _segment(x, top, wide, look_of(grade, len(row.counts)), shown_share(n / of))
        x += wide
    return marks


def _segment(x: float, top: float, wide: float, look: str, share: int) -> list[Mark]:
    marks = [rect(x, top, wide, THICK, f"chart__grade chart__grade--{look}")]
    if look.startswith("against"):
        marks.append(rect(x, top, wide, THICK, "", fill="url(#hatch)"))
    if wide >= ROOM:
        at = {"x": percent(x + wide / 2), "y": rem(top + 1.18)}
        marks.append(Mark("text", at, f"chart__inside chart__inside--{look}", counted(share)))
    return marks


def _told(row: Graded) -> tuple[str, ...]:
    of = sum(row.counts)
    shares = [f"{in_percent(n / of)} ({counted(n)})" if of else counted(n) for n in row.counts]
    return (row.label, *shares, counted(row.aside), counted(of))


def _without_aside(row: tuple[str, ...]) -> tuple[str, ...]:
    return (*row[:-2], row[-1])
