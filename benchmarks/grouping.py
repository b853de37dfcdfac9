"""Forming circles at several sizes: people unplaced against the proved fewest, cost against a bound, time.

    python benchmarks/grouping.py [--people 64,200,2000] [--seconds 10] [--seed 0]

Communities come from `essaim.engines.grouping.realistic`, so anyone can repeat it. A table goes to
`benchmarks/results/grouping.md` and to the screen.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from pathlib import Path

from essaim.engines.grouping import Rounds, Seconds, solve
from essaim.engines.grouping.realistic import community
from essaim.engines.grouping.warm import warm
from essaim.engines.grouping.weigh import broken

HEAD = "| people | seconds | placed | unplaced | proved fewest | cost | bound | rounds | rules broken |"
RESULTS = Path(__file__).parent / "results" / "grouping.md"


def line(people: int, seconds: float, seed: int) -> str:
    """One row: a community, its answer after so many seconds, every rule checked."""
    problem = community(people, seed)
    began = time.perf_counter()
    answer = solve(problem, stop=Seconds(seconds) if seconds else Rounds(1), seed=seed)
    took = time.perf_counter() - began
    told = answer.summary
    cells = (
        people,
        f"{took:.1f}",
        told.placed,
        told.people - told.placed,
        told.unplaced_bound,
        told.cost,
        told.bound,
        told.rounds,
        len(broken(problem, answer.circles)),
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", default="40,64,200,1000,5000")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    warm()
    machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, seed {asked.seed}"
    rows = [HEAD, "|" + " --- |" * (HEAD.count("|") - 1)]
    print("\n".join(rows), flush=True)
    for people in asked.people.split(","):
        rows.append(line(int(people), asked.seconds, asked.seed))
        print(rows[-1], flush=True)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join([f"# Forming circles ({machine})", "", *rows, ""]))


if __name__ == "__main__":
    main()
