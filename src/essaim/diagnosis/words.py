"""What people type, made fit to keep: one line, nothing that reorders or hides what stands beside it."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import pgettext

from essaim.core.words import counted

CARD_MOST = 280
COMMENT_MOST = 400
MOST_HOURS = 100_000

_UNSEEN = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_BLANK = re.compile(r"[^\S\u00a0\u202f]+")
"""What a single space stands for; those of French before a colon keep the line together."""
_BULLET = re.compile(r"^(?:(?:[-–—*•·◦▪●○>+✓→]+|\(?\d{1,3}[.)])\s+)+")
_READ = 20_000
"""Characters looked at: nobody types more, and a line of ten megabytes is not worth folding."""


def one_line(text: str) -> str:
    """The words without marks that turn the direction of others, without NULs, with single spaces."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", text[:_READ]))
    return _BLANK.sub(" ", seen).strip()


def checked(text: str, most: int = CARD_MOST, *, card: bool = True) -> str:
    """The words as they are kept. Raises ValidationError where there are none, or more than `most` signs."""
    too_long = _too_long if card else _too_long_here
    if len(text) > _READ:
        raise ValidationError(too_long(len(text), most))
    words = one_line(text)
    if not words:
        raise ValidationError(pgettext("diagnosis", "There is nothing written yet. One idea is enough."))
    if len(words) > most:
        raise ValidationError(too_long(len(words), most))
    return words


def _too_long(length: int, most: int) -> str:
    words = pgettext(
        "diagnosis",
        "This has %(n)s signs; at most %(most)s fit on a card. Say it shorter, or make two cards of it.",
    )
    return words % {"n": length, "most": most}


def _too_long_here(length: int, most: int) -> str:
    words = pgettext("diagnosis", "This has %(n)s signs; at most %(most)s fit. Say it shorter.")
    return words % {"n": length, "most": most}


def without_bullet(line: str) -> str:
    """A line as it was on the paper, without the dash or the number before it."""
    return _BULLET.sub("", one_line(line)).strip()


def folded(text: str) -> str:
    """What two cards have in common when they say the same word for word."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(each if each.isalnum() else " " for each in plain if not unicodedata.combining(each))
    return " ".join(letters.split())


def spoken(code: str) -> str:
    """The code as it is read aloud: "48 29 17 06"."""
    return " ".join(code[at : at + 2] for at in range(0, len(code), 2))


def typed_code(text: str) -> str:
    """The digits of what somebody typed for a code; "" where they cannot be one."""
    digits = "".join(each for each in text[:40] if each.isdigit() and each.isascii())
    return digits if len(digits) == 8 else ""


def hours_refusal(hours: int) -> str:
    """Why these cannot be the hours of a strategy or of a community; "" where they can."""
    if hours < 1:
        return pgettext("diagnosis", "Write at least one hour, or leave it empty while nobody knows.")
    if hours > MOST_HOURS:
        words = pgettext("diagnosis", "Write %(most)s hours at most.")
        return words % {"most": counted(MOST_HOURS)}
    return ""
