"""Compile every kernel once, so that the first proposal is as quick as the next.

`python -m essaim.engines.grouping.warm` writes to the folder that NUMBA_CACHE_DIR names, which the caller
sets before Python starts. It takes half a minute the first time and a second afterwards.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from .arrays import arrays
from .greedy import seat_greedily
from .kernels import fingerprint, settings
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
    problem = Problem(people, frozenset({("p20", "p21")}), options=options)
    solve(problem, stop=Rounds(1))
    seat_greedily(arrays(problem), 6)  # which solve does for many people
    _forget_old_kernels()
    return time.perf_counter() - began


def _forget_old_kernels() -> None:
    """Remove what was compiled from other sources than these: an upgrade would leave it there for ever."""
    ours = Path(settings.CACHE_DIR) if settings.CACHE_DIR else None
    if ours is not None and ours.name == fingerprint():
        for other in ours.parent.iterdir():
            if other.is_dir() and other != ours:
                shutil.rmtree(other, ignore_errors=True)


if __name__ == "__main__":
    sys.stdout.write(f"The kernels are ready ({warm():.1f} s).\n")
