"""Four boxes of cards, as four shapes that are moved and written in like any other."""

from __future__ import annotations

from typing import Any

from django.utils.translation import npgettext

from ..words import counted
from . import room
from .dressing import emu
from .look import colours
from .said import Box, Boxes, Item
from .texts import Pen, in_notes, points, shown_and_left

GUTTER = 0.16
PAD = 0.1
NAME_GAP = 5
CARD_GAP = 3
"""After the name of a box, and after a card, in points."""
MOST_LINES = 2


def add_boxes(pen: Pen, told: Boxes) -> None:
    wide = (room.ACROSS - GUTTER) / 2
    tall = (room.BOTTOM - room.TOP - GUTTER) / 2
    space = tall - 2 * PAD - room.line(room.SMALL) - NAME_GAP / room.POINTS
    inside = wide - 2 * PAD
    cut = [
        shown_and_left(
            box.items, space, inside, room.SMALL, most=MOST_LINES, gap=CARD_GAP / room.POINTS, last=0
        )
        for box in told.boxes
    ]
    left = [each for _, rest in cut for each in rest]
    slide = pen.slide("free", told.title, [told.notes, *in_notes(left)])
    for number, (box, (kept, rest)) in enumerate(zip(told.boxes, cut, strict=True)):
        across, down = number % 2, number // 2
        at = (room.MARGIN + across * (wide + GUTTER), room.TOP + down * (tall + GUTTER), wide, tall)
        shape = _ground(slide, box, at)
        _fill(pen, shape.text_frame, _named(box.name, len(kept), len(rest)), kept)


def _ground(slide: Any, box: Box, at: tuple[float, float, float, float]) -> Any:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE

    shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *map(emu, at))
    shape.adjustments[0] = 0.04
    shape.name = room.clean(box.name, 60)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colours()[box.look])
    shape.line.fill.background()
    shape.shadow.inherit = False
    return shape


def _named(name: str, kept: int, left: int) -> str:
    """The name of a box; where not all its cards are shown, how many are."""
    if not left:
        return room.clean(name, 60)
    words = npgettext("core", "%(name)s: the first of %(of)s", "%(name)s: the first %(n)s of %(of)s", kept)
    return words % {"name": room.clean(name, 60), "n": counted(kept), "of": counted(kept + left)}


def _fill(pen: Pen, frame: Any, name: str, kept: list[Item]) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN

    ink = MSO_THEME_COLOR.TEXT_1
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = emu(PAD)
    said = [(name, True), *((item.text, False) for item in kept)]
    for number, (text, bold) in enumerate(said):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = points(CARD_GAP if number else NAME_GAP)
        run = pen.write(paragraph, text, size=points(room.SMALL), bold=bold)
        run.font.color.theme_color = ink
