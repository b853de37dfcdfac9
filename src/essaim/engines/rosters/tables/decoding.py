"""Bytes to text, whatever spreadsheet wrote them."""

from __future__ import annotations

import codecs

from essaim.engines.rosters.refusals import Refusal, RosterRefused

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Windows first: the others, from Excel's "CSV (Macintosh)" and "CSV (MS-DOS)", must read more French letters
# to win.
OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")
SMALL_ACCENTED = frozenset("àâçéèêëîïôùûüœ")
CAPITAL_ACCENTED = frozenset("ÀÂÇÉÈÊÎÔÙÛŒ")
SAMPLE = 200_000


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was read in. Raises RosterRefused for bytes that are no text."""
    encoding = marked(data) or unmarked(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise RosterRefused(Refusal("file-binary")) from None
    if looks_binary(text):
        raise RosterRefused(Refusal("file-binary"))
    return text.removeprefix("\ufeff"), encoding.removesuffix("-sig")


def marked(data: bytes) -> str | None:
    """The encoding that a byte order mark announces."""
    return next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)


def unmarked(data: bytes) -> str:
    """The most likely encoding of bytes without a mark."""
    if b"\x00" in data[:SAMPLE]:
        return wide(data[:SAMPLE])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return max(OLD_ENCODINGS, key=lambda encoding: french_letters(data[:SAMPLE], encoding))
    return "utf-8"


def wide(sample: bytes) -> str:
    """UTF-16 without a mark shows in its zeros, nearly all on one side of each pair."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.3 * len(sample) / 2 > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * len(sample) / 2 > 10 * odd else "utf-8"


def french_letters(sample: bytes, encoding: str) -> int:
    """How many accented letters of French the sample shows in an encoding; -1 if it cannot be read so."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return -1
    return sum(2 if c in SMALL_ACCENTED else c in CAPITAL_ACCENTED for c in text)


def looks_binary(text: str) -> bool:
    """Text holds hardly any control characters; a stray one pasted with a name is forgiven."""
    sample = text[:SAMPLE]
    controls = sum(c < " " and c not in "\t\n\r\x0b\x0c" for c in sample)
    return controls > 3 + len(sample) // 50
