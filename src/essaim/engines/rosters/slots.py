"""Weekly slots as people write them ("mardi 18 h 30", "Tue 6pm", "jeu 18:00 !") and yes, no or preferred."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from essaim.engines.grouping.problem import Slot
from essaim.engines.rosters.days import DAY_PATTERN, DAY_WORDS, NOON, TIME_PATTERN, NoSuchTime, minutes
from essaim.engines.rosters.folding import fold

Mark = Literal["no", "possible", "preferred"]

SEPARATORS = re.compile(r"[,;|\n]")
DAY = re.compile(r"\b" + DAY_PATTERN)
TIME = re.compile(r"(?<![\d:.])" + TIME_PATTERN)
NOON_WORD = re.compile(r"\b(?:" + "|".join(NOON) + r")\b")
# Words that a slot may carry without changing what it says.
FILLERS = re.compile(r"\b(?:le|les|a|at|on|de|from|des|dès|jour|tous|every|each)\b|[,:()\[\]–—-]")
END_OF_RANGE = re.compile(
    r"^\s*(?:-|–|—|/|a|to|until|till|jusqu'a)\s*" + TIME_PATTERN.replace("?P<", "?P<end_")
)

LONGEST = 80
YES = frozenset(["yes", "y", "oui", "o", "x", "1", "true", "vrai", "✓", "✔", "☑", "✅"])
NO = frozenset(["", *["no", "non", "n", "0", "false", "faux", "-", "–", "—", "✗", "✘", "☐", "❌"]])
PREFERRED = frozenset(
    ["preferred", "prefere", "preferee", "prefer", "!", "oui !", "oui!", "yes !", "yes!", "x !", "x!"]
)


class SlotUnreadable(ValueError):  # noqa: N818 - it names what was read
    """Raised for what is not a slot; `code` is one of the refusals that begin with "slot-"."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def read_slot(text: str) -> tuple[Slot, bool]:
    """The slot, and whether "!" says that it is preferred. An end ("18h-19h30") is read and left out.

    Raises SlotUnreadable.
    """
    if len(text) > LONGEST:
        raise SlotUnreadable("slot-unreadable", text)
    return read_short(text)


@lru_cache(maxsize=1 << 13)
def read_short(text: str) -> tuple[Slot, bool]:
    folded = fold(text)
    bare = folded.removesuffix("!").rstrip()
    return slot_of(bare, text), bare != folded


def slot_of(folded: str, text: str) -> Slot:
    day = DAY.search(folded)
    rest = folded[: day.start()] + " " + folded[day.end() :] if day else folded
    try:
        minute, left = time_of(rest)
    except NoSuchTime:
        raise SlotUnreadable("slot-time-impossible", text) from None
    if FILLERS.sub(" ", left).strip() or (day is None and minute is None):
        raise SlotUnreadable("slot-unreadable", text)
    if day is None:
        raise SlotUnreadable("slot-without-day", text)
    if minute is None:
        raise SlotUnreadable("slot-without-time", text)
    return Slot(DAY_WORDS[day["day"]], minute)


def time_of(text: str) -> tuple[int | None, str]:
    """(minutes since midnight or None, what is left of the text). Raises NoSuchTime."""
    found = TIME.search(text)
    if not found:
        noon = NOON_WORD.search(text)
        return (12 * 60, text[: noon.start()] + text[noon.end() :]) if noon else (None, text)
    after = text[found.end() :]
    end = END_OF_RANGE.match(after)
    return minutes(found), text[: found.start()] + " " + (after[end.end() :] if end else after)


def is_slot(text: str) -> bool:
    """True for a text that names a day and a time and nothing else."""
    try:
        read_slot(text)
    except SlotUnreadable:
        return False
    return True


def read_slots(text: str) -> tuple[dict[Slot, bool], list[SlotUnreadable]]:
    """Each slot of a cell with whether it is preferred, and what could not be read, piece by piece."""
    slots: dict[Slot, bool] = {}
    unread = []
    for piece in filter(str.strip, SEPARATORS.split(text)):
        try:
            slot, preferred = read_slot(piece.strip())
        except SlotUnreadable as problem:
            unread.append(problem)
        else:
            slots[slot] = slots.get(slot, False) or preferred
    return slots, unread


def read_mark(text: str) -> Mark | None:
    """Yes, no or preferred, in a column that stands for one slot; None for anything else."""
    folded = fold(text)
    if folded in NO:
        return "no"
    if folded in YES:
        return "possible"
    return "preferred" if folded in PREFERRED else None
