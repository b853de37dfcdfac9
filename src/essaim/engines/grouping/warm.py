"""Compile every kernel once, so that the first proposal is as quick as the next.

`python -m essaim.engines.grouping.warm` writes to the folder that NUMBA_CACHE_DIR names, which the caller
sets before Python starts. It takes half a minute the first time and a second afterwards.
"""

from __future__ import annotations

import sys
import time

from .problem import Options, Person, Problem, Slot
from .solving import solve
from .stop import Rounds


def warm() -> float:
    """Solve a small problem that goes through every kernel; returns the seconds it took."""
    began = time.perf_counter()
    slots = frozenset({Slot(1, 18 * 60), Slot(3, 18 * 60)})
    people = tuple(
        Person(f"p{i:02d}", frozenset({"fr"}), slots, values={"site": (str(i % 3),)}, facilitates=int(i < 5))
        for i in range(24)
    )
    options = Options(size=(4, 8), target=6, mix={"site": "normal"}, never_alone=("site",))
    solve(Problem(people, frozenset({("p20", "p21")}), options=options), stop=Rounds(1))
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.stdout.write(f"The kernels are ready ({warm():.1f} s).\n")
