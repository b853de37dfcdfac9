"""What cannot work, and whom to ask, said before any search. Plain Python, at once for a few thousand people.

`diagnose(problem)` gathers everything; `size_advice` answers while sizes are being chosen.
"""

from .cells import Cell, Cells
from .contradictions import contradictions
from .diagnose import Diagnosis, MissingFacilitators, diagnose
from .findings import Finding
from .sizes import SizeAdvice, Split, size_advice

__all__ = [
    "Cell",
    "Cells",
    "Diagnosis",
    "Finding",
    "MissingFacilitators",
    "SizeAdvice",
    "Split",
    "contradictions",
    "diagnose",
    "size_advice",
]
