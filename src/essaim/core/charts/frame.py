"""What all charts are made of: marks, their drawing as SVG, and how much room words take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width
from zlib import crc32

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

NARROW_LETTERS = frozenset("iljtfr.,;:'’!|()[] \u00a0\u202f-")
WIDE_LETTERS = frozenset("mwMWŒÆ@%—…")
FIRST_SQUARE = "\u1100"
"""Writings whose letters are as wide as high, and pictures, stand after this letter."""
PHONE = 22.0
LINE = 1.25


@dataclass(frozen=True, slots=True)
class Mark:
    """One shape: its tag, where it stands as attributes, its class and, of a text, its words."""

    tag: str
    at: dict[str, str]
    look: str = ""
    words: str = ""

    def drawn(self) -> str:
        places = "".join(f' {name}="{escape(value)}"' for name, value in self.at.items())
        look = f' class="{self.look}"' if self.look else ""
        return f"<{self.tag}{look}{places}>{escape(self.words)}</{self.tag}>"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks within `size`, the attributes of the SVG element. `narrow`: for phones only; None: for all."""

    marks: tuple[Mark, ...]
    size: dict[str, str]
    narrow: bool | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend: what a look means."""

    look: str
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, ready to be shown. `rows` say all that is drawn, in words; each begins with its heading.

    `numbered` are lines of a list under a drawing that has numbers where words had no room: number, label,
    words, and whether that is so on a wide screen too.
    """

    kind: str
    title: str
    sentence: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    drawings: tuple[Drawing, ...]
    keys: tuple[Key, ...] = ()
    numbered: tuple[tuple[int, str, str, bool], ...] = ()
    note: str = ""

    @property
    def pictures(self) -> SafeString:
        """The drawings as SVG, each with its title and description; styles come from classes only."""
        return mark_safe("".join(self._svg(drawing) for drawing in self.drawings))  # noqa: S308

    @property
    def table(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each row as its heading and its cells, each with the name of its column."""
        return [(row[0], list(zip(self.head[1:], row[1:], strict=True))) for row in self.rows]

    @property
    def description(self) -> str:
        """Every row in one sentence each, for whoever does not see the drawing."""
        several = len(self.head) > 2
        said = [
            ", ".join(
                f"{name} {cell}" if several and name else cell
                for name, cell in zip(("", *self.head[1:]), row, strict=False)
                if cell
            )
            for row in self.rows
        ]
        return ". ".join(said)

    @property
    def name(self) -> str:
        return f"{self.kind}-{crc32(repr((self.title, self.rows)).encode()):08x}"

    def _svg(self, drawing: Drawing) -> str:
        look = {None: "", True: " chart__picture--narrow", False: " chart__picture--wide"}[drawing.narrow]
        hatch = f"{self.name}-{'n' if drawing.narrow else 'w'}"
        size = "".join(f' {name}="{value}"' for name, value in drawing.size.items())
        inside = "".join(mark.drawn() for mark in drawing.marks).replace("url(#hatch)", f"url(#{hatch})")
        pattern = HATCH.format(name=hatch) if "url(#" in inside else ""
        return (
            f'<svg class="chart__picture{look}" role="img"{size}><title>{escape(self.title)}</title>'
            f"<desc>{escape(self.description)}</desc>{pattern}{inside}</svg>"
        )


HATCH = (
    '<defs><pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><line class="chart__hatch" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>'
)


def width_of(text: str) -> float:
    """About how wide a text is, in em of the reading face; rather too much than too little."""
    return sum(
        0.32 if c in NARROW_LETTERS else 0.9 if c in WIDE_LETTERS else 0.7 if c.isupper() else 0.56
        for c in text
    ) + 0.5 * sum(1 for c in text if c > FIRST_SQUARE and east_asian_width(c) in "WF")


def wrapped(text: str, widest: float = PHONE) -> list[str]:
    """The text in lines of at most `widest` em; a word that is longer is cut."""
    lines: list[str] = [""]
    for word in (part for whole in re.split("[ \t\r\n]+", text) for part in _cut(whole, widest)):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width_of(longer) <= widest:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]


def _cut(word: str, widest: float) -> Iterable[str]:
    begun, taken = 0, 0.0
    for at, wide in enumerate(map(width_of, word)):
        if at > begun and taken + wide > widest:
            yield word[begun:at]
            begun, taken = at, 0.0
        taken += wide
    yield word[begun:]


def percent(share: float) -> str:
    """A place along the width, from a share of 0 to 1."""
    return f"{100 * share:.2f}%"


def rem(height: float) -> str:
    return f"{height:.2f}rem"


def flowing(marks: Iterable[Mark], height: float) -> Drawing:
    """A drawing as wide as its place and so many rem high."""
    return Drawing(tuple(marks), {"width": "100%", "height": rem(height)})


def label(lines: Sequence[str], top: float, look: str = "chart__label") -> list[Mark]:
    """The lines of a label from `top` rem downwards."""
    return [
        Mark("text", {"x": "0", "y": rem(top + 0.95 + LINE * k)}, look, line) for k, line in enumerate(lines)
    ]


def rect(x: float, y: float, width: float, height: float, look: str, **more: str) -> Mark:
    """A rectangle: x and width in shares of 1, y and height in rem."""
    at = {"x": percent(x), "y": rem(y), "width": percent(max(width, 0)), "height": rem(height)}
    return Mark("rect", at | more, look)


def stroke(x1: float, y1: float, x2: float, y2: float, look: str) -> Mark:
    return Mark("line", {"x1": percent(x1), "y1": rem(y1), "x2": percent(x2), "y2": rem(y2)}, look)


def dot(x: float, y: float, radius: float, look: str) -> Mark:
    return Mark("circle", {"cx": percent(x), "cy": rem(y), "r": rem(radius)}, look)


def says(x: float, y: float, words: str, look: str) -> Mark:
    """Words at a share of the width; their look says from which side they are written."""
    return Mark("text", {"x": percent(x), "y": rem(y)}, look, words)


def shown_share(share: float) -> int:
    """A share in whole per cent."""
    return round(100 * share)
