"""Solving in a process of its own: cancelled at once, and its end never takes the caller with it.

`solve_in_child` takes what `solve` takes. The process is `python -m essaim.engines.grouping.child`; the two
speak JSON, a message a line, on the child's standard input and output. Plain Python on the calling side.
"""

from .parent import ChildCrashed, Run, solve_in_child

__all__ = ["ChildCrashed", "Run", "solve_in_child"]
