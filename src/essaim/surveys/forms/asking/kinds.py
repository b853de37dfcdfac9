"""The kinds of questions as a pilot chooses them: a few first, the others when asked for."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from ...kinds import Kind


@dataclass(frozen=True, slots=True)
class Shown:
    """A kind with its name, an example of what it is for, and its icon."""

    kind: Kind
    name: Promise
    note: Promise
    icon: str


COMMON = (
    Shown(
        Kind.SINGLE,
        pgettext_lazy("surveys", "One answer"),
        pgettext_lazy("surveys", "A list, of which one is chosen"),
        "circle-dot",
    ),
    Shown(
        Kind.MULTIPLE,
        pgettext_lazy("surveys", "Several answers"),
        pgettext_lazy("surveys", "A list, of which several are chosen"),
        "list-checks",
    ),
    Shown(
        Kind.SCALE,
        pgettext_lazy("surveys", "A scale from 1 to 5"),
        pgettext_lazy("surveys", "How much somebody agrees, with “no opinion”"),
        "sliders-horizontal",
    ),
    Shown(
        Kind.NEEDS,
        pgettext_lazy("surveys", "Needs"),
        pgettext_lazy(
            "surveys", "How much each matters, and how well it is met: the gap shows where to begin"
        ),
        "target",
    ),
    Shown(
        Kind.TEXT,
        pgettext_lazy("surveys", "Their own words"),
        pgettext_lazy("surveys", "An open question"),
        "pen-line",
    ),
    Shown(
        Kind.SUGGESTIONS,
        pgettext_lazy("surveys", "Suggestions"),
        pgettext_lazy("surveys", "One idea in each box, up to three"),
        "lightbulb",
    ),
)
OTHERS = (
    Shown(
        Kind.STATEMENTS,
        pgettext_lazy("surveys", "Sentences to agree with or not"),
        pgettext_lazy("surveys", "Agree, disagree, pass; people add their own"),
        "messages-square",
    ),
    Shown(
        Kind.RANKING,
        pgettext_lazy("surveys", "An order"),
        pgettext_lazy("surveys", "A list to put in order, the best first"),
        "list-ordered",
    ),
    Shown(
        Kind.GRADES,
        pgettext_lazy("surveys", "Grades"),
        pgettext_lazy("surveys", "Each line judged from “to reject” to “excellent”"),
        "star",
    ),
    Shown(
        Kind.POINTS,
        pgettext_lazy("surveys", "Points to share out"),
        pgettext_lazy("surveys", "A number of points to put on what matters"),
        "coins",
    ),
    Shown(
        Kind.RECOMMEND,
        pgettext_lazy("surveys", "From 0 to 10"),
        pgettext_lazy("surveys", "How likely they are to recommend something"),
        "gauge",
    ),
    Shown(
        Kind.AVAILABILITY,
        pgettext_lazy("surveys", "Availability"),
        pgettext_lazy("surveys", "When they can, among the slots of the community"),
        "calendar-days",
    ),
    Shown(
        Kind.CONSENT,
        pgettext_lazy("surveys", "An agreement"),
        pgettext_lazy("surveys", "One box to tick"),
        "square-check",
    ),
    Shown(
        Kind.NOTE,
        pgettext_lazy("surveys", "A note"),
        pgettext_lazy("surveys", "A few words between two questions"),
        "sticky-note",
    ),
    Shown(
        Kind.SECTION,
        pgettext_lazy("surveys", "A new page"),
        pgettext_lazy("surveys", "What follows is on a page of its own, with a title"),
        "file-plus",
    ),
)
BY_KIND = {shown.kind: shown for shown in (*COMMON, *OTHERS)}
