"""Other things to ask than one answer: proposals that differ, a newcomer, a split, several times in a row.

Everything here builds on `solve`, which loads its numeric packages when it is first called.
"""

from .alternatives import Facts, Proposal, alternatives, distance, facts
from .anew import meet_anew
from .history import meeting_twice, remembering
from .newcomer import Welcome, welcome
from .schedules import never_twice
from .splitting import Split, split

__all__ = [
    "Facts",
    "Proposal",
    "Split",
    "Welcome",
    "alternatives",
    "distance",
    "facts",
    "meet_anew",
    "meeting_twice",
    "never_twice",
    "remembering",
    "split",
    "welcome",
]
