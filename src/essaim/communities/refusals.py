"""The refusals of a list, in the reader's language: the codes are those of `engines/rosters/refusals.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy as _

SENTENCES = {
    "file-empty": _(
        "communities", "There is nothing to read here. Paste at least one line, or choose a file."
    ),
    "file-too-big": _(
        "communities",
        "The file weighs %(megabytes)s MB; at most %(most)s MB can be read. Keep only the columns you need.",
    ),
    "file-pdf": _(
        "communities",
        "This is a PDF document, not a list. Open the list where it was made and save it as XLSX or CSV.",
    ),
    "file-image": _("communities", "This is a picture, not a list. Copy the list as text and paste it here."),
    "file-old-excel": _(
        "communities", "This is an old Excel workbook (.xls). Open it and save it as XLSX or CSV."
    ),
    "file-locked": _(
        "communities", "This workbook is protected by a password. Save a copy of it without the password."
    ),
    "file-binary-excel": _(
        "communities", "This is a binary Excel workbook (.xlsb). Open it and save it as XLSX."
    ),
    "file-open-document": _(
        "communities", "This is a LibreOffice document. Open it and save it as XLSX or CSV."
    ),
    "file-word": _(
        "communities",
        "This is a text document. Copy its table and paste it here, or save it as XLSX from a spreadsheet.",
    ),
    "file-archive": _(
        "communities", "This is an archive (zip). Take the list out of it and bring that file alone."
    ),
    "file-web-page": _(
        "communities",
        "This is a web page, sometimes named .xls. Open it in a spreadsheet and save it as XLSX or CSV.",
    ),
    "file-binary": _(
        "communities",
        "This does not look like a list: it is neither text nor a workbook. Save the list as XLSX or CSV.",
    ),
    "file-damaged": _(
        "communities",
        "This workbook is damaged and cannot be read. Open it in a spreadsheet and save it again.",
    ),
    "file-expands": _(
        "communities",
        "This workbook grows to more than %(most)s MB once opened, which no list of people needs. "
        "Copy the list into a new workbook.",
    ),
    "rows-too-many": _("communities", "The list has more than %(most)s lines. Split it into several files."),
    "rows-none": _("communities", "There is a line of headers, and nobody below it."),
    "columns-too-many": _(
        "communities",
        "The list has %(columns)s columns; at most %(most)s can be read. Keep only those you need.",
    ),
    "quote-unclosed": _("communities", "A quotation mark opened on line %(line)s is never closed."),
    "cell-too-long": _(
        "communities",
        "A cell on line %(line)s is far too long: a quotation mark opened there may never be closed.",
    ),
    "column-key-missing": _("communities", "No column holds e-mail addresses. Say below which one does."),
    "column-twice": _(
        "communities",
        "Two columns say the same thing: “%(first)s” and “%(column)s”. Keep one, ignore the other.",
    ),
    "column-slot-unreadable": _(
        "communities",
        "The column “%(column)s” stands for a slot, but no day and time can be read in its name.",
    ),
    "key-missing": _("communities", "This line has no e-mail address."),
    "email-unreadable": _("communities", "“%(value)s” is not an e-mail address."),
    "key-twice": _("communities", "%(value)s is already on line %(first)s."),
    "cells-too-many": _(
        "communities",
        "This line has %(cells)s cells for %(columns)s columns: a separator may be hiding in a cell.",
    ),
    "name-too-long": _("communities", "The name has more than %(most)s characters."),
    "language-missing": _("communities", "No language is given."),
    "language-unknown": _(
        "communities", "“%(value)s” is not a language known here. Write a name (“français”) or a code (“fr”)."
    ),
    "slot-unreadable": _(
        "communities", "“%(value)s” is not a slot. Write a day and a time, as in “mardi 18h” or “tue 18:00”."
    ),
    "slot-without-day": _(
        "communities", "“%(value)s” has no day. Write a day and a time, as in “mardi 18h”."
    ),
    "slot-without-time": _(
        "communities", "“%(value)s” has no time. Write a day and a time, as in “mardi 18h”."
    ),
    "slot-time-impossible": _(
        "communities", "“%(value)s” has a time that no clock shows. A day goes from 0:00 to 23:59."
    ),
    "mark-unreadable": _("communities", "“%(value)s” is neither yes, no nor preferred."),
    "number-unreadable": _(
        "communities", "“%(value)s” is not a whole number from 0 to %(most)s, nor yes or no."
    ),
    "person-unknown": _(
        "communities", "Nobody in this list or in the community has the address “%(value)s”."
    ),
    "together-with-self": _("communities", "%(value)s is to sit together with themselves."),
    "apart-from-self": _("communities", "%(value)s is to sit apart from themselves."),
    "together-and-apart": _(
        "communities", "%(value)s and %(other)s are to sit apart, and also together (%(chain)s)."
    ),
    "pair-left-out": _("communities", "The wish about %(value)s is left out, since their own line is."),
    "person-withdrew": _(
        "communities",
        "%(value)s asked to be taken off: a list does not bring them back. Send them an invitation.",
    ),
    "person-left": _(
        "communities", "%(value)s left the community: send them an invitation, they will decide."
    ),
    "person-removed": _("communities", "%(value)s was taken off the community: add them again by hand."),
}


def sentence(
    code: str, *, line: int = 0, column: str = "", value: str = "", more: Mapping[str, Any] | None = None
) -> str:
    """The reason of a refusal, in the reader's language."""
    short = value if len(value) <= 80 else value[:79] + "…"
    return str(SENTENCES[code]) % {"line": line, "column": column, "value": short, **(more or {})}
