"""A rule that a change would break, and what would make it possible."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import npgettext, pgettext

from essaim.core.words import language_name, slot_every
from essaim.engines.grouping.problem import Slot
from essaim.engines.grouping.weigh import Broken

from .who import Who


def rule_sentence(rule: Broken, who: Who) -> str:
    """One or two sentences for a pilot: what does not hold, and what to do about it."""
    return SAID.get(rule.code, _unreadable)(rule, who)


def _size(rule: Broken, who: Who) -> str:
    size, low, high = (rule.details[key] for key in ("size", "low", "high"))
    said = {"circle": who.circle(rule.circle), "n": size, "low": low, "high": high}
    if size > high:
        return (
            pgettext(
                "circles",
                "%(circle)s would hold %(n)s people, and %(high)s is the most. Swap with somebody instead.",
            )
            % said
        )
    return (
        npgettext(
            "circles",
            "%(circle)s would hold only %(n)s person, and %(low)s is the least. "
            "Swap with somebody, or bring somebody there first.",
            "%(circle)s would hold only %(n)s people, and %(low)s is the least. "
            "Swap with somebody, or bring somebody there first.",
            size,
        )
        % said
    )


def _slot(rule: Broken, who: Who) -> str:
    said = {"person": who.person(rule.people[0]), "slot": slot_every(Slot.read(rule.details["slot"]))}
    if rule.details["unknown"]:
        return (
            pgettext(
                "circles",
                "Nobody knows when %(person)s can come. Note their slots, or choose in the wishes to place "
                "those who have not answered, to be confirmed.",
            )
            % said
        )
    return (
        pgettext(
            "circles", "%(person)s cannot come %(slot)s. If this has changed, note it in what they need."
        )
        % said
    )


def _language(rule: Broken, who: Who) -> str:
    return pgettext("circles", "%(person)s does not speak the language of this circle, %(language)s.") % {
        "person": who.person(rule.people[0]),
        "language": language_name(rule.details["language"]),
    }


def _same(rule: Broken, who: Who) -> str:
    return pgettext(
        "circles",
        "In %(circle)s, people would no longer have “%(attribute)s” in common, which you asked for.",
    ) % {"circle": who.circle(rule.circle), "attribute": who.attribute(rule.details["attribute"])}


def _apart(rule: Broken, who: Who) -> str:
    return pgettext(
        "circles", "%(one)s and %(other)s are to be kept apart. Only you and the other pilots see this."
    ) % _pair(rule, who)


def _together(rule: Broken, who: Who) -> str:
    return pgettext(
        "circles", "%(one)s and %(other)s are to stay together. Only you and the other pilots see this."
    ) % _pair(rule, who)


def _pair(rule: Broken, who: Who) -> dict[str, str]:
    one, other = rule.people
    return {"one": who.person(one), "other": who.person(other)}


def _facilitators(rule: Broken, who: Who) -> str:
    said = {"circle": who.circle(rule.circle), "n": rule.details["high"]}
    if rule.details["count"] < rule.details["low"]:
        return (
            pgettext("circles", "%(circle)s would have nobody to facilitate it. Choose first who will.")
            % said
        )
    return (
        npgettext(
            "circles",
            "%(circle)s has its facilitator already; %(n)s is enough.",
            "%(circle)s has its facilitators already; %(n)s are enough.",
            rule.details["high"],
        )
        % said
    )


def _load(rule: Broken, who: Who) -> str:
    said = {"person": who.person(rule.people[0]), "n": rule.details["offered"]}
    if not rule.details["offered"]:
        return (
            pgettext(
                "circles",
                "%(person)s has not offered to facilitate. If they agree, note it in what they need first.",
            )
            % said
        )
    return (
        npgettext(
            "circles",
            "%(person)s offered to facilitate %(n)s circle, no more.",
            "%(person)s offered to facilitate %(n)s circles, no more.",
            rule.details["offered"],
        )
        % said
    )


def _clash(rule: Broken, who: Who) -> str:
    return pgettext(
        "circles",
        "%(person)s already facilitates another circle %(slot)s. Choose another slot.",
    ) % {"person": who.person(rule.people[0]), "slot": slot_every(Slot.read(rule.details["slot"]))}


def _seat(rule: Broken, who: Who) -> str:
    return pgettext("circles", "%(person)s facilitates another circle, and so takes no other seat.") % {
        "person": who.person(rule.people[0])
    }


def _duplicate(rule: Broken, who: Who) -> str:
    return pgettext("circles", "%(person)s would sit in two circles.") % {
        "person": who.person(rule.people[0])
    }


def _locked(rule: Broken, who: Who) -> str:
    if rule.people:
        return pgettext("circles", "%(person)s is locked in %(circle)s. Unlock them to change this.") % {
            "person": who.person(rule.people[0]),
            "circle": who.circle(rule.circle),
        }
    return pgettext("circles", "%(circle)s is locked. Unlock it to change it.") % {
        "circle": who.circle(rule.circle)
    }


def _unreadable(rule: Broken, who: Who) -> str:
    return pgettext("circles", "The board has changed. Look at it again, then decide.")


SAID: dict[str, Callable[[Broken, Who], str]] = {
    "size": _size,
    "slot": _slot,
    "language": _language,
    "same": _same,
    "apart": _apart,
    "together": _together,
    "facilitators": _facilitators,
    "facilitator-load": _load,
    "facilitator-clash": _clash,
    "facilitator-seat": _seat,
    "duplicate": _duplicate,
    "locked": _locked,
}
