"""A phrase to tokens: days, times, parts of the day, and the small words that bind them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from essaim.engines.rosters.days import DAY_WORDS, TIME_PATTERN, NoSuchTime, minutes
from essaim.engines.rosters.folding import APOSTROPHES, clean
from essaim.engines.rosters.phrases.lexicon import (
    EVERY_DAY,
    NOON,
    PATTERNS,
    WEEKDAYS,
    WEEKEND,
    whole,
)

Window = tuple[int, int]
TIME = whole(TIME_PATTERN)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is "days", "window" or a small word's; `start` and `end` are its place in the folded text."""

    kind: str
    start: int
    end: int
    days: frozenset[int] = frozenset()
    window: Window = (0, 0)
    precision: Literal["exact", "about", "part", ""] = ""

    @property
    def minute(self) -> int:
        return self.window[0]


class Text:
    """A phrase as written, its folded form, and the way back from one to the other."""

    def __init__(self, written: str) -> None:
        self.written = unicodedata.normalize("NFC", clean(written))
        pieces = [(fold_letter(letter), index) for index, letter in enumerate(self.written)]
        self.folded = "".join(folded for folded, _ in pieces)
        self._places = [index for folded, index in pieces for _ in folded] + [len(self.written)]

    def original(self, start: int, end: int) -> str:
        """What was written where the folded text has this slice."""
        return self.written[self._places[start] : self._places[end]].strip(" ,;.:!?\"'«»–-")


def fold_letter(letter: str) -> str:
    decomposed = unicodedata.normalize("NFKD", letter).translate(APOSTROPHES)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return " " if bare.isspace() and letter != "\n" else bare


def lex(folded: str) -> Iterator[Token]:
    """Words one by one, in the lexicon's order; words that mean nothing here are kept as "skip"."""
    place = 0
    while place < len(folded):
        if folded[place] == " ":
            place += 1
            continue
        kind, found = next(
            (kind, found)
            for kind, pattern in PATTERNS
            if (found := pattern.match(folded, place)) and found.end() > place
        )
        yield token_of(kind, found.group(), place, found.end())
        place = found.end()


def token_of(kind: str, word: str, start: int, end: int) -> Token:
    name, *window = kind.split(" ")
    if name == "part":
        return Token("window", start, end, window=(clock(window[0]), clock(window[1])), precision="part")
    if name in ("day", "weekdays", "weekend", "any"):
        return Token("any" if name == "any" else "days", start, end, days=days_of(name, word))
    if name == "number":
        return Token("number", start, end, window=(int(word) * 60, int(word) * 60 + 1))
    if name == "noon":
        return Token("noon", start, end, window=(NOON, NOON + 1))
    return time_token(word, start, end) if name == "time" else Token(name, start, end)


def days_of(kind: str, word: str) -> frozenset[int]:
    if kind == "day":
        return frozenset((DAY_WORDS[word.rstrip(".")],))
    return {"weekdays": WEEKDAYS, "weekend": WEEKEND, "any": EVERY_DAY}[kind]


def time_token(word: str, start: int, end: int) -> Token:
    found = TIME.match(word)
    try:
        minute = minutes(found) if found else 0
    except NoSuchTime:
        return Token("word", start, end)
    return Token("time", start, end, window=(minute, minute + 1), precision="exact")


def clock(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
