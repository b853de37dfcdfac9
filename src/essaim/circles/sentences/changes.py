"""What was done to a board and by whom, and why a change was refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import pgettext

from essaim.core.words import language_name, listed, slot_words
from essaim.engines.grouping.problem import Slot

from ..models import Arrangement
from ..queries.standing import Wish
from .who import Who


def done_sentence(made: Arrangement, who: Who) -> str:
    """ "Claire moved Marc to Le Gué." """
    change = made.change
    said = {
        "actor": str(made.by) if made.by else pgettext("circles", "Somebody who left"),
        "person": who.person(change["person"]) if "person" in change else "",
        "other": who.person(change["other"]) if "other" in change else "",
        "circle": change.get("circle", ""),
        "called": change.get("called", ""),
        "slot": slot_words(Slot.read(change["slot"])) if "slot" in change else "",
        "language": language_name(change["language"]) if "language" in change else "",
    }
    return _words(change) % said


def _words(change: dict[str, Any]) -> str:
    if change["verb"] == "move" and "circle" not in change:
        return pgettext("circles", "%(actor)s took %(person)s out of their circle.")
    return {
        "searched": pgettext("circles", "%(actor)s had circles searched for."),
        "chose": pgettext("circles", "%(actor)s kept another proposal."),
        "move": pgettext("circles", "%(actor)s moved %(person)s to %(circle)s."),
        "swap": pgettext("circles", "%(actor)s swapped %(person)s and %(other)s."),
        "lead": pgettext("circles", "%(actor)s chose %(person)s to facilitate %(circle)s."),
        "stop-leading": pgettext("circles", "%(actor)s let %(person)s stop facilitating %(circle)s."),
        "slot": pgettext("circles", "%(actor)s moved %(circle)s to %(slot)s."),
        "language": pgettext("circles", "%(actor)s had %(circle)s meet in another language: %(language)s."),
        "close": pgettext("circles", "%(actor)s closed %(circle)s."),
        "open": pgettext("circles", "%(actor)s opened %(circle)s on %(slot)s."),
        "rename": pgettext("circles", "%(actor)s renamed %(called)s: %(circle)s."),
        "lock-person": pgettext("circles", "%(actor)s locked %(person)s where they sit."),
        "unlock-person": pgettext("circles", "%(actor)s unlocked %(person)s."),
        "lock-circle": pgettext("circles", "%(actor)s locked %(circle)s."),
        "unlock-circle": pgettext("circles", "%(actor)s unlocked %(circle)s."),
        "bring-up-to-date": pgettext("circles", "%(actor)s took into account what people have said since."),
        "undo": pgettext("circles", "%(actor)s undid the last change."),
        "redo": pgettext("circles", "%(actor)s made the change again."),
    }[change["verb"]]


def refusal_sentence(because: str) -> str:
    """Why nothing was changed, when no rule of forming is the reason."""
    return {
        "searching": pgettext(
            "circles", "A search is under way. Wait for it, or stop it, then make your change."
        ),
        "launched": pgettext(
            "circles", "These circles are launched. Change them from the page of each circle."
        ),
        "gone": pgettext(
            "circles", "This circle or this person is no longer on the board. Nothing has changed."
        ),
        "nothing-before": pgettext("circles", "There is nothing to undo: this is where the board began."),
        "nothing-undone": pgettext("circles", "There is nothing to make again."),
    }[because]


def wish_sentence(wish: Wish, who: Who, *, along: Sequence[str] = ()) -> str:
    """What a pilot is about to do, as a title: "Move Marc Petit to Le Gué"."""
    people = listed([who.person(key) for key in ((wish.person, *along) if wish.person else ())])
    said = {
        "people": people,
        "other": who.person(wish.other) if wish.other else "",
        "circle": who.circle(wish.circle) if wish.circle else "",
        "slot": slot_words(wish.slot) if wish.slot else "",
        "language": language_name(wish.language) if wish.language else "",
    }
    words = {
        "move": pgettext("circles", "Move %(people)s to %(circle)s")
        if wish.circle
        else pgettext("circles", "Take %(people)s out of their circle"),
        "swap": pgettext("circles", "Swap %(people)s and %(other)s"),
        "lead": pgettext("circles", "Let %(people)s facilitate %(circle)s"),
        "stop-leading": pgettext("circles", "Let %(people)s stop facilitating %(circle)s"),
        "slot": pgettext("circles", "Move %(circle)s to %(slot)s"),
        "language": pgettext("circles", "Have %(circle)s meet in another language: %(language)s"),
        "close": pgettext("circles", "Close %(circle)s"),
        "open": pgettext("circles", "Open a circle on %(slot)s"),
    }
    return words[wish.verb] % said
