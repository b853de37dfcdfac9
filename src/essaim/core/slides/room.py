"""How much fits: sizes of a 16:9 slide in inches, letters in points, and texts made fit to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..charts.frame import wrapped
from ..workbooks import UNWRITABLE

WIDE, HIGH = 13.333, 7.5
MARGIN = 0.6
ACROSS = WIDE - 2 * MARGIN
TITLE_TOP, TITLE_HIGH = 0.32, 1.02
TOP = 1.55
BOTTOM = 6.8
FOOT_TOP, FOOT_HIGH = 6.92, 0.4

OPENING, TITLE, LEAD, TEXT, SMALL, FOOT = 40, 30, 24, 22, 18, 14
"""Letters in points: nobody at the end of a table reads less than eighteen, save the foot of a page."""
GAP = 8
"""Before each point of a list."""
INSET = 0.1
CELL_HIGH = 0.16
"""What a cell adds above and below its lines."""
STEP = 0.1
LONGEST = 400
WIDER = 1.06
TIGHT = 0.9
"""Of a line as the face has it: Segoe UI leaves a third of a letter between two."""
LEADING = 1.22
POINTS = 72

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Not split(): it would take the narrow spaces of French numbers for ordinary ones.
_BLANK = re.compile("[ \t\r\n\v\f\x85\u2028\u2029]+")
_READ = 20_000


def clean(text: object, most: int = LONGEST) -> str:
    """One line that XML takes, without marks that turn the words beside it; at most `most` signs."""
    told = _TURNING.sub("", UNWRITABLE.sub("", str(text)[:_READ]))
    return cut(_BLANK.sub(" ", told).strip(), most)


def cut(text: str, most: int) -> str:
    """The text, or its beginning up to a word and "…"."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    at_a_word = kept.rsplit(" ", 1)[0] if " " in kept[most // 2 :] else kept
    return at_a_word.rstrip(" ,;:.–-") + "…"


def lines(text: str, wide: float, size: float) -> int:
    """About how many lines a text takes, `wide` inches across; rather too many."""
    return len(wrapped(text, ems(wide, size)))


def ems(wide: float, size: float) -> float:
    """So many inches in letters of this size, a little less for faces that are wider than ours."""
    return wide * POINTS / (size * WIDER)


def high(text: str, wide: float, size: float) -> float:
    """How high it stands, in inches."""
    return lines(text, wide, size) * line(size)


def line(size: float) -> float:
    """The height of one line, in inches."""
    return size * LEADING / POINTS


def in_lines(text: str, wide: float, size: float, most: int, tail: str = "") -> str:
    """The text and its tail, the text cut so that both take `most` lines."""
    if lines(text + tail, wide, size) <= most:
        return text + tail
    fits = " ".join(wrapped(text + tail, ems(wide, size))[:most])
    return cut(text, max(len(fits) - len(tail) - 2, 1)) + tail


def fitting(heights: Sequence[float], space: float, last: float) -> int:
    """How many of these, one under the other, fit; where some do not, `last` is kept free to say so."""
    if sum(heights) <= space:
        return len(heights)
    taken = 0.0
    for number, each in enumerate(heights):
        taken += each
        if taken + last > space:
            return number
    return len(heights)


def sheets(heights: Sequence[float], space: float) -> list[slice]:
    """Rows shared out over as few slides as it takes, one row a slide at least, and evenly."""
    fewest = len(list(_filled(heights, space)))
    tight = sum(heights) / fewest if fewest else space
    while len(list(_filled(heights, tight))) > fewest:
        tight += STEP
    return list(_filled(heights, min(tight, space)))


def _filled(heights: Sequence[float], space: float) -> Iterator[slice]:
    begun, taken = 0, 0.0
    for number, each in enumerate(heights):
        if number > begun and taken + each > space:
            yield slice(begun, number)
            begun, taken = number, 0.0
        taken += each
    yield slice(begun, len(heights))
