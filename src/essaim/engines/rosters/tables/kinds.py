"""What some bytes are, from their first ones: text, a workbook, or something that is not a list."""

from __future__ import annotations

import io
import zipfile

from essaim.engines.rosters.refusals import Refusal, RosterRefused

BEGINNINGS = (
    (b"%PDF", "file-pdf"),
    (b"\x89PNG", "file-image"),
    (b"\xff\xd8\xff", "file-image"),
    (b"GIF8", "file-image"),
    (b"RIFF", "file-image"),
    (b"II*\x00", "file-image"),
    (b"MM\x00*", "file-image"),
    (b"\x1f\x8b", "file-archive"),
    (b"7z\xbc\xaf", "file-archive"),
    (b"Rar!", "file-archive"),
    (b"{\\rtf", "file-word"),
    (b"PK\x05\x06", "file-archive"),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PACKAGES = (
    ("xl/workbook.bin", "file-binary-excel"),
    ("word/document.xml", "file-word"),
    ("ppt/presentation.xml", "file-word"),
)


def is_workbook(data: bytes) -> bool:
    """True for an XLSX package, False for what may be text. Raises RosterRefused for anything else known."""
    if not data.strip():
        raise RosterRefused(Refusal("file-empty"))
    code = known_refusal(data)
    if code:
        raise RosterRefused(Refusal(code))
    return data.startswith(b"PK\x03\x04")


def known_refusal(data: bytes) -> str | None:
    """The code of what the bytes look like, None when they may be a list."""
    for beginning, code in BEGINNINGS:
        if data.startswith(beginning):
            return code
    if data[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1"):
        return "file-image"
    if data.startswith(OLD_OFFICE):
        return "file-locked" if ENCRYPTED in data else "file-old-excel"
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:9].lower().startswith(MARKUP):
        return "file-web-page"
    return package_refusal(data) if data.startswith(b"PK\x03\x04") else None


def package_refusal(data: bytes) -> str | None:
    """The same for a zip package, by the names of its parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "file-damaged"
    if "xl/workbook.xml" in names:
        return None
    if "mimetype" in names and "content.xml" in names:
        return "file-open-document"
    return next((code for name, code in PACKAGES if name in names), "file-archive")
