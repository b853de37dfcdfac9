"""Circles as a table that any spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from ..answer import Circle

HEADER = ("circle", "slot", "language", "role", "key", "name")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def circles_csv(circles: Iterable[Circle], names: Mapping[str, str] | None = None) -> str:
    """One row for each seat, facilitators first; `names` gives people's names by key.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for circle in circles:
        for key in circle.people:
            role = "facilitator" if key in circle.facilitators else "member"
            row = (circle.id, str(circle.slot), circle.language, role, key, (names or {}).get(key, ""))
            writer.writerow([neutral(cell) for cell in row])
    return text.getvalue()


def neutral(cell: str) -> str:
    """The cell, harmless in a spreadsheet."""
    return f"'{cell}" if cell.lstrip(" \u00a0\ufeff").startswith(FORMULA_SIGNS) else cell
