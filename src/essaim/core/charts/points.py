"""A map of points in four quarters, importance × satisfaction above all.

On a wide screen each point has its words beside it, where there is room without touching others; on a phone,
and where there was none, it has a number, and a list says which is which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import hypot

from .frame import Chart, Drawing, Mark, width_of, wrapped
from .texts import head_of

WIDE = (720.0, 520.0, 16.0)
NARROW = (360.0, 380.0, 15.0)
EDGE = 34.0
BADGE = 12.0


@dataclass(frozen=True, slots=True)
class Point:
    """A point: `x` and `y` in the axes' units, and what the table says of each."""

    label: str
    x: float
    y: float
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing, in its units."""

    left: float
    top: float
    wide: float
    high: float

    def touches(self, other: Box, gap: float = 2.0) -> bool:
        return (
            self.left < other.left + other.wide + gap
            and other.left < self.left + self.wide + gap
            and self.top < other.top + other.high + gap
            and other.top < self.top + self.high + gap
        )

    def within(self, other: Box) -> bool:
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.left + self.wide <= other.left + other.wide
            and self.top + self.high <= other.top + other.high
        )


def points(
    title: str,
    items: Sequence[Point],
    *,
    low: float,
    high: float,
    middle: float,
    across: str,
    upwards: str,
    corners: Mapping[str, str],
    sentence: str = "",
    head: Sequence[str] = (),
    note: str = "",
) -> Chart:
    """Points between `low` and `high` on both axes, named `across` and `upwards`, parted at `middle`.

    `corners` name the quarters by place: "top-left", "top-right", "bottom-left", "bottom-right".
    """
    axes = (low, high, middle)
    words = (across, upwards, corners)
    wide, without_room = _wide(items, axes, words)
    drawings = (
        Drawing(tuple(wide), _size(WIDE), narrow=False),
        Drawing(tuple(_narrow(items, axes, words)), _size(NARROW), narrow=True),
    )
    told = tuple((item.label, *item.said) for item in items)
    names = head_of(head, told)
    numbered = tuple((k, row[0], _named(names, row), k - 1 in without_room) for k, row in enumerate(told, 1))
    return Chart("points", title, sentence, names, told, drawings, (), numbered, note)


def _named(names: Sequence[str], row: Sequence[str]) -> str:
    return " · ".join(f"{name} {said}".strip() for name, said in zip(names[1:], row[1:], strict=True))


def _size(frame: tuple[float, float, float]) -> dict[str, str]:
    return {"viewBox": f"0 0 {frame[0]:.0f} {frame[1]:.0f}"}


Axes = tuple[float, float, float]
Names = tuple[str, str, Mapping[str, str]]


def _place(item: Point, axes: Axes, frame: tuple[float, float, float]) -> tuple[float, float]:
    low, high, _ = axes
    wide, tall, _ = frame
    x, y = (min(max((value - low) / (high - low), 0.0), 1.0) for value in (item.x, item.y))
    return EDGE + x * (wide - 2 * EDGE), EDGE + (1 - y) * (tall - 2 * EDGE)


def _ground(axes: Axes, names: Names, frame: tuple[float, float, float]) -> tuple[list[Mark], list[Box]]:
    """The quarters, their names and the axes' names; and the boxes words must keep out of."""
    across, upwards, corners = names
    wide, tall, size = frame
    x, y = _place(Point("", axes[2], axes[2], ()), axes, frame)
    inner = Box(8, 26, wide - 16, tall - 52)
    parts = {
        "top-left": (inner.left, inner.top, x - inner.left, y - inner.top),
        "top-right": (x, inner.top, inner.left + inner.wide - x, y - inner.top),
        "bottom-left": (inner.left, y, x - inner.left, inner.top + inner.high - y),
        "bottom-right": (x, y, inner.left + inner.wide - x, inner.top + inner.high - y),
    }
    marks: list[Mark] = []
    taken: list[Box] = []
    for corner, (left, top, w, h) in parts.items():
        at = {"x": f"{left:.1f}", "y": f"{top:.1f}", "width": f"{w:.1f}", "height": f"{h:.1f}"}
        marks.append(Mark("rect", at, f"chart__quarter chart__quarter--{corner}"))
    for corner, (left, top, w, h) in parts.items():
        lines = wrapped(corners.get(corner, ""), w / size - 1.2)
        first = top + size + 6 if corner.startswith("top") else top + h - 8 - size * 1.2 * (len(lines) - 1)
        end = corner.endswith("right")
        at_x = left + w - 8 if end else left + 8
        for k, words in enumerate(lines):
            look = "chart__corner chart__corner--end" if end else "chart__corner"
            marks.append(_text(at_x, first + k * size * 1.2, words, look))
        broad = max(width_of(words) for words in lines) * size
        taken.append(Box(at_x - broad if end else at_x, first - size, broad, size * 1.2 * len(lines)))
    marks.append(_text(inner.left, 17, f"↑ {upwards}", "chart__axis"))
    marks.append(_text(inner.left + inner.wide, tall - 8, f"{across} →", "chart__axis chart__axis--end"))
    return marks, taken


def _wide(items: Sequence[Point], axes: Axes, names: Names) -> tuple[list[Mark], list[int]]:
    marks, taken = _ground(axes, names, WIDE)
    wide, tall, size = WIDE
    room = Box(8, 26, wide - 16, tall - 52)
    at = [_place(item, axes, WIDE) for item in items]
    taken += [Box(x - 8, y - 8, 16, 16) for x, y in at]
    without_room: list[int] = []
    for number in sorted(range(len(items)), key=lambda k: (-_crowd(at, k), at[k])):
        x, y = at[number]
        marks.append(_circle(x, y, 7, "chart__point"))
        for widest in (12.5, 9.0, 7.0):
            lines = wrapped(items[number].label, widest)
            box = _free(x, y, max(map(width_of, lines)) * size, size * 1.2 * len(lines), taken, room)
            if box:
                taken.append(box)
                marks += _beside(x, y, box, lines, size)
                break
        else:
            without_room.append(number)
    without_room.sort()
    for number in without_room:
        marks += _badge(*at[number], number + 1, taken, room)
    return marks, without_room


def _narrow(items: Sequence[Point], axes: Axes, names: Names) -> list[Mark]:
    marks, taken = _ground(axes, names, NARROW)
    room = Box(8, 26, NARROW[0] - 16, NARROW[1] - 52)
    at = [_place(item, axes, NARROW) for item in items]
    marks += [_circle(x, y, 4, "chart__point") for x, y in at]
    for number, (x, y) in enumerate(at, 1):
        marks += _badge(x, y, number, taken, room)
    return marks


def _free(
    x: float, y: float, wide: float, high: float, taken: Sequence[Box], room: Box, near: float = 10
) -> Box | None:
    """The nearest place beside a point where a box of this size and its thread touch nothing else."""
    for box in _around(x, y, wide, high, near):
        free = box.within(room) and not any(box.touches(other) for other in taken)
        if free and not _crosses(x, y, box, taken):
            return box
    return None


def _around(x: float, y: float, wide: float, high: float, near: float) -> Iterator[Box]:
    for away in (near, near + 10, near + 22, near + 38, near + 58, near + 82):
        yield Box(x + away, y - high / 2, wide, high)
        yield Box(x - away - wide, y - high / 2, wide, high)
        yield Box(x - wide / 2, y - away - high, wide, high)
        yield Box(x - wide / 2, y + away, wide, high)
        for right, down in product((True, False), repeat=2):
            left = x + 0.7 * away if right else x - 0.7 * away - wide
            yield Box(left, y + 0.7 * away if down else y - 0.7 * away - high, wide, high)


def _crowd(at: Sequence[tuple[float, float]], number: int) -> int:
    """How many points are near one: those with the least room choose first."""
    x, y = at[number]
    return sum((x - u) ** 2 + (y - v) ** 2 < 110**2 for u, v in at)


def _crosses(x: float, y: float, box: Box, taken: Sequence[Box]) -> bool:
    """Whether a thread from the point to the box would cross words or other points."""
    to_x, to_y = min(max(x, box.left), box.left + box.wide), min(max(y, box.top), box.top + box.high)
    for step in range(4, 10):
        spot = Box(x + (to_x - x) * step / 10, y + (to_y - y) * step / 10, 0, 0)
        if any(spot.touches(other, 0) for other in taken):
            return hypot(to_x - x, to_y - y) > 15
    return False


def _beside(x: float, y: float, box: Box, lines: Sequence[str], size: float) -> list[Mark]:
    """Words in their box, written away from the point, with a thread where they stand far from it."""
    right, left = box.left > x, box.left + box.wide < x
    side = "" if right else "--end" if left else "--middle"
    at_x = box.left if right else box.left + box.wide if left else box.left + box.wide / 2
    look = f"chart__name chart__name{side}" if side else "chart__name"
    marks = _thread(x, y, box)
    return marks + [
        _text(at_x, box.top + size * (0.95 + 1.2 * k), words, look) for k, words in enumerate(lines)
    ]


def _badge(x: float, y: float, number: int, taken: list[Box], room: Box) -> list[Mark]:
    """A number in a disc: on the point, or as near as there is room, with a thread."""
    wide = 2 * BADGE
    box = Box(x - BADGE, y - BADGE, wide, wide)
    if any(box.touches(other, 0) for other in taken):
        box = _free(x, y, wide, wide, taken, room, near=6) or box
    taken.append(box)
    middle = (box.left + BADGE, box.top + BADGE)
    return [
        *_thread(x, y, box),
        _circle(*middle, BADGE, "chart__badge"),
        _text(middle[0], middle[1] + 4.8, str(number), "chart__number"),
    ]


def _thread(x: float, y: float, box: Box) -> list[Mark]:
    near_x = min(max(x, box.left), box.left + box.wide)
    near_y = min(max(y, box.top), box.top + box.high)
    if (near_x - x) ** 2 + (near_y - y) ** 2 <= 15**2:
        return []
    at = {"x1": f"{x:.1f}", "y1": f"{y:.1f}", "x2": f"{near_x:.1f}", "y2": f"{near_y:.1f}"}
    return [Mark("line", at, "chart__thread")]


def _circle(x: float, y: float, radius: float, look: str) -> Mark:
    return Mark("circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:.0f}"}, look)


def _text(x: float, y: float, words: str, look: str) -> Mark:
    return Mark("text", {"x": f"{x:.1f}", "y": f"{y:.1f}"}, look, words)
