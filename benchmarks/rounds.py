"""Rounds without meeting twice: how often the same people sit in circles before a pair meets again.

    python benchmarks/rounds.py

Groups of one size at one time (the *social golfers*); a table goes to `benchmarks/results/rounds.md` and to
the screen.
"""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path

from essaim.engines.grouping import Options, Person, Problem, Slot
from essaim.engines.grouping.modes import meeting_twice
from essaim.engines.grouping.modes.anew import planned_rounds

CASES = ((8, 4, 8), (8, 4, 9), (48, 10, 12), (48, 10, 16), (16, 4, 21), (10, 10, 3))
HEAD = (
    "| groups | size | rounds asked | rounds without meeting twice | the most there could be | CPU seconds |"
)
RESULTS = Path(__file__).parent / "results" / "rounds.md"


def line(groups: int, size: int, rounds: int) -> str:
    """One row. Everyone meets size − 1 others a round, which bounds the rounds for all methods."""
    people = tuple(
        Person(f"p{n:04d}", frozenset({"fr"}), frozenset({Slot(1, 1080)})) for n in range(groups * size)
    )
    problem = Problem(people, options=Options(size=(size, size), target=size, facilitators=(0, 0)))
    began = time.process_time()
    planned = planned_rounds(problem, rounds)
    took = time.process_time() - began
    if meeting_twice(planned):
        raise RuntimeError(f"{groups} groups of {size}: somebody meets twice.")
    cells = (groups, size, rounds, len(planned), (groups * size - 1) // (size - 1), f"{took:.1f}")
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def main() -> None:
    machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores"
    rows = [HEAD, "|" + " --- |" * (HEAD.count("|") - 1), *(line(*case) for case in CASES)]
    print("\n".join(rows))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join([f"# Rounds without meeting twice ({machine})", "", *rows, ""]))


if __name__ == "__main__":
    main()
