"""Slides that people can edit: what each says goes in, a PPTX file comes out.

Everything is native: titles and lists in their places, charts with their workbook, tables, boxes of text.
Lists too long for a slide are cut and the rest kept in its notes; long tables go over several slides. Only
whoever makes slides loads python-pptx.
"""

from .said import Bars, Box, Boxes, Deck, Item, Opening, Points, Rows, Series, Slide
from .writing import slides_file, written

__all__ = [
    "Bars",
    "Box",
    "Boxes",
    "Deck",
    "Item",
    "Opening",
    "Points",
    "Rows",
    "Series",
    "Slide",
    "slides_file",
    "written",
]
