"""What a person adjusting a proposal needs at once: a change, what it brings, and what else is possible.

Plain Python: a change is weighed by looking again at the circles and people it touches, and at nothing else.
"""

from .changes import (
    Change,
    ChangeLanguage,
    ChangeSlot,
    Close,
    Facilitate,
    Move,
    Open,
    StopFacilitating,
    Swap,
    apply,
)
from .consequences import Board, Consequences, Option, consequences, options_for, settle

__all__ = [
    "Board",
    "Change",
    "ChangeLanguage",
    "ChangeSlot",
    "Close",
    "Consequences",
    "Facilitate",
    "Move",
    "Open",
    "Option",
    "StopFacilitating",
    "Swap",
    "apply",
    "consequences",
    "options_for",
    "settle",
]
