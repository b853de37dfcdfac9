"""Proposals side by side: what each is for, what it gains and what it gives up, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import pgettext

from essaim.core.words import first_upper, listed


def aim_words(aim: str) -> str:
    """The name of a proposal: what counted most in it."""
    return {
        "first": pgettext("circles", "The board as it is"),
        "slots": pgettext("circles", "Slots people like"),
        "mixing": pgettext("circles", "The best mix"),
        "smaller": pgettext("circles", "Smaller circles"),
        "larger": pgettext("circles", "Larger circles"),
        "stay": pgettext("circles", "Staying with one's circle"),
        "new people": pgettext("circles", "Meeting new people"),
        "others": pgettext("circles", "Other people together"),
    }[aim]


def traded_words(found: dict[str, Any]) -> list[str]:
    """What this proposal gains on the board as it is, then what it gives up."""
    gains = _listed(found["gains"], better=True)
    losses = _listed(found["losses"], better=False)
    if not gains and not losses:
        return [pgettext("circles", "As good, with other people together.")]
    return [one for one in (gains, losses) if one]


def _listed(names: Iterable[str], *, better: bool) -> str:
    words = [_better(name) if better else _worse(name) for name in names]
    return first_upper(listed(words)) + "." if words else ""


def _better(name: str) -> str:
    return {
        "placed": pgettext("circles", "more people with a circle"),
        "liked": pgettext("circles", "more people at a slot they like"),
        "moved": pgettext("circles", "more people staying with their circle"),
        "met_again": pgettext("circles", "fewer people who know each other already"),
        "mixing": pgettext("circles", "a better mix"),
    }[name]


def _worse(name: str) -> str:
    return {
        "placed": pgettext("circles", "fewer people with a circle"),
        "liked": pgettext("circles", "fewer people at a slot they like"),
        "moved": pgettext("circles", "fewer people staying with their circle"),
        "met_again": pgettext("circles", "more people who know each other already"),
        "mixing": pgettext("circles", "less of a mix"),
    }[name]
