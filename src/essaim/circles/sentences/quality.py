"""How good the circles are: what is proved of them, and what a change does, in words and never in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from django.utils.translation import pgettext

Verdict = Literal["no", "better", "same", "worse"]
MUCH = 9


def verdict_of(*, possible: bool, cost: int, seated: int = 0) -> Verdict:
    """What to think of a change in one word. `cost`: what the whole gains, positive being worse.

    `seated`: how many more people have a circle. It comes first: no mix makes up for a lost seat.
    """
    if not possible:
        return "no"
    if seated:
        return "better" if seated > 0 else "worse"
    return "same" if cost == 0 else "better" if cost < 0 else "worse"


def verdict_words(*, possible: bool, cost: int, seated: int = 0) -> str:
    """The same, to be read."""
    words = {
        "no": pgettext("circles", "Not possible"),
        "same": pgettext("circles", "As good"),
        "better": pgettext("circles", "A little better"),
        "worse": pgettext("circles", "A little less good"),
    }
    verdict = verdict_of(possible=possible, cost=cost, seated=seated)
    if verdict in ("better", "worse") and (seated or abs(cost) >= MUCH):
        return pgettext("circles", "Better") if verdict == "better" else pgettext("circles", "Less good")
    return words[verdict]


def proved_sentences(figures: Mapping[str, Any]) -> list[str]:
    """What is proved of circles as they were found; nothing where nothing is known, or where it says little.

    `figures` is the summary of an arrangement that a search made.
    """
    said = []
    out, cost, bound = figures["people"] - figures["placed"], figures["cost"], figures.get("bound")
    if out and figures.get("unplaced_bound") == out:
        said.append(pgettext("circles", "It is proved that no circles could place more people."))
    if bound is not None and cost <= bound:
        said.append(pgettext("circles", "What you wished for is met as well as it can be: that is proved."))
    elif bound and cost <= 2 * bound:
        words = pgettext(
            "circles", "On what you wished for, at most %(part)s%% could still be gained: that is proved."
        )
        said.append(words % {"part": -(-100 * (cost - bound) // cost)})
    return said


def quality_words(difference: Mapping[str, int]) -> list[str]:
    """What gets better, then what gets worse."""
    gains = [_better(part) for part, weight in difference.items() if weight < 0]
    losses = [_worse(part) for part, weight in difference.items() if weight > 0]
    return gains + losses


def _better(part: str) -> str:
    return {
        "mix": pgettext("circles", "a better mix"),
        "share": pgettext("circles", "more in common"),
        "met": pgettext("circles", "fewer people who know each other already"),
        "size": pgettext("circles", "sizes closer to the one wished for"),
        "preferred": pgettext("circles", "a slot liked better"),
        "alone": pgettext("circles", "somebody less alone"),
        "moved": pgettext("circles", "more people staying with their circle"),
    }[part]


def _worse(part: str) -> str:
    return {
        "mix": pgettext("circles", "less of a mix"),
        "share": pgettext("circles", "less in common"),
        "met": pgettext("circles", "more people who know each other already"),
        "size": pgettext("circles", "sizes further from the one wished for"),
        "preferred": pgettext("circles", "a slot liked less"),
        "alone": pgettext("circles", "somebody alone with theirs"),
        "moved": pgettext("circles", "fewer people staying with their circle"),
    }[part]
