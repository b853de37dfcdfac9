"""Languages as people write them ("français, anglais", "FR/EN", "pt-BR") to ISO 639-1 codes."""

from __future__ import annotations

import re
from functools import lru_cache

from essaim.engines.rosters.folding import fold
from essaim.engines.rosters.language_names import LANGUAGE_NAMES

CODES = frozenset(LANGUAGE_NAMES)
NAMES = {fold(name): code for code, names in LANGUAGE_NAMES.items() for name in names.split("|") if name}
LONGEST = 300
HARD = re.compile(r"[,;|/+&\n]")
# Also the codes of Estonian and Odia: between two languages they join them.
JOINING = frozenset(("et", "and", "ou", "or", "y"))
REGION = re.compile(r"^([a-z]{2,3})[-_][a-z]{2,4}$")


def read_languages(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(codes, each once, in the order written; words that name no language)."""
    return read_short(text) if len(text) <= LONGEST else ((), (text,))


@lru_cache(maxsize=1 << 12)
def read_short(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    codes: dict[str, None] = {}
    unknown = []
    for piece in HARD.split(text):
        for word in words(piece):
            code = code_of(word)
            if code:
                codes[code] = None
            else:
                unknown.append(word)
    return tuple(codes), tuple(unknown)


def words(piece: str) -> list[str]:
    """The words of a piece that may each be a language; a name of several words stays whole."""
    if code_of(piece):
        return [piece]
    parts = piece.split()
    return [
        part for index, part in enumerate(parts) if not (0 < index < len(parts) - 1 and fold(part) in JOINING)
    ]


def code_of(word: str) -> str | None:
    """The ISO 639-1 code of one name or code, None if it is neither."""
    folded = fold(word)
    bare = folded.strip(".()")
    if bare in CODES:
        return bare
    regional = REGION.match(bare)
    return NAMES.get(folded) or NAMES.get(bare) or (code_of(regional.group(1)) if regional else None)
