"""Texts as bags of stems: what is left of a sentence once case, accents, endings and small words are gone.

Stems are Snowball's (Porter, 2001), French or English. The language of a text is told by its small words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import snowballstemmer

from .stop_words import STOP_WORDS

NAMES = {"fr": "french", "en": "english"}
READ = 10_000
LONGEST = 40
SHORT = 3
WORD = re.compile(r"[^\W_]+")


def bags(texts: Sequence[str], default: str | None = None) -> list[Counter[str]]:
    """For each text, its stems and how often each comes.

    Only the first ten thousand characters of a text are read. A text whose small words tell no language takes
    `default`, else that of most texts, else French. A text of small words only ("Why not us?") keeps them.
    """
    read = [words(text) for text in texts]
    told = [language(of) for of in read]
    most = default or _commonest(told)
    return [bag(of, one or most) for of, one in zip(read, told, strict=True)]


def words(text: str) -> list[str]:
    """The words in small letters, accents kept: a stem is found with them, and folded after."""
    return [word[:LONGEST] for word in WORD.findall(unicodedata.normalize("NFC", text[:READ]).lower())]


def language(of: Sequence[str]) -> str | None:
    """The language with more small words among these, each counted once; None where neither has more."""
    folded = set(map(fold, of))
    french, english = (len(folded & STOP_WORDS[code]) for code in ("fr", "en"))
    return None if french == english else "fr" if french > english else "en"


def bag(of: Sequence[str], code: str) -> Counter[str]:
    """The stems of words in one language."""
    small = STOP_WORDS[code]
    telling = [word for word in of if fold(word) not in small]
    return Counter(stem(word, code) for word in telling or of)


@lru_cache(maxsize=1 << 15)
def stem(word: str, code: str) -> str:
    found = fold(_stemmer(code).stemWord(word))
    # Snowball leaves the plural of words in -o, -i and -u alone: "vélos" would not meet "vélo".
    plural = code == "fr" and word.endswith("s") and found.endswith("s") and len(found) > SHORT
    return found[:-1] if plural else found


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """A word without accents: "réunion" gives "reunion"."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@lru_cache
def _stemmer(code: str) -> snowballstemmer.SnowballStemmer:
    return snowballstemmer.stemmer(NAMES[code])


def _commonest(told: Iterable[str | None]) -> str:
    counts = Counter(code for code in told if code)
    return "en" if counts["en"] > counts["fr"] else "fr"
