"""Diverse groups against published values (Yang et al., EJOR 302(3), 2022), anti-clustering and CP-SAT.

    python benchmarks/mdgp.py FOLDER [--quick] [--only n120] [--seeds 5] [--long 2]

FOLDER, or the environment's ESSAIM_MDGP, holds MDGPLIB files (`instances/*.txt.gz`) and `published.csv` (best
and mean of 20 runs of the three-phase search); neither comes with this project. A table goes to the screen
and to `benchmarks/results/mdgp.md`, and says of each target whether it is met. The whole takes some fifty
minutes on a quiet machine of two cores; `--quick` one minute: the smallest instances, four of 120 items, one
seed, no peers.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import platform
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from mdgp_peers import Bounds, anti_clustering, cp_sat
from numpy.typing import NDArray

from essaim.engines.grouping import Rounds, Seconds
from essaim.engines.grouping.mdgp import group

HEAD = "| instance | s | seeds | best | mean | archive best | archive mean | means, % | bests, % |"
PEERS = "| instance | ours | anti-clustering | CP-SAT |"
RESULTS = Path(__file__).parent / "results" / "mdgp.md"
PROVED = {"Geo_n010_ss_01": 3660.671, "RanReal_n012_ss_01": 956.430}  # by OR-Tools
THREE_PHASE_48 = "172842"  # the three-phase search, 30 s, 48 groups of 10, distances uniform in [0, 100]
SECONDS = {"n010": 1.0, "n012": 1.0, "n120": 3.0, "n240": 20.0, "n480": 120.0}
MARGINS = {"n120 ss": 0.02, "n120 ds": 0.10, "n240": 0.05, "n480": 0.05}  # percent
MANY = "uniform, 48 groups of 10"
WHERE_PEERS = ("RanReal_n012_ss_01", "RanReal_n120_ss_01", "RanReal_n480_ss_01")


@dataclass(frozen=True)
class Result:
    """An instance, ours with each seed, and what is published of it."""

    name: str
    seconds: float
    values: list[float]
    longest: float
    best: float | None
    mean: float | None

    @property
    def gap(self) -> float:
        return 100 * (float(np.mean(self.values)) / self.mean - 1) if self.mean else 0.0

    @property
    def gap_of_bests(self) -> float:
        return 100 * (max(self.values) / self.best - 1) if self.best else 0.0

    @property
    def row(self) -> str:
        there = ("", "", "", "")
        if self.best and self.mean:
            there = (f"{self.best:.3f}", f"{self.mean:.3f}", f"{self.gap:+.3f}", f"{self.gap_of_bests:+.3f}")
        ours = (f"{max(self.values):.3f}", f"{float(np.mean(self.values)):.3f}")
        return cells(self.name, f"{self.seconds:g}", len(self.values), *ours, *there)


def cells(*told: object) -> str:
    return "| " + " | ".join(str(one) for one in told) + " |"


def rule(head: str) -> str:
    return "|" + " --- |" * (head.count("|") - 1)


def read(path: Path) -> tuple[NDArray[np.float64], Bounds]:
    """An MDGPLIB file: distances, and the bounds of each group's size."""
    with gzip.open(path, "rt") as lines:
        n, groups, _, *sizes = next(lines).split()
        distances = np.zeros((int(n), int(n)))
        for line in lines:
            i, j, distance = line.split()
            distances[int(i), int(j)] = distances[int(j), int(i)] = float(distance)
    bounds = [int(size) for size in sizes]
    return distances, list(zip(bounds[::2], bounds[1::2], strict=True))[: int(groups)]


def uniform(seed: int) -> NDArray[np.float64]:
    above = np.triu(np.random.default_rng(seed).uniform(0, 100, (480, 480)), 1)
    return above + above.T


def tried(
    name: str,
    distances: NDArray[np.float64],
    sizes: Bounds,
    seconds: float,
    seeds: int,
    there: dict[str, str],
) -> Result:
    found = [group(distances, sizes, stop=Seconds(seconds), seed=seed) for seed in range(seeds)]
    best, mean = (float(there[key]) if there else None for key in ("best", "avg"))
    return Result(name, seconds, [one.value for one in found], max(one.seconds for one in found), best, mean)


def verdict(what: str, met: bool, told: str) -> str:
    return cells(what, "met" if met else "**missed**", told)


def proved(result: Result) -> str:
    value = max(result.values)
    met = abs(value - PROVED[result.name]) < 1e-3 and result.longest < 1
    return verdict(
        f"{result.name}: the proved optimum within 1 s", met, f"{value:.3f}, {result.longest:.2f} s"
    )


def near(kind: str, of: list[Result], margin: float) -> str:
    """The mean over instances of the gaps between our mean and the archive's."""
    mean, worst = float(np.mean([result.gap for result in of])), min(of, key=lambda result: result.gap)
    what = f"{kind}, {of[0].seconds:g} s: mean not below the archive's by more than {margin:g} %"
    return verdict(what, mean >= -margin, f"{mean:+.3f} %; worst {worst.name} {worst.gap:+.3f} %")


def targets(results: list[Result]) -> list[str]:
    rows = [proved(result) for result in results if result.name in PROVED]
    for kind, margin in MARGINS.items():
        of = [result for result in results if result.mean and fits(result.name, kind)]
        rows += [near(kind, of, margin)] if of else []
    reached = [result.gap_of_bests > -1e-6 for result in results if result.best and fits(result.name, "n120")]
    if reached:
        told = f"{sum(reached)} of {len(reached)}"
        rows.append(verdict("n120: the archive's best on half", 2 * sum(reached) >= len(reached), told))
    above = "48 groups of 10, 30 s: 1 % above the three-phase search"
    return rows + [verdict(above, r.gap >= 1, f"{r.gap:+.2f} %") for r in results if r.name == MANY]


def fits(name: str, kind: str) -> bool:
    return all(part in name.split("_") for part in kind.split())


def peers(folder: Path) -> list[str]:
    rows = []
    for name in WHERE_PEERS:
        path = folder / "instances" / f"{name}.txt.gz"
        if path.exists():
            distances, sizes = read(path)
            ours = group(distances, sizes, stop=Seconds(30))
            others = anti_clustering(distances, sizes, 30), cp_sat(distances, sizes, 30)
            rows.append(cells(name, f"{ours.value:.3f} ({ours.seconds:.0f} s)", *others))
            print(rows[-1], flush=True)
    return rows


def measured(folder: Path, only: str, seeds: int, long: int, quick: bool) -> list[Result]:
    with (folder / "published.csv").open(newline="") as file:
        published = {line["instance"]: line for line in csv.DictReader(file)}
    results = []
    for path in sorted((folder / "instances").glob("*.txt.gz"), key=lambda path: path.name.split("_")[1:]):
        name = path.name.removesuffix(".txt.gz")
        seconds = SECONDS.get(name.split("_")[1], 30.0)
        if only in name and not (quick and (seconds > 3 or (seconds == 3 and "RanReal" not in name))):
            runs = fewer(seeds, long, seconds, quick)
            if not runs:
                continue
            results.append(tried(name, *read(path), seconds, runs, published.get(name, {})))
            print(results[-1].row, flush=True)
    if not only and not quick:
        there = {"best": THREE_PHASE_48, "avg": THREE_PHASE_48}
        results.append(tried(MANY, uniform(1), [(10, 10)] * 48, 30, fewer(seeds, long, 30, quick), there))
        print(results[-1].row, flush=True)
    return results


def fewer(seeds: int, long: int, seconds: float, quick: bool) -> int:
    return 1 if quick else min(seeds, 5 if seconds <= 3 else 3 if seconds <= 60 else long)


def folder_of(asked: Path | None) -> Path:
    folder = asked or Path(os.environ.get("ESSAIM_MDGP", "."))
    if not (folder / "published.csv").exists() or not (folder / "instances").is_dir():
        sys.exit(f"No instances in {folder}: give a folder with instances/*.txt.gz and published.csv.")
    return folder


def how(quick: bool, only: str) -> str:
    part = (
        "A quick run, of a part." if quick else f"Those whose name has “{only}”." if only else "A whole run."
    )
    return f"{part} Load of the machine when it ended, ours included: {os.getloadavg()[1]:.1f}."


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--seeds", type=int, default=5, help="at most 3 of them beyond 3 s")
    parser.add_argument("--long", type=int, default=2, help="seeds beyond 60 s; 0 leaves those out")
    parser.add_argument("--only", default="")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    folder = folder_of(asked.folder)
    began = time.perf_counter()
    group(np.ones((14, 14)), [(6, 8), (6, 8)], stop=Rounds(1))
    print(f"Kernels ready after {time.perf_counter() - began:.1f} s.\n{HEAD}\n{rule(HEAD)}", flush=True)
    results = measured(folder, asked.only, asked.seeds, asked.long, asked.quick)
    judged = targets(results)
    print("\n".join(judged), flush=True)
    beside = [] if asked.quick or asked.only else peers(folder)
    machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores"
    lines = [
        f"# Diverse groups ({machine}, seeds from 0)",
        "",
        how(asked.quick, asked.only),
        "",
        HEAD,
        rule(HEAD),
        *(r.row for r in results),
        "",
    ]
    lines += ["| target | | |", rule("| | | |"), *judged, ""]
    lines += [PEERS, rule(PEERS), *beside, ""] if beside else []
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines))


if __name__ == "__main__":
    main()
