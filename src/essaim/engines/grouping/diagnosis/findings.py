"""One thing found before solving, as data, with an English sentence for the command."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Code = Literal[
    "sizes",
    "unknown-slots",
    "no-slot",
    "no-common-language",
    "no-common-slot",
    "no-facilitator",
    "few-facilitators",
    "apart-from-self",
    "together-and-apart",
    "together-too-many",
    "together-no-cell",
    "lock",
    "locked-together",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, for whom, and the numbers to say it with; web pages build their own words from it."""

    code: Code
    people: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)
    sentence: str = ""


def listed(names: tuple[str, ...] | list[str], most: int = 6) -> str:
    """Names in a sentence, the first few when there are many."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 person", "2 people"."""
    return f"{number} {one if number == 1 else many or one + 's'}"
