"""What was read: headers, rows with the line they stand on, and how the file was understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from essaim.engines.rosters.refusals import Refusal, RosterRefused

MOST_COLUMNS = 500
MOST_BYTES_EXPANDED = 200_000_000
# The limit of Python's csv module.
MOST_CHARACTERS_IN_A_CELL = 131_072


class Limits(NamedTuple):
    """How much is read of a list."""

    rows: int
    bytes: int


# What a page takes from people; a command on one's own machine may take more.
UPLOAD = Limits(rows=50_000, bytes=40_000_000)


class Row(NamedTuple):
    """One row. `line` is the line of the text file (where the row begins) or the row of the sheet, from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A list as a person has it.

    Every row has at least as many cells as there are headers; a longer one holds a stray separator.
    `heading` is the line of the headers; None when there are none, and `headers` are then letters (A, B, …)
    or, for pasted addresses, "email" and "name". `titles` are the lines above the headers that were passed
    over.
    """

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    kind: Literal["text", "addresses", "workbook"]
    heading: int | None = None
    titles: tuple[int, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()

    def column(self, index: int, most: int | None = None) -> Iterator[str]:
        """The cells of one column, the first `most` rows only if asked."""
        return (row.cells[index] for row in self.rows[:most])


def bounded(rows: Iterator[Row], most: int) -> Iterator[Row]:
    """The rows that are not blank, with equal cells kept once; refuses too many rows or columns."""
    kept: dict[str, str] = {}
    number = 0
    for row in rows:
        width = filled_width(row.cells)
        if width == 0:
            continue
        number += 1
        if width > MOST_COLUMNS:
            raise RosterRefused(Refusal("columns-too-many", more={"columns": width, "most": MOST_COLUMNS}))
        # One more than the limit: the first row is usually the headers.
        if number > most + 1:
            raise rows_too_many(most)
        yield Row(row.line, tuple([kept.setdefault(cell, cell) for cell in row.cells[:width]]))


def rows_too_many(most: int) -> RosterRefused:
    return RosterRefused(Refusal("rows-too-many", more={"most": most}))


def filled_width(cells: tuple[str, ...]) -> int:
    """The number of cells up to the last one that holds something."""
    for index in range(len(cells), 0, -1):
        cell = cells[index - 1]
        if cell and not cell.isspace():
            return index
    return 0
