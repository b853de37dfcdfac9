"""The plain maximally diverse grouping problem against published values (Yang et al., EJOR 302(3), 2022).

    python benchmarks/mdgp.py FOLDER [--seconds 3] [--seeds 5] [--only n120]

FOLDER holds MDGPLIB files (`instances/*.txt.gz`) and `published.csv`; neither comes with this project. A
table goes to `benchmarks/results/mdgp.md` and to the screen: our best and mean, the archive's, the gap of
the means in percent (negative: below the archive).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import platform
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from essaim.engines.grouping import Rounds, Seconds
from essaim.engines.grouping.mdgp import group

HEAD = "| instance | our best | our mean | archive best | archive mean | gap of means, % |"
RESULTS = Path(__file__).parent / "results" / "mdgp.md"


def read(path: Path) -> tuple[NDArray[np.float64], list[tuple[int, int]]]:
    """An MDGPLIB file: distances, and the bounds of each group's size."""
    with gzip.open(path, "rt") as lines:
        n, groups, _, *sizes = next(lines).split()
        distances = np.zeros((int(n), int(n)))
        for line in lines:
            i, j, distance = line.split()
            distances[int(i), int(j)] = distances[int(j), int(i)] = float(distance)
    bounds = [int(size) for size in sizes]
    return distances, list(zip(bounds[::2], bounds[1::2], strict=True))[: int(groups)]


def row(path: Path, published: dict[str, str] | None, seconds: float, seeds: int) -> str:
    distances, sizes = read(path)
    values = [group(distances, sizes, stop=Seconds(seconds), seed=seed).value for seed in range(seeds)]
    best, mean = max(values), sum(values) / len(values)
    name = path.name.removesuffix(".txt.gz")
    if published is None:
        return f"| {name} | {best:.3f} | {mean:.3f} | | | |"
    gap = 100 * (mean / float(published["avg"]) - 1)
    best_there, mean_there = float(published["best"]), float(published["avg"])
    return f"| {name} | {best:.3f} | {mean:.3f} | {best_there:.3f} | {mean_there:.3f} | {gap:+.3f} |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--only", default="n120")
    asked = parser.parse_args()
    with (asked.folder / "published.csv").open(newline="") as file:
        published = {line["instance"]: line for line in csv.DictReader(file)}
    group(np.zeros((4, 4)), [(2, 2), (2, 2)], stop=Rounds(1))
    machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores"
    rows = [HEAD, "|" + " --- |" * (HEAD.count("|") - 1)]
    print("\n".join(rows), flush=True)
    for path in sorted((asked.folder / "instances").glob(f"*{asked.only}*.txt.gz")):
        rows.append(row(path, published.get(path.name.removesuffix(".txt.gz")), asked.seconds, asked.seeds))
        print(rows[-1], flush=True)
    title = f"# Diverse groups, {asked.seconds:g} s, {asked.seeds} seeds ({machine})"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join([title, "", *rows, ""]))


if __name__ == "__main__":
    main()
