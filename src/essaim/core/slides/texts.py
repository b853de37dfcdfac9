"""Words on slides: titles, lists, notes and the foot of each page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import npgettext, pgettext

from ..words import counted
from . import room
from .dressing import emu
from .said import Item, Opening, Points

INDENT = 0.32
LAYOUTS = {"opening": 0, "text": 1, "free": 2}
MOST_IN_NOTES = 60


@dataclass(frozen=True, slots=True)
class Pen:
    """What every slide is written with: the presentation, its language, and the words at its foot."""

    made: Any
    language: str
    foot: str

    def slide(self, layout: str, title: str, notes: Iterable[str] = ()) -> Any:
        """A new slide with its title, its foot and what is told to whoever presents it."""
        slide = self.made.slides.add_slide(self.made.slide_layouts[LAYOUTS[layout]])
        wide, size = (room.WIDE - 2.4, room.OPENING) if layout == "opening" else (room.ACROSS, room.TITLE)
        words = room.in_lines(room.clean(title), wide, size, 2)
        self.write(slide.shapes.title.text_frame.paragraphs[0], words, size=points(size))
        told = [room.clean(each) for each in notes if each]
        if told:
            self._notes(slide, told)
        return slide

    def write(self, paragraph: Any, text: str, **look: Any) -> Any:
        """Words in the language of the slides; a paragraph that begins from the right goes to the left."""
        paragraph.line_spacing = room.TIGHT
        run = paragraph.add_run()
        run.text = text
        run._r.get_or_add_rPr().set("lang", self.language)
        for name, value in look.items():
            setattr(run.font, name, value)
        if from_the_right(text):
            paragraph._p.get_or_add_pPr().set("rtl", "1")
            paragraph._p.get_or_add_pPr().set("algn", "r")
        return run

    def _notes(self, slide: Any, told: Sequence[str]) -> None:
        frame = slide.notes_slide.notes_text_frame
        for number, text in enumerate(told):
            self.write(frame.paragraphs[0] if number == 0 else frame.add_paragraph(), text)

    def sign(self, slide: Any) -> None:
        """The foot and the number as places of the layout, so that one act of the pilot changes them all."""
        from pptx.enum.shapes import PP_PLACEHOLDER

        for shape in slide.slide_layout.placeholders:
            kind = shape.placeholder_format.type
            if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
                copy = deepcopy(shape.element)
                slide.shapes._spTree.append(copy)
                copy.nvSpPr.cNvPr.set("id", str(len(slide.shapes) + 1))
                if kind == PP_PLACEHOLDER.FOOTER:
                    self.write(slide.shapes[-1].text_frame.paragraphs[0], self.foot)
                for told in copy.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr"):
                    told.set("lang", self.language)


def from_the_right(text: str) -> bool:
    """Whether the first letter is of a writing that goes from right to left."""
    ways = (unicodedata.bidirectional(letter) for letter in text)
    return next((way for way in ways if way in ("L", "R", "AL")), "L") != "L"


def without_bullet(paragraph: Any, *, level: int = 0) -> None:
    """A paragraph of a list that is no point of it."""
    told = paragraph._p.get_or_add_pPr()
    told.set("marL", str(emu(level * INDENT)))
    told.set("indent", "0")
    told.insert(0, told.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/main}buNone", {}))


def add_opening(pen: Pen, told: Opening) -> None:
    slide = pen.slide("opening", told.title, [told.notes])
    frame = slide.placeholders[1].text_frame
    for number, text in enumerate(told.lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        pen.write(paragraph, room.clean(text, 160), size=points(room.LEAD))


def points(size: float) -> Any:
    from pptx.util import Pt

    return Pt(size)


def add_points(pen: Pen, told: Points) -> None:
    sentence = room.in_lines(room.clean(told.sentence), room.ACROSS, room.LEAD, 3) if told.sentence else ""
    space = room.BOTTOM - room.TOP - (room.high(sentence, room.ACROSS, room.LEAD) + 0.25 if sentence else 0)
    kept, left = shown_and_left(told.items, space, room.ACROSS - INDENT, room.TEXT)
    slide = pen.slide("text", told.title, [told.notes, *in_notes(left)])
    frame = slide.placeholders[1].text_frame
    paragraphs = iter(lambda: _next(frame), None)
    if sentence:
        first = next(paragraphs)
        without_bullet(first)
        first.space_after = points(12)
        pen.write(first, sentence, size=points(room.LEAD))
    for item in kept:
        pen.write(next(paragraphs), item.text)
        if item.more:
            under = next(paragraphs)
            without_bullet(under, level=1)
            under.space_before = points(0)
            pen.write(under, item.more, size=points(room.SMALL))
    if left:
        last = next(paragraphs)
        without_bullet(last)
        pen.write(last, and_more(len(left)), size=points(room.SMALL), italic=True)


def _next(frame: Any) -> Any:
    """The paragraph to write now: the one that every frame has, while it is empty."""
    first = frame.paragraphs[0]
    return first if len(frame.paragraphs) == 1 and not first.runs else frame.add_paragraph()


def shown_and_left(
    items: Sequence[Item],
    space: float,
    wide: float,
    size: int,
    *,
    most: int = 4,
    last: float = room.line(room.SMALL),
    gap: float = room.GAP / room.POINTS,
) -> tuple[list[Item], list[Item]]:
    """What fits into so many inches, its texts cut to `most` lines each, and the rest as it was said.

    `last` is kept free for a line that counts the rest.
    """
    told: list[Item] = []
    heights: list[float] = []
    for item in items:
        told.append(_cut(item, wide, size, most))
        heights.append(_high(told[-1], wide, size) + gap)
        if sum(heights) > space:
            break
    number = room.fitting(heights, space, last + gap if last else 0)
    return told[:number], [*items[number:]]


def _high(item: Item, wide: float, size: int) -> float:
    under = room.high(item.more, wide, room.SMALL) if item.more else 0
    return room.high(item.text, wide, size) + under


def _cut(item: Item, wide: float, size: int, most: int) -> Item:
    more = room.in_lines(room.clean(item.more), wide, room.SMALL, 2) if item.more else ""
    tail = f" · {room.clean(item.tail, 40)}" if item.tail else ""
    return Item(room.in_lines(room.clean(item.text), wide, size, most, tail), more)


def and_more(number: int) -> str:
    words = npgettext("core", "and %(n)s more", "and %(n)s more", number)
    return words % {"n": counted(number)}


def in_notes(left: Sequence[Item]) -> list[str]:
    """What a slide had no room for, told to whoever presents it."""
    if not left:
        return []
    said = [" · ".join(filter(None, (f"– {item.text}", item.tail))) for item in left[:MOST_IN_NOTES]]
    over = len(left) - MOST_IN_NOTES
    return [pgettext("core", "Not on this slide:"), *said, *([and_more(over)] if over > 0 else [])]
