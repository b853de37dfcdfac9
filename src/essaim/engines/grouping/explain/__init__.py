"""Why each person is where they are, why somebody is nowhere, and what would change it.

Everything here is data; `sentence` is English for the command. Plain Python: only `complete` and `whole`
solve, and they load the solver when they are called.
"""

from .help import applied
from .placed import Here, why_here
from .reasons import SENTENCES, explained, reasons
from .trying import Completed, Gain, applied_to_all, complete, whole

__all__ = [
    "SENTENCES",
    "Completed",
    "Gain",
    "Here",
    "applied",
    "applied_to_all",
    "complete",
    "explained",
    "reasons",
    "whole",
    "why_here",
]
