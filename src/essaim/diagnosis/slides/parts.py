"""The parts of the slides, and why one cannot be had."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import pgettext, pgettext_lazy

from ..models import State
from ..queries.slides import Material


class Part(TextChoices):
    """In the order of the slides."""

    ANSWERED = "answered", pgettext_lazy("diagnosis", "Who answered")
    FINDINGS = "findings", pgettext_lazy("diagnosis", "What stands out")
    BOARD = "board", pgettext_lazy("diagnosis", "The board")
    STRATEGIES = "strategies", pgettext_lazy("diagnosis", "The strategies")
    PLAN = "plan", pgettext_lazy("diagnosis", "The plan")
    BECAME = "became", pgettext_lazy("diagnosis", "What became of what was said")


def offered(material: Material) -> list[Part]:
    """The parts that have something to show."""
    return [part for part in Part if not missing(part, material)]


def missing(part: Part, material: Material) -> str:
    """Why a part has nothing to show, "" when it has."""
    match part:
        case Part.ANSWERED | Part.FINDINGS if not material.reports:
            return pgettext("diagnosis", "No survey has findings yet: they are made once it is closed.")
        case Part.FINDINGS if not any(report.findings["findings"] for report in material.reports):
            return pgettext("diagnosis", "The findings have too few answers for anything to stand out.")
        case Part.ANSWERED | Part.FINDINGS:
            return ""
        case Part.BOARD:
            return "" if material.boards else _no_board(waiting=material.waiting)
        case Part.STRATEGIES:
            return "" if material.strategies else pgettext("diagnosis", "No strategy is written yet.")
        case Part.PLAN:
            return "" if material.standing.total else pgettext("diagnosis", "The plan has no action yet.")
        case Part.BECAME:
            return (
                ""
                if material.standing.counts[State.DONE]
                else pgettext("diagnosis", "No action is done yet.")
            )


def _no_board(*, waiting: bool) -> str:
    if waiting:
        return pgettext("diagnosis", "The votes are not read out yet: lead the board there, or close it.")
    return pgettext("diagnosis", "No board has cards yet.")
