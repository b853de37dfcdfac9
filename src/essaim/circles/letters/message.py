"""The first words of an invitation: the pilots' own, their fields filled in, or ours."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from django.utils import translation
from django.utils.translation import pgettext

_FIELD = re.compile(r"\{([^{}\n]{1,40})\}")

Kind = Literal["launch", "joined", "moved", "again", "leading", "above"]
"""Why this invitation is written: it changes its first sentences, when the pilots wrote none of their own."""


def openings() -> dict[Kind, str]:
    """What is said when the pilots write nothing of their own, in the language now spoken."""
    return {
        "launch": default_message(),
        "joined": pgettext(
            "circles",
            "Hello {first name},\n\n"
            "There is a seat for you in a circle: it is called {circle}. You will meet {rhythm}, on {slot}, "
            "and for the first time on {first date}.",
        ),
        "moved": pgettext(
            "circles",
            "Hello {first name},\n\n"
            "You change circles: after {former circle}, you have a seat in {circle}. You will meet {rhythm}, "
            "on {slot}, and for the first time on {first date}.",
        ),
        "again": pgettext(
            "circles",
            "Hello {first name},\n\n"
            "Here is your circle again: it is called {circle} and meets {rhythm}, on {slot}. "
            "The next time is on {first date}.",
        ),
        "leading": pgettext(
            "circles",
            "Hello {first name},\n\n"
            "From now on, you facilitate {circle}. The circle meets {rhythm}, on {slot}, "
            "and the next time is on {first date}.",
        ),
        "above": pgettext(
            "circles",
            "Hello {first name},\n\n"
            "Those who facilitate now have a circle of their own: {circle}. You will meet {rhythm}, "
            "on {slot}, and for the first time on {first date}, to help each other in leading your circles.",
        ),
    }


def default_message() -> str:
    """What is proposed to the pilots as their message, in the language now spoken."""
    return pgettext(
        "circles",
        "Hello {first name},\n\n"
        "Your circle has come together: it is called {circle}. You will meet {rhythm}, on {slot}, "
        "and for the first time on {first date}.\n\n"
        "Here is with whom, where and when.",
    )


def is_default(text: str) -> bool:
    """Whether this is our own message in any language: then each one reads it in theirs."""
    plain = " ".join(text.split())
    for language in ("fr", "en"):
        with translation.override(language):
            if plain == " ".join(default_message().split()):
                return True
    return not plain


def field_names() -> dict[str, str]:
    """The fields of a message as this reader writes them, by their English name."""
    return {
        "first name": pgettext("circles", "first name"),
        "circle": pgettext("circles", "circle"),
        "slot": pgettext("circles", "slot"),
        "rhythm": pgettext("circles", "rhythm"),
        "first date": pgettext("circles", "first date"),
        "dates": pgettext("circles", "dates"),
        "place": pgettext("circles", "place"),
        "facilitator": pgettext("circles", "facilitator"),
        "people": pgettext("circles", "people"),
        "community": pgettext("circles", "community"),
        "former circle": pgettext("circles", "former circle"),
    }


def unknown_fields(text: str) -> list[str]:
    """The names between braces that mean nothing here, in the order they come."""
    known = _known()
    return [name for name in _FIELD.findall(text) if _folded(name) not in known]


def fill(text: str, values: dict[str, str]) -> str:
    """The text with its fields filled in, written in either language; others stay as they are."""
    known = _known()
    return _FIELD.sub(lambda found: values.get(known.get(_folded(found[1]), ""), found[0]), text)


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for language in ("en", "fr"):
        with translation.override(language):
            known |= {_folded(word): name for name, word in field_names().items()}
    return known


def _folded(name: str) -> str:
    flat = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in flat if not unicodedata.combining(letter)).split())
