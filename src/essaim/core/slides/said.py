"""What slides say, as plain data. Any text may be given: it is made fit to be written (`room.clean`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Opening:
    """The first slide: a large title, and a few lines under it."""

    title: str
    lines: Sequence[str] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list, or one card of a box; `more` is said under it, in smaller words.

    `tail` ends the text after a dot, and stays where the text is cut.
    """

    text: str
    more: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A sentence and a list under it. What does not fit is counted ("and 5 more") and put into the notes."""

    title: str
    items: Sequence[Item]
    sentence: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart: a value for each of its categories."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars lying down from 0 to `most`, the first category on top. `number` is a format of cells ("0.0")."""

    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    most: float
    number: str = "0"
    sentence: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """One of four boxes; `look` is the token of its ground."""

    name: str
    items: Sequence[Item]
    look: str = "card"


@dataclass(frozen=True, slots=True)
class Boxes:
    """Four boxes, two and two, in reading order; each is cut like a list."""

    title: str
    boxes: Sequence[Box]
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table, over as many slides as it takes; `widths` are the shares of its columns."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    notes: str = ""


Slide = Opening | Points | Bars | Boxes | Rows


@dataclass(frozen=True, slots=True)
class Deck:
    """All the slides. `by` is whose they are, a community: the file says of itself no person's name.

    `language` is "fr" or "en".
    """

    title: str
    by: str
    foot: str
    language: str
    slides: Sequence[Slide] = field(default_factory=list)
