"""Cells that a spreadsheet takes for what they are."""

from __future__ import annotations

from collections.abc import Iterable

from essaim.core.workbooks import Cell
from essaim.engines.grouping.files.table import neutral

Line = list[Cell]


def sure(cells: Iterable[Cell]) -> Line:
    """The line, with an apostrophe before what a spreadsheet would compute."""
    return [neutral(cell) if isinstance(cell, str) else cell for cell in cells]
