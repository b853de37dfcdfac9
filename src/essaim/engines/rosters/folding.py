"""How words are compared: without case, accents, outer spaces or invisible characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
SPACES = re.compile(r"\s+")
SHORT = 64
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


def clean(text: str) -> str:
    """The text without outer spaces and characters that nobody sees (a NUL also breaks databases)."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return INVISIBLE.sub("", text).strip()


def fold(text: str) -> str:
    """The form under which two writings of one word are equal: "  Référent·E " gives "referent·e"."""
    # Short words come back again and again; long texts would only fill the memory.
    return fold_word(text) if len(text) <= SHORT else folded(text)


@lru_cache(maxsize=1 << 14)
def fold_word(text: str) -> str:
    return folded(text)


def folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", clean(text)).translate(APOSTROPHES)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return SPACES.sub(" ", bare.casefold()).strip()
