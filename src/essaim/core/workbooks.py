"""Tables to take away as an XLSX workbook: plain cells, no formula, written without any package."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple
from xml.sax.saxutils import escape

from django.http import FileResponse

Cell = str | int | float | None
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
MOST_IN_A_CELL = 32_767
IN_MEMORY = 8_000_000
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACE = "http://schemas.openxmlformats.org"
MAIN = f"{SPACE}/spreadsheetml/2006/main"
LINKS = f"{SPACE}/officeDocument/2006/relationships"


class TableSheet(NamedTuple):
    """One sheet: its name (31 characters at most), its header, its rows."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def workbook_file(name: str, sheets: Sequence[TableSheet]) -> FileResponse:
    """The workbook as a download."""
    return FileResponse(workbook(sheets), as_attachment=True, filename=name, content_type=TYPE)


def workbook(sheets: Sequence[TableSheet]) -> IO[bytes]:
    """The workbook, ready to be read from its beginning."""
    stream: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever reads it closes it
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for path, text in _parts([sheet.name for sheet in sheets]):
            package.writestr(path, HEAD + text)
        for number, sheet in enumerate(sheets, start=1):
            with package.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                for line in _lines(sheet):
                    part.write(line.encode())
    stream.seek(0)
    return stream


def _parts(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(names) + 1)
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{office}.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{SPACE}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/>{types}</Types>',
    )
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations(targets)
    listed = "".join(
        f'<sheet name="{escape(sheet_name(name), {chr(34): "&quot;"})}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}</sheets></workbook>',
    )


def _relations(links: Iterable[tuple[str, str, str]]) -> str:
    told = "".join(f'<Relationship Id="{i}" Type="{LINKS}/{t}" Target="{to}"/>' for i, t, to in links)
    return f'<Relationships xmlns="{SPACE}/package/2006/relationships">{told}</Relationships>'


def _lines(sheet: TableSheet) -> Iterator[str]:
    yield f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'
    yield _row(sheet.header)
    for row in sheet.rows:
        yield _row(row)
    yield "</sheetData></worksheet>"


def _row(cells: Sequence[Cell]) -> str:
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(value: Cell) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        text = escape(UNWRITABLE.sub("", value)[:MOST_IN_A_CELL])
        return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def sheet_name(name: str) -> str:
    """A name as workbooks allow it."""
    return NOT_IN_A_NAME.sub(" ", name)[:31] or "1"
