"""XLSX workbooks: weighed before they are opened, then read row by row. Formulas are never computed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from essaim.engines.rosters.refusals import Refusal, RosterRefused
from essaim.engines.rosters.tables.table import MOST_BYTES_EXPANDED, Row, filled_width

MOST_PARTS = 5_000
LAST_ROW = 1_048_576
CHUNK = 1 << 20
# What zipfile, the XML parser and openpyxl raise on broken workbooks.
DAMAGES = (
    zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, LookupError, ValueError, TypeError,
    AttributeError, OSError, EOFError, RuntimeError,
)  # fmt: skip


def weigh(data: bytes) -> None:
    """Refuse a package that grows beyond measure, by what it declares and then by what comes out of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_EXPANDED:
                raise too_heavy()
            weigh_parts(package, parts)
    except DAMAGES as problem:
        if isinstance(problem, RosterRefused):
            raise
        raise RosterRefused(Refusal("file-damaged")) from None


def weigh_parts(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Read every part through, keeping nothing, so that a false declaration is found out."""
    weight = 0
    for part in parts:
        with package.open(part) as stream:
            while chunk := stream.read(CHUNK):
                weight += len(chunk)
                if weight > MOST_BYTES_EXPANDED:
                    raise too_heavy()


def too_heavy() -> RosterRefused:
    return RosterRefused(Refusal("file-expands", more={"most": MOST_BYTES_EXPANDED // 1_000_000}))


class Workbook:
    """A workbook weighed and opened. `sheet` is the first that holds something, visible ones first."""

    def __init__(self, data: bytes) -> None:
        # It loads numpy where there is one: a web process that opens no workbook goes without.
        import openpyxl

        weigh(data)
        try:
            self._book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            sheets = sorted(self._book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
            self._sheet = next((sheet for sheet in sheets if any(True for _ in sheet_rows(sheet))), None)
        except DAMAGES:
            raise RosterRefused(Refusal("file-damaged")) from None
        if self._sheet is None:
            raise RosterRefused(Refusal("file-empty"))
        self.sheet = str(self._sheet.title)
        self.other_sheets = tuple(str(sheet.title) for sheet in sheets if sheet is not self._sheet)

    def rows(self) -> Iterator[Row]:
        """The rows of the sheet that hold something."""
        try:
            yield from sheet_rows(self._sheet)
        except DAMAGES as problem:
            if isinstance(problem, RosterRefused):
                raise
            raise RosterRefused(Refusal("file-damaged")) from None


def sheet_rows(sheet: Any) -> Iterator[Row]:
    """The rows of one sheet; its declared dimensions, often wrong and sometimes huge, are not believed."""
    sheet.reset_dimensions()
    for line, values in enumerate(sheet.iter_rows(max_row=LAST_ROW, values_only=True), start=1):
        cells = tuple([written(value) for value in values])
        if filled_width(cells):
            yield Row(line, cells)


def written(value: object) -> str:
    """A cell as a person would write it: 2.0 is "2", half past six is "18:30", a day is "2026-11-22"."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            moment = value.time()
            return value.date().isoformat() if moment == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case timedelta():
            minutes = int(value.total_seconds() // 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(value)
