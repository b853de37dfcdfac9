"""Everything a list can be refused for, in one place: the code, its arguments and an English sentence.

A refusal is data. Pages word it in two languages from `code`, `line`, `column`, `value` and `more`; the
command prints `sentence`. `REFUSALS` is the closed list: the words between braces are the arguments a code
carries, `line`, `column` and `value` among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter

FILE_REFUSALS = {
    "file-empty": "The file is empty: there is nothing to read in it.",
    "file-too-big": "The file weighs {megabytes} MB; at most {most} MB can be read. Keep only the columns "
    "you need.",
    "file-pdf": "This is a PDF document, not a table. Open the list where it was made and save it as XLSX "
    "or CSV.",
    "file-image": "This is an image, not a table. Copy the list as text and paste it, or save it as XLSX or "
    "CSV.",
    "file-old-excel": "This is an old Excel workbook (.xls). Open it and save it as XLSX or CSV.",
    "file-locked": "This workbook is protected by a password. Save a copy of it without the password.",
    "file-binary-excel": "This is a binary Excel workbook (.xlsb). Open it and save it as XLSX or CSV.",
    "file-open-document": "This is an OpenDocument file (LibreOffice). Open it and save it as XLSX or CSV.",
    "file-word": "This is a text document or a presentation. Copy its table into a spreadsheet and save it "
    "as XLSX.",
    "file-archive": "This is an archive (zip). Take the list out of it and send that file alone.",
    "file-web-page": "This is a web page or an XML document, sometimes named .xls. Open it in a spreadsheet "
    "and save it as XLSX or CSV.",
    "file-binary": "This does not look like a list: it is neither text nor an XLSX workbook. Save the list "
    "as XLSX or CSV.",
    "file-damaged": "This workbook is damaged and cannot be read. Open it in a spreadsheet and save it "
    "again as XLSX.",
    "file-expands": "This workbook grows to more than {most} MB once opened, which no list of people needs. "
    "Copy the list into a new workbook and save it.",
    "rows-too-many": "The list has more than {most} rows. Split it into several files.",
    "rows-none": "There is a line of headers, and nobody below it.",
    "columns-too-many": "The list has {columns} columns; at most {most} can be read. Keep only those you "
    "need.",
    "quote-unclosed": "A quotation mark opened here is never closed.",
    "cell-too-long": "A cell holds more than {most} characters; a quotation mark opened here may never be "
    "closed.",
}

COLUMN_REFUSALS = {
    "column-key-missing": "No column holds e-mail addresses. Name one “email” (or “id”).",
    "column-twice": "Two columns say the same thing: “{first}” and “{column}”. Keep one of them.",
    "column-slot-unreadable": "The column “{column}” stands for a slot, but no day and time can be read in "
    "its name.",
}

ROW_REFUSALS = {
    "key-missing": "This row has no e-mail address.",
    "email-unreadable": "“{value}” is not an e-mail address.",
    "key-twice": "{value} is already on line {first}.",
    "cells-too-many": "This row has {cells} cells, more than the {columns} headers: a separator may be "
    "hiding in a cell without quotation marks.",
    "name-too-long": "The name has more than {most} characters.",
    "language-missing": "No language is given, and there is no default language.",
    "language-unknown": "“{value}” is not a language known here. Write a name (“français”) or a code (“fr”).",
    "slot-unreadable": "“{value}” is not a slot. Write a day and a time, as in “tue 18:00” or “mardi 18h”.",
    "slot-without-day": "“{value}” has no day. Write a day and a time, as in “tue 18:00” or “mardi 18h”.",
    "slot-without-time": "“{value}” has no time. Write a day and a time, as in “tue 18:00” or “mardi 18h”.",
    "slot-time-impossible": "“{value}” has a time that no clock shows. A day goes from 0:00 to 23:59.",
    "mark-unreadable": "“{value}” is neither yes, no nor preferred.",
    "number-unreadable": "“{value}” is not a whole number from 0 to {most}, nor yes or no.",
    "person-unknown": "Nobody in this list has the address “{value}”.",
    "together-with-self": "{value} is to sit together with themselves.",
    "apart-from-self": "{value} is to sit apart from themselves.",
    "together-and-apart": "{value} and {other} are to sit apart, and also together ({chain}).",
}

REMARKS = {
    "pair-left-out": "The wish about {value} is left out, since their own row is.",
}

REFUSALS = {**FILE_REFUSALS, **COLUMN_REFUSALS, **ROW_REFUSALS, **REMARKS}


def arguments(code: str) -> set[str]:
    """The names of the arguments that a code carries."""
    return {name for _, name, _, _ in Formatter().parse(REFUSALS[code]) if name}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file, a column or a row cannot be taken. `line` counts from 1 in the file as a person sees it."""

    code: str
    line: int | None = None
    column: str = ""
    value: str = ""
    more: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The English sentence, without the place."""
        return REFUSALS[self.code].format(value=shortened(self.value), column=self.column, **self.more)

    @property
    def place(self) -> str:
        """Where it is, "line 12, “Langues”"; empty for a whole file."""
        named = f"“{self.column}”" if self.column else ""
        return ", ".join(part for part in (f"line {self.line}" if self.line else "", named) if part)

    @property
    def sentence(self) -> str:
        """The place and the reason, as the command prints them."""
        place = self.place
        return f"{place[:1].upper()}{place[1:]}: {self.reason}" if place else self.reason


class RosterRefused(ValueError):  # noqa: N818 - a refusal is an answer, not a failure
    """The whole list cannot be read; `refusals` says why (one for a file, several for columns)."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("\n".join(refusal.sentence for refusal in refusals))
        self.refusals = refusals


def shortened(text: str, most: int = 80) -> str:
    """A value as a sentence can quote it: on one line, cut where it would drown the sentence."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
