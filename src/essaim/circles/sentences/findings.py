"""What is said before any search: what cannot work, and what would."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import npgettext, pgettext

from essaim.core.words import counted, language_name, listed, slot_every
from essaim.engines.grouping.diagnosis import Finding, SizeAdvice, Split
from essaim.engines.grouping.problem import Slot

from .who import Who

NAMED = 6


def split_words(splits: Sequence[Split]) -> str:
    """ "4 circles of 10–11, or 5 of 8–9", nearest to the target first."""
    said = []
    for number, split in enumerate(splits[:2]):
        sizes = counted(split.small) if split.small == split.large else f"{split.small}–{split.large}"
        words = {"n": counted(split.circles), "sizes": sizes}
        if number:
            said.append(pgettext("circles", "%(n)s of %(sizes)s") % words)
        else:
            said.append(
                npgettext("circles", "%(n)s circle of %(sizes)s", "%(n)s circles of %(sizes)s", split.circles)
                % words
            )
    return pgettext("circles", ", or ").join(said)


def bounds_words(bounds: tuple[int, int]) -> str:
    """ "8 to 12 people"."""
    low, high = bounds
    if low == high:
        return npgettext("circles", "%(n)s person", "%(n)s people", low) % {"n": counted(low)}
    return pgettext("circles", "%(low)s to %(high)s people") % {"low": low, "high": high}


def finding_sentence(finding: Finding, who: Who) -> str:
    return SAID[finding.code](finding, who)


def people_words(finding: Finding, who: Who) -> str:
    """Names, the first few when there are many."""
    names = [who.person(key) for key in finding.people[:NAMED]]
    more = len(finding.people) - len(names)
    if more:
        names.append(npgettext("circles", "%(n)s other", "%(n)s others", more) % {"n": counted(more)})
    return listed([*names])


def _sizes(finding: Finding, who: Who) -> str:
    people, left = finding.details["people"], finding.details["left"]
    said = npgettext(
        "circles",
        "%(people)s people cannot be shared out in circles of this size: %(left)s would be left over.",
        "%(people)s people cannot be shared out in circles of this size: %(left)s would be left over.",
        people,
    ) % {"people": counted(people), "left": counted(left)}
    nearest = [bounds_words((low, high)) for low, high in finding.details["nearest"]]
    if not nearest:
        return said
    would = pgettext("circles", "The nearest sizes that would do: %(sizes)s.")
    return f"{said} " + would % {"sizes": pgettext("circles", ", or ").join(nearest)}


def _unknown(finding: Finding, who: Who) -> str:
    known, people = finding.details["known"], finding.details["people"]
    return pgettext("circles", "Availability is known for %(known)s people out of %(people)s.") % {
        "known": counted(known),
        "people": counted(people),
    }


def _no_slot(finding: Finding, who: Who) -> str:
    return _about(finding, who, pgettext("circles", "No slot on offer suits: %(people)s."))


def _no_language(finding: Finding, who: Who) -> str:
    return _about(finding, who, pgettext("circles", "Too few others speak the language of: %(people)s."))


def _no_common_slot(finding: Finding, who: Who) -> str:
    return _about(
        finding, who, pgettext("circles", "Too few others can meet at the same time as: %(people)s.")
    )


def _no_facilitator(finding: Finding, who: Who) -> str:
    missing = finding.details["missing"]
    said = {
        "slot": slot_every(Slot.read(finding.details["slot"])),
        "language": language_name(finding.details["language"]),
        "people": counted(finding.details["people"]),
        "missing": counted(missing),
    }
    return (
        npgettext(
            "circles",
            "%(people)s people could meet %(slot)s in %(language)s, and one facilitator is missing.",
            "%(people)s people could meet %(slot)s in %(language)s, "
            "and %(missing)s facilitators are missing.",
            missing,
        )
        % said
    )


def _few(finding: Finding, who: Who) -> str:
    said = {"needed": counted(finding.details["needed"]), "offered": counted(finding.details["offered"])}
    return (
        npgettext(
            "circles",
            "At least %(needed)s facilitators are needed, and %(offered)s circle is offered one.",
            "At least %(needed)s facilitators are needed, and %(offered)s circles are offered one.",
            finding.details["offered"],
        )
        % said
    )


def _apart_from_self(finding: Finding, who: Who) -> str:
    return _about(finding, who, pgettext("circles", "%(people)s cannot be apart from themselves."))


def _together_and_apart(finding: Finding, who: Who) -> str:
    one, other = (who.person(key) for key in finding.details["apart"])
    said = {"one": one, "other": other}
    if len(finding.people) == 2:
        return pgettext("circles", "%(one)s and %(other)s are to be together and apart at once.") % said
    through = listed([who.person(key) for key in finding.people[1:-1]])
    return pgettext(
        "circles",
        "%(one)s and %(other)s are to be apart, and yet together through %(through)s.",
    ) % {**said, "through": through}


def _too_many(finding: Finding, who: Who) -> str:
    said = pgettext("circles", "%(people)s are to be together: more than the %(high)s of a circle.")
    return said % {"people": people_words(finding, who), "high": counted(finding.details["high"])}


def _no_cell(finding: Finding, who: Who) -> str:
    return _about(
        finding, who, pgettext("circles", "%(people)s are to be together and share no slot and language.")
    )


def _lock(finding: Finding, who: Who) -> str:
    circle = who.circle(finding.details["circle"])
    return pgettext("circles", "%(circle)s is locked and breaks a rule as it stands.") % {"circle": circle}


def _locked_together(finding: Finding, who: Who) -> str:
    return _about(
        finding, who, pgettext("circles", "%(people)s are to be together and are locked in two circles.")
    )


def _about(finding: Finding, who: Who, words: str) -> str:
    return words % {"people": people_words(finding, who)}


def advice_words(advice: SizeAdvice) -> str:
    """ "43 people: 4 circles of 10–11, or 5 of 8–9"; what would do when nothing does."""
    if advice.splits:
        return split_words(advice.splits)
    nearest = [bounds_words(bounds) for bounds in advice.nearest]
    if not nearest:
        return pgettext("circles", "too few people for one circle")
    return pgettext("circles", "does not come out even; %(sizes)s would") % {
        "sizes": pgettext("circles", ", or ").join(nearest)
    }


SAID: dict[str, Callable[[Finding, Who], str]] = {
    "sizes": _sizes,
    "unknown-slots": _unknown,
    "no-slot": _no_slot,
    "no-common-language": _no_language,
    "no-common-slot": _no_common_slot,
    "no-facilitator": _no_facilitator,
    "few-facilitators": _few,
    "apart-from-self": _apart_from_self,
    "together-and-apart": _together_and_apart,
    "together-too-many": _too_many,
    "together-no-cell": _no_cell,
    "lock": _lock,
    "locked-together": _locked_together,
}
