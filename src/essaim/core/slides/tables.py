"""A table over as many slides as it takes, its head on each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import pgettext

from ..words import counted
from . import room
from .dressing import emu
from .look import colours
from .said import Rows
from .texts import Pen, points

MOST_LINES = 4
BOLD = 1.1
"""How much wider the letters of the head are."""


def add_rows(pen: Pen, told: Rows) -> None:
    total = sum(told.widths)
    wides = [room.ACROSS * each / total for each in told.widths]
    head = _cells(told.head, wides)
    rows = [_cells(row, wides) for row in told.rows]
    heights = [_high(row, wides) for row in rows]
    first = _high(head, [wide / BOLD for wide in wides])
    shares = room.sheets(heights, room.BOTTOM - room.TOP - first)
    for number, share in enumerate(shares, 1):
        title = _numbered(told.title, number, len(shares))
        slide = pen.slide("free", title, [told.notes] if number == 1 else [])
        _table(pen, slide, title, [head, *rows[share]], wides, [first, *heights[share]])


def _numbered(title: str, number: int, of: int) -> str:
    if of == 1:
        return title
    told = {"title": room.clean(title, 200), "number": counted(number), "of": counted(of)}
    return pgettext("core", "%(title)s (%(number)s of %(of)s)") % told


def _cells(row: Sequence[str], wides: Sequence[float]) -> list[str]:
    return [
        room.in_lines(room.clean(text), wide - 2 * room.INSET, room.SMALL, MOST_LINES)
        for text, wide in zip(row, wides, strict=True)
    ]


def _high(row: Sequence[str], wides: Sequence[float]) -> float:
    tallest = max(
        room.high(text, wide - 2 * room.INSET, room.SMALL) for text, wide in zip(row, wides, strict=True)
    )
    return tallest + room.CELL_HIGH


def _table(
    pen: Pen,
    slide: Any,
    title: str,
    rows: Sequence[Sequence[str]],
    wides: Sequence[float],
    heights: Sequence[float],
) -> None:
    at = map(emu, (room.MARGIN, room.TOP, room.ACROSS, sum(heights)))
    frame = slide.shapes.add_table(len(rows), len(wides), *at)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", room.clean(title))
    frame.name = room.clean(title, 60)
    table = frame.table
    table.horz_banding = False
    for column, wide in zip(table.columns, wides, strict=True):
        column.width = emu(wide)
    for line, cells, tall in zip(table.rows, rows, heights, strict=True):
        line.height = emu(tall)
        for cell, text in zip(line.cells, cells, strict=True):
            _cell(pen, cell, text, head=cells is rows[0])


def _cell(pen: Pen, cell: Any, text: str, *, head: bool) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_THEME_COLOR

    cell.margin_left = cell.margin_right = emu(room.INSET)
    cell.margin_top = cell.margin_bottom = emu(room.CELL_HIGH / 2)
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(colours()["comb" if head else "card"])
    run = pen.write(cell.text_frame.paragraphs[0], text, size=points(room.SMALL), bold=head)
    run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
