"""What is said under a ring, and the state it shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from django.utils.translation import npgettext, pgettext

from essaim.core.words import counted, first_upper, listed, slot_words, tongue

from ..models import Circle
from .who import Who

State = Literal["ready", "wanted", "small", "large", "rule", "confirm"]


def state_of(row: dict[str, Any], options: dict[str, Any]) -> State:
    """What a circle of the board lacks first, "ready" when nothing."""
    codes = {one["code"] for one in row["told"]["unmet"]}
    if "size" in codes:
        return "small" if len(row["people"]) < options["size"][0] else "large"
    if "facilitators" in codes or (not row["facilitators"] and options["facilitators"][1]):
        return "wanted"
    if codes:
        return "rule"
    return "confirm" if row["to_confirm"] else "ready"


def state_words(state: str) -> str:
    return {
        "ready": pgettext("circles", "Ready"),
        "wanted": pgettext("circles", "Facilitator to be found"),
        "small": pgettext("circles", "Too small"),
        "large": pgettext("circles", "Too large"),
        "rule": pgettext("circles", "To look at"),
        "confirm": pgettext("circles", "To be confirmed"),
    }[state]


def in_charge_words(circle: Circle, names: Sequence[str]) -> str:
    """ "facilitated by Nathalie", or among those who facilitate "led by Nathalie"; nothing without a name."""
    if not names:
        return ""
    if circle.level:
        return pgettext("circles", "led by %(names)s") % {"names": listed(names)}
    return pgettext("circles", "facilitated by %(names)s") % {"names": listed(names)}


def listed_notes(circle: Circle, led: str, wanted: bool) -> str:
    """Under the name of a circle in a list: "Mardi 18 h 30 · animé par Nathalie"."""
    slot = first_upper(slot_words(circle))
    if not led and circle.level == 0 and not wanted:
        led = pgettext("circles", "facilitated in turn")
    return f"{slot} · {led}" if led else slot


def listed_pills(circle: Circle, answers: list[str], mine: bool, wanted: bool) -> list[tuple[str, str]]:
    """What a circle of a list is to the reader and waits for: the kind of each pill, and its words."""
    suits = answers.count("suits")
    others = len(answers) - suits
    wish = npgettext("circles", "%(n)s other wish", "%(n)s other wishes", others)
    told = (
        ("care", wanted, pgettext("circles", "Facilitator to be found")),
        ("here", mine, pgettext("circles", "Mine")),
        ("", circle.level == 1, pgettext("circles", "Facilitators")),
        ("", circle.level > 1, pgettext("circles", "Leads")),
        ("done", suits, pgettext("circles", "%(n)s yes") % {"n": counted(suits)}),
        ("care", others, wish % {"n": counted(others)}),
    )
    return [(kind, words) for kind, shown, words in told if shown]


def reason_under(row: dict[str, Any], who: Who) -> str:
    """Why these people: kinds mixed, what they share, who knows whom, who is still to answer."""
    told = row["told"]
    parts = [kinds_words(who.attribute(name), n) for name, n in told["kinds"].items() if n]
    parts += [
        pgettext("circles", "all %(value)s") % {"value": value} for value in told["alike"].values() if value
    ]
    parts.append(_acquaintance(told["met"]))
    if row["to_confirm"]:
        n = len(row["to_confirm"])
        parts.append(
            npgettext("circles", "%(n)s to be confirmed", "%(n)s to be confirmed", n) % {"n": counted(n)}
        )
    said = ", ".join(parts)
    return said[:1].upper() + said[1:] + "."


def kinds_words(name: str, n: int) -> str:
    """ "5 jobs", "5 métiers"; a name of several words is only counted: "Level of study: 5"."""
    if not name.isalpha():
        return pgettext("circles", "%(attribute)s: %(n)s") % {"attribute": name, "n": counted(n)}
    return f"{counted(n)} {_plural(name.lower()) if n > 1 else name.lower()}"


def _plural(word: str) -> str:
    """The plural of a word a community chose, by the common rules of its language."""
    if word.endswith(("s", "x", "z")):
        return word
    if tongue() == "fr":
        if word.endswith("al"):
            return f"{word[:-1]}ux"
        return f"{word}x" if word.endswith(("au", "eu")) else f"{word}s"
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}s"


def _acquaintance(pairs: int) -> str:
    if not pairs:
        return pgettext("circles", "nobody has sat together before")
    return npgettext("circles", "%(n)s pair has met before", "%(n)s pairs have met before", pairs) % {
        "n": counted(pairs)
    }
