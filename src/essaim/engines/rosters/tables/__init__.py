"""Bytes or pasted text to a table: any separator, any encoding, XLSX; what is no list is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from essaim.engines.rosters.refusals import Refusal, RosterRefused
from essaim.engines.rosters.tables.addresses import HEADERS, address_rows, is_address_list
from essaim.engines.rosters.tables.decoding import decoded
from essaim.engines.rosters.tables.delimited import ANNOUNCED, announced_delimiter, guess_delimiter, read_rows
from essaim.engines.rosters.tables.heading import find_heading
from essaim.engines.rosters.tables.kinds import is_workbook
from essaim.engines.rosters.tables.table import (
    MOST_COLUMNS,
    UPLOAD,
    Limits,
    Row,
    Table,
    bounded,
    rows_too_many,
)
from essaim.engines.rosters.tables.workbook import Workbook

__all__ = ["MOST_COLUMNS", "UPLOAD", "Limits", "Row", "Table", "is_workbook", "read_table", "refuse_weight"]

NOTHING = '\ufeff \t\r\n;,|"'


def read_table(source: bytes | str, *, delimiter: str | None = None, limits: Limits = UPLOAD) -> Table:
    """Read a file's bytes, or pasted text. `delimiter` overrides the guess.

    Raises RosterRefused, with one refusal, for whatever cannot be read as a list.
    """
    refuse_weight(len(source), limits)
    if isinstance(source, str):
        return text_table(source.removeprefix("\ufeff"), "", delimiter, limits)
    if is_workbook(source):
        return workbook_table(Workbook(source), limits)
    text, encoding = decoded(source)
    return text_table(text, encoding, delimiter, limits)


def refuse_weight(count: int, limits: Limits = UPLOAD) -> None:
    """Refuse a file of so many bytes when it is too big: call it before reading an upload into memory."""
    if count > limits.bytes:
        more = {"megabytes": round(count / 1_000_000), "most": limits.bytes // 1_000_000}
        raise RosterRefused(Refusal("file-too-big", more=more))


def text_table(text: str, encoding: str, delimiter: str | None, limits: Limits) -> Table:
    if not text.strip(NOTHING):
        raise RosterRefused(Refusal("file-empty"))
    if delimiter is None and is_address_list(text):
        return address_table(list(bounded(address_rows(text), limits.rows)), encoding, limits)
    announced = announced_delimiter(text)
    # The announcement stays as an empty line, so that lines keep their numbers.
    body = ANNOUNCED.sub("\n", text) if announced else text
    delimiter = delimiter or announced or guess_delimiter(text)
    rows = list(bounded(read_rows(body, delimiter), limits.rows))
    return headed(rows, limits, kind="text", encoding=encoding, delimiter=delimiter)


def address_table(rows: list[Row], encoding: str, limits: Limits) -> Table:
    if len(rows) > limits.rows:
        raise rows_too_many(limits.rows)
    return Table(HEADERS, tuple(padded(rows, len(HEADERS))), "addresses", encoding=encoding)


def workbook_table(book: Workbook, limits: Limits) -> Table:
    rows = list(bounded(book.rows(), limits.rows))
    return headed(rows, limits, kind="workbook", sheet=book.sheet, other_sheets=book.other_sheets)


def headed(rows: list[Row], limits: Limits, **understood: Any) -> Table:
    """The table with its headers told from its rows."""
    if not rows:
        raise RosterRefused(Refusal("file-empty"))
    heading = find_heading(rows)
    people = tuple(padded(rows[heading.below :], len(heading.headers)))
    if not people:
        raise RosterRefused(Refusal("rows-none"))
    if len(people) > limits.rows:
        raise rows_too_many(limits.rows)
    return Table(heading.headers, people, heading=heading.line, titles=heading.titles, **understood)


def padded(rows: list[Row], width: int) -> Iterator[Row]:
    """Rows with as many cells as there are headers, the missing ones empty."""
    blanks = ("",) * width
    return (
        row if len(row.cells) >= width else Row(row.line, row.cells + blanks[len(row.cells) :])
        for row in rows
    )
