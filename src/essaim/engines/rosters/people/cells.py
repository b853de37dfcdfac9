"""One cell at a time: what it says, or the code of why it says nothing readable."""

from __future__ import annotations

import re
import unicodedata

from essaim.engines.rosters.folding import clean, fold
from essaim.engines.rosters.slots import NO, YES
from essaim.engines.rosters.tables.addresses import ADDRESS, tidy_name

SEPARATORS = re.compile(r"[,;|\n]")
MOST_NUMBER = 99
MOST_NAME = 200
MOST_ADDRESS = 254


class CellUnreadable(ValueError):  # noqa: N818 - it names what was read
    """Raised with the code of a refusal and the part of the cell that it is about."""

    def __init__(self, code: str, value: str, **more: str | int) -> None:
        super().__init__(code, value)
        self.code = code
        self.value = value
        self.more = more


def key_text(text: str) -> str:
    """A key as keys are compared: trimmed, in small letters, its accents in one form."""
    bare = clean(text).lower()
    return bare if bare.isascii() else unicodedata.normalize("NFC", bare)


def address(text: str) -> tuple[str, str]:
    """(address, name written beside it); raises CellUnreadable. An empty cell gives two empty texts."""
    bare = clean(text).strip(" ,;")
    if not bare:
        return "", ""
    found = ADDRESS.fullmatch(bare) or ADDRESS.search(bare)
    whole = found is not None and (found.group() == bare or found.group().startswith("<"))
    if found is None or not whole or len(found.group(1)) > MOST_ADDRESS:
        raise CellUnreadable("email-unreadable", bare)
    return key_text(found.group(1)), tidy_name(bare[: found.start()])


def listed(text: str) -> list[str]:
    """The parts of a cell between separators."""
    return [part for piece in SEPARATORS.split(text) if (part := clean(piece))]


def keys(text: str) -> tuple[str, ...]:
    """The people a cell names, each once."""
    return tuple(dict.fromkeys(key_of(part) for part in listed(text)))


def key_of(part: str) -> str:
    found = ADDRESS.search(part) if "<" in part else None
    return key_text(found.group(1) if found else part)


def number(text: str, yes: int) -> int:
    """A whole number, with yes for `yes` and no or nothing for 0. Raises CellUnreadable."""
    folded = fold(text)
    if folded.isascii() and folded.isdigit() and int(folded[:4]) <= MOST_NUMBER:
        return int(folded)
    if folded in NO:
        return 0
    if folded in YES:
        return yes
    raise CellUnreadable("number-unreadable", clean(text), most=MOST_NUMBER)


def name(text: str) -> str:
    """A name on one line. Raises CellUnreadable when it is no name any more."""
    line = " ".join(clean(text).split())
    if len(line) > MOST_NAME:
        raise CellUnreadable("name-too-long", line, most=MOST_NAME)
    return line
