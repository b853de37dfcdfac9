"""How cards meet: what is ours (inside) with what comes (outside), in four ways (la matrice TOWS)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from .models import Quadrant

INSIDE = frozenset({Quadrant.STRENGTHS.value, Quadrant.WEAKNESSES.value})
OUTSIDE = frozenset({Quadrant.OPPORTUNITIES.value, Quadrant.THREATS.value})


@dataclass(frozen=True, slots=True)
class Meeting:
    """One of the four ways in which a card from inside meets one from outside."""

    inside: str
    outside: str
    name: str | Promise
    means: str | Promise

    @property
    def key(self) -> str:
        return f"{self.inside}-{self.outside}"


MEETINGS = (
    Meeting(
        Quadrant.STRENGTHS.value,
        Quadrant.OPPORTUNITIES.value,
        pgettext_lazy("diagnosis", "Build on it"),
        pgettext_lazy("diagnosis", "A strength helps to take an opportunity."),
    ),
    Meeting(
        Quadrant.WEAKNESSES.value,
        Quadrant.OPPORTUNITIES.value,
        pgettext_lazy("diagnosis", "Catch up"),
        pgettext_lazy("diagnosis", "An opportunity helps to fill a gap of ours."),
    ),
    Meeting(
        Quadrant.STRENGTHS.value,
        Quadrant.THREATS.value,
        pgettext_lazy("diagnosis", "Protect"),
        pgettext_lazy("diagnosis", "A strength shields us from a threat."),
    ),
    Meeting(
        Quadrant.WEAKNESSES.value,
        Quadrant.THREATS.value,
        pgettext_lazy("diagnosis", "Avoid"),
        pgettext_lazy("diagnosis", "A weakness would make a threat worse: change one of the two."),
    ),
)


def refusal_of(quadrants: Iterable[str]) -> str:
    """Why cards of these boxes do not meet, as a sentence; "" when they do."""
    boxes = set(quadrants)
    if boxes & INSIDE and boxes & OUTSIDE:
        return ""
    return pgettext(
        "diagnosis",
        "Choose at least two cards that meet: one from inside, a strength or a weakness, and one "
        "from outside, an opportunity or a threat.",
    )


def meetings_of(quadrants: Iterable[str]) -> list[Meeting]:
    """The ways in which these boxes meet, in reading order."""
    boxes = set(quadrants)
    return [each for each in MEETINGS if each.inside in boxes and each.outside in boxes]
