"""Other things to ask than one answer: proposals that differ, a newcomer, a split, several times in a row.

Everything here builds on `solve`, which loads its numeric packages when it is first called.
"""

from .alternatives import Facts, Proposal, alternatives, distance, facts

__all__ = [
    "Facts",
    "Proposal",
    "alternatives",
    "distance",
    "facts",
]
