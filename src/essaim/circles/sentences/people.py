"""Why somebody sits where they sit, or nowhere, and what would change it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import npgettext, pgettext

from essaim.core.words import in_words, language_name, slot_every, slot_words
from essaim.engines.grouping.answer import Circle
from essaim.engines.grouping.problem import Person, Slot

from .who import Who


def why_here(person: Person, circle: Circle, who: Who) -> list[str]:
    """What makes this circle suit them: slot, language, what they have in common."""
    return [_when(person, circle), _spoken(person, circle), *_common(circle, who)]


def _when(person: Person, circle: Circle) -> str:
    slot = {"slot": slot_every(circle.slot)}
    if person.possible is None:
        return (
            pgettext("circles", "Nothing is known yet of when they can: %(slot)s is to be confirmed.") % slot
        )
    if circle.slot in person.preferred:
        return pgettext("circles", "They like to meet %(slot)s.") % slot
    return pgettext("circles", "They can meet %(slot)s.") % slot


def _spoken(person: Person, circle: Circle) -> str:
    return pgettext("circles", "They speak %(language)s, the language of this circle.") % {
        "language": language_name(circle.language)
    }


def _common(circle: Circle, who: Who) -> list[str]:
    return [
        pgettext("circles", "Everyone here has “%(value)s” for %(attribute)s.")
        % {"value": value, "attribute": who.attribute(name)}
        for name, value in circle.same.items()
    ]


def unplaced_sentence(reason: str) -> str:
    """Why somebody has no circle yet; for pilots only, since a pair may be the reason."""
    return {
        "locked": pgettext("circles", "What is locked leaves them no seat."),
        "no-slot": pgettext("circles", "No slot on offer is known to suit them."),
        "no-common-language": pgettext("circles", "Too few others speak a language of theirs."),
        "no-common-slot": pgettext("circles", "Too few others can meet when they can."),
        "no-facilitator": pgettext("circles", "Nobody is free to facilitate a circle when they can."),
        "size": pgettext(
            "circles", "The circles they could join are full, and too few are left for another."
        ),
        "together-apart": pgettext("circles", "The pairs to keep together or apart leave them no seat."),
        "by-hand": pgettext("circles", "Taken out of a circle by hand."),
    }[reason]


def would_bring_sentence(gain: dict[str, Any]) -> str:
    """What one more facilitator or one more slot would bring to the whole."""
    if "add_facilitator" in gain:
        said = npgettext(
            "circles",
            "With one more facilitator on %(slot)s, %(n)s more person would have a circle.",
            "With one more facilitator on %(slot)s, %(n)s more people would have a circle.",
            gain["placed"],
        )
        slot = gain["add_facilitator"]["slot"]
    else:
        said = npgettext(
            "circles",
            "If those who wait could come on %(slot)s, %(n)s more person would have a circle.",
            "If those who wait could come on %(slot)s, %(n)s more people would have a circle.",
            gain["placed"],
        )
        slot = gain["add_slot"]
    return said % {"slot": slot_words(Slot.read(slot)), "n": in_words(gain["placed"], "f")}


def unplaced_help(would_help: dict[str, Any]) -> str:
    """The smallest change that would give them a circle, "" when none was found."""
    if "add_slot" in would_help:
        return pgettext("circles", "If they could come on %(slot)s, they would have a circle.") % {
            "slot": slot_words(Slot.read(would_help["add_slot"]))
        }
    if "add_language" in would_help:
        return pgettext("circles", "If they could speak %(language)s, they would have a circle.") % {
            "language": language_name(would_help["add_language"])
        }
    if "add_facilitator" in would_help:
        return pgettext("circles", "One more person to facilitate on %(slot)s would be enough.") % {
            "slot": slot_words(Slot.read(would_help["add_facilitator"]["slot"]))
        }
    if "size" in would_help:
        low, high = would_help["size"]
        return pgettext("circles", "Circles of %(low)s to %(high)s people would be enough.") % {
            "low": low,
            "high": high,
        }
    return ""
