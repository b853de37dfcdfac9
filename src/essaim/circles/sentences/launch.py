"""What stands in the way of a launch, in words and with a way out."""

from __future__ import annotations

from django.utils.translation import pgettext

from ..queries.launch import Trouble


def trouble_sentence(trouble: Trouble) -> str:
    said = {"circle": trouble.circle, "who": trouble.who, "other": trouble.other}
    return SAID[trouble.obstacle]() % said


def _no_circles() -> str:
    return pgettext("circles", "There is no circle on the board yet. Form the circles first.")


def _empty() -> str:
    return pgettext("circles", "%(circle)s has nobody left. Close it on the board, or bring people there.")


def _weekday() -> str:
    return pgettext("circles", "%(circle)s would begin on another day of the week than its own.")


def _skipped() -> str:
    return pgettext("circles", "%(circle)s would begin on a day without a meeting.")


def _endless() -> str:
    return pgettext("circles", "%(circle)s finds no day to meet: too many days are skipped.")


def _past() -> str:
    return pgettext("circles", "%(circle)s would begin on a day that is past.")


def _clash() -> str:
    return pgettext(
        "circles",
        "%(who)s would have to be in %(other)s and in %(circle)s at the same time. "
        "Begin one of them a week later.",
    )


SAID = {
    "no-circles": _no_circles,
    "empty": _empty,
    "weekday": _weekday,
    "skipped": _skipped,
    "endless": _endless,
    "past": _past,
    "clash": _clash,
}
