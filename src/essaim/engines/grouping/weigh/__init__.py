"""What a set of circles costs and which rules it breaks, by the contract's formula. Plain Python.

This is the readable reference: the solver's kernels, the board and the tests are compared with it. Where the
contract leaves a choice, it is made here, once:

- *moved* is counted where the person now sits (the first table of somebody at two); somebody unplaced is
  counted by `unplaced`, never as moved;
- somebody without a value for a *same* attribute accepts none, so no circle can seat them;
- several values of one attribute are compared as one set where the attribute is mixed or shared;
- a locked circle keeps its slot, language, facilitators and people, and may receive others; what such a
  circle breaks by itself is reported with `locked` true.
"""

from .cost import Weighing, cost_of, moved, weigh
from .ground import Ground, common_values
from .rules import Broken, broken

__all__ = ["Broken", "Ground", "Weighing", "broken", "common_values", "cost_of", "moved", "weigh"]
