"""Tables to take away as an XLSX workbook: plain cells, never a formula.

XlsxWriter, because it loads nothing numeric: what reads workbooks (openpyxl) would, into the web process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import chain
from typing import Any, NamedTuple

from django.http import FileResponse

Cell = str | int | float | None
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
MOST_IN_A_CELL = 32_767


class TableSheet(NamedTuple):
    """One sheet: its name (31 characters at most), its header, its rows."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def workbook_file(name: str, sheets: Sequence[TableSheet]) -> FileResponse:
    """The workbook as a download."""
    return FileResponse(workbook(sheets), as_attachment=True, filename=name, content_type=TYPE)


def workbook(sheets: Sequence[TableSheet]) -> BytesIO:
    """The workbook, ready to be read from its beginning. Rows go to disk as they come, not into memory."""
    # Read into memory by whoever takes a workbook away, not by every start.
    from xlsxwriter import Workbook

    stream = BytesIO()
    with Workbook(stream, {"constant_memory": True}) as book:
        for sheet in sheets:
            page = book.add_worksheet(sheet_name(sheet.name))
            for number, cells in enumerate(chain([sheet.header], sheet.rows)):
                _write(page, number, cells)
    stream.seek(0)
    return stream


def _write(page: Any, number: int, cells: Sequence[Cell]) -> None:
    for column, value in enumerate(cells):
        if value is None or value == "":
            continue
        if isinstance(value, str):
            page.write_string(number, column, UNWRITABLE.sub("", value)[:MOST_IN_A_CELL])
        else:
            page.write_number(number, column, value)


def sheet_name(name: str) -> str:
    """A name as workbooks allow it."""
    return NOT_IN_A_NAME.sub(" ", name)[:31] or "1"
