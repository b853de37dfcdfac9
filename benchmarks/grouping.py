"""Forming circles: people left out against the proved fewest, cost against bounds and peers, time, memory.

    python benchmarks/grouping.py [--quick] [--seeds 3]
                                  [--only everyday,exact,bounds,proved,many,moves,facilitators]

Communities come from `essaim.engines.grouping.realistic`, so anyone can repeat it. A table goes to the screen
and to `benchmarks/results/grouping.md`, and says of each target whether it is met. The whole takes about ten
minutes on a quiet machine of two cores; `--quick` two. Rounds without meeting twice: `benchmarks/rounds.py`.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from essaim.engines.grouping import Answer, Options, Problem, Rounds, Seconds, Slot, solve
from essaim.engines.grouping.arrays import arrays
from essaim.engines.grouping.moving import fewest_moves
from essaim.engines.grouping.realistic import Shape, community
from essaim.engines.grouping.serving import serve
from essaim.engines.grouping.warm import warm
from essaim.engines.grouping.weigh import Ground, broken, moved

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results" / "grouping.md"
HEAD = "| what | target | | measured |"
ONE_SLOT = Slot(1, 18 * 60)
MANY = {10_000: (2, 1024), 100_000: (10, 1024), 1_000_000: (60, 1024)}  # people: seconds, megabytes


@dataclass(frozen=True)
class Row:
    """One line of the table; `met` is None where there is no target to meet."""

    what: str
    target: str
    met: bool | None
    measured: str

    def __str__(self) -> str:
        word = {True: "met", False: "**missed**", None: ""}[self.met]
        return f"| {self.what} | {self.target} | {word} | {self.measured} |"


@dataclass(frozen=True)
class Asked:
    """How much to measure."""

    seeds: int
    quick: bool


def everyday(asked: Asked) -> Iterator[Row]:
    """64 people: what a second brings against half a minute."""
    longest, worst = 0.0, 0.0
    for seed in range(asked.seeds):
        problem = community(64, seed)
        began = time.perf_counter()
        first = solve(problem, stop=Seconds(0.7), seed=seed)
        longest = max(longest, time.perf_counter() - began)
        later = solve(problem, stop=Seconds(5 if asked.quick else 30), seed=seed + 100)
        gain = 100 * (1 - later.summary.cost / first.summary.cost)
        worst = max(worst, gain if later.summary.placed == first.summary.placed else 100.0)
    yield Row(
        "64 people, warm",
        "under 1 s to a proposal that longer search improves by less than 2 %",
        longest < 1 and worst < 2,
        f"{longest:.2f} s; at worst {worst:.2f} % over {asked.seeds} seeds",
    )


def exact(asked: Asked) -> Iterator[Row]:
    """40 people: equal to a proved optimum of an independent model, where it can be proved."""
    sys.path.insert(0, str(HERE.parent / "tests"))
    from engines.grouping.optimum import Model

    for seed in range(1 if asked.quick else asked.seeds):
        problem = _in_parts(40, seed)
        answer = solve(problem, stop=Seconds(5), seed=seed)
        model = Model(problem)
        model.cp.add(model.unplaced == len(problem.people) - answer.summary.placed)
        proved, found = _peer(model, 20 if asked.quick else 90)
        ours = answer.summary.cost
        gap = None if found is None else 100 * (ours / max(found, 1) - 1)
        yield Row(
            f"40 people, seed {seed}",
            "within 0.1 % of the proved optimum",
            gap is not None and gap <= 0.1 if proved else None,
            f"{ours}; CP-SAT {found}{' (proved)' if proved else ', not proved in time'}, our bound "
            f"{answer.summary.bound}",
        )


def _in_parts(people: int, seed: int) -> Problem:
    """A community whose optimum an independent model may prove: three slots, one each, two attributes."""
    shape = Shape(slots=3, slots_each=1.4, sites=3, topics=3, history=False, together=0, apart=0)
    return replace(
        community(people, seed, shape), options=Options(mix={"site": "normal"}, preferred="a little")
    )


def _peer(model: Any, seconds: float) -> tuple[bool, int | None]:
    from ortools.sat.python import cp_model

    model.cp.minimize(model.cost)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model.cp)
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return status == cp_model.OPTIMAL, round(solver.objective_value) if known else None


def bounds(asked: Asked) -> Iterator[Row]:
    """Attributes only, everyone at one slot: the cost against the proved bound."""
    wanted: dict[str, Options] = {
        "mix": Options(mix={"site": "a lot", "gender": "normal", "seniority": "normal"}),
        "mix and share": Options(mix={"site": "a lot", "gender": "normal"}, share={"topic": "normal"}),
    }
    for people in (200,) if asked.quick else (200, 1000, 2000):
        for name, options in wanted.items():
            gaps, gains = [], []
            for seed in range(asked.seeds):
                problem, seconds = _one_slot(people, seed, options), people / 200 + 2
                told = solve(problem, stop=Seconds(seconds), seed=seed).summary
                gaps.append(100 * (told.cost / (told.bound or 1) - 1))
                if gaps[-1] > 3:
                    others = [
                        solve(problem, stop=Seconds(5 * seconds), seed=seed + n).summary for n in (0, 50)
                    ]
                    gains.append(100 * (1 - min(other.cost for other in others) / told.cost))
            more = f"; twice five times as long lowers it by {max(gains):.2f} %" if gains else ""
            yield Row(
                f"{people} people, {name}",
                "cost within 3 % of a proved bound",
                max(gaps) <= 3,
                f"{min(gaps):.2f} to {max(gaps):.2f} %{more}",
            )


def _one_slot(people: int, seed: int, options: Options) -> Problem:
    drawn = community(people, seed, Shape(history=False, unknown=0, silent=0, facilitators=0.2))
    everyone = tuple(
        replace(person, possible=frozenset({ONE_SLOT}), preferred=frozenset(), languages=frozenset({"fr"}))
        for person in drawn.people
    )
    return Problem(everyone, options=options)


def proved(asked: Asked) -> Iterator[Row]:
    """Realistic communities, with facilitators in plenty and too few: people left out."""
    for people in (200,) if asked.quick else (200, 1000, 2000, 5000):
        for facilitators in (0.17, 0.07):
            found = []
            for seed in range(asked.seeds):
                problem = community(people, seed, Shape(facilitators=facilitators))
                answer = solve(problem, stop=Seconds(2 + people / 400), seed=seed)
                assert not broken(problem, answer.circles)
                found.append((people - answer.summary.placed, answer.summary.unplaced_bound))
            yield Row(
                f"{people} people, {facilitators:.0%} offer to facilitate",
                "unplaced equal to the proved fewest",
                all(out == fewest for out, fewest in found),
                ", ".join(f"{out} ({fewest})" for out, fewest in found),
            )


def many(asked: Asked) -> Iterator[Row]:
    """The largest sizes, each in a process of its own, the list of people included in its memory."""
    for people, (seconds, megabytes) in MANY.items():
        if asked.quick and people > 10_000:
            return
        command = [sys.executable, __file__, "--one", str(people), str(seconds)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        took, memory, placed, fewest, cost, wrong = (float(word) for word in said)
        yield Row(
            f"{people:,} people",
            f"{seconds} s, every rule true, under {megabytes // 1024} GB",
            took <= seconds * 1.05 and memory < megabytes and not wrong,
            f"{took:.1f} s, {memory:.0f} MB, {people - placed:.0f} unplaced (at least {fewest:.0f}), cost "
            f"{cost:.0f}, {wrong:.0f} rules broken",
        )


def one(people: int, seconds: float) -> str:
    """Measured in a process of its own: seconds, megabytes, placed, fewest unplaced, cost, rules broken."""
    problem = community(people, 0)
    gc.freeze()  # as the child process does that solves for a page
    began = time.perf_counter()
    answer = solve(problem, stop=Seconds(seconds * 0.75), seed=0)
    took = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = answer.summary
    figures = (took, memory, told.placed, told.unplaced_bound or 0, told.cost)
    return " ".join(str(figure) for figure in (*figures, len(broken(problem, answer.circles))))


def moves(asked: Asked) -> Iterator[Row]:
    """5 % of the people leave and as many come: how many others change circles."""
    for people in (64, 200):
        found = []
        for seed in range(asked.seeds):
            again, before = _changed(people, seed)
            answer = solve(again, stop=Seconds(2 + people / 100), seed=seed)
            fewest = fewest_moves(arrays(again), answer.summary.placed, seconds=20)
            found.append((_moved(again, answer), fewest, before, answer.summary))
        yield Row(
            f"{people} people, 5 % changed",
            "moves ≤ the proved fewest + 10 %, nobody left out for it",
            all(
                fewest is not None
                and count <= 1.1 * fewest
                and told.people - told.placed == told.unplaced_bound
                for count, fewest, _, told in found
            ),
            ", ".join(
                f"{count} (at least {fewest}) of {there}, {told.people - told.placed} "
                f"({told.unplaced_bound}) left out"
                for count, fewest, there, told in found
            ),
        )


def _changed(people: int, seed: int) -> tuple[Problem, int]:
    drawn = community(people + people // 20, seed)
    here = replace(drawn, people=drawn.people[:people])
    first = solve(_known_pairs(here), stop=Rounds(6), seed=seed)
    sits = {key: circle.id for circle in first.circles for key in reversed(circle.people)}
    kept = [replace(person, circle=sits.get(person.key)) for person in drawn.people[people // 20 :]]
    options = replace(drawn.options, moves="fewest")
    return _known_pairs(replace(drawn, people=tuple(kept), options=options)), len(sits)


def _known_pairs(problem: Problem) -> Problem:
    keys = {person.key for person in problem.people}
    together = frozenset(pair for pair in problem.together if keys >= set(pair))
    return replace(problem, together=together, apart=frozenset(p for p in problem.apart if keys >= set(p)))


def _moved(problem: Problem, answer: Answer) -> int:
    return sum(len(keys) for keys in moved(Ground(problem), answer.circles).values())


CIRCLES = 100_000


def facilitators(asked: Asked) -> Iterator[Row]:
    """Circles that lack somebody: how many those who offered can serve, against a flow of each person."""
    circles = CIRCLES // 10 if asked.quick else CIRCLES
    laid = arrays(community(2 * circles, 0, Shape(facilitators=0.17, unknown=0)))
    able = np.nonzero(laid.offers > 0)[0]
    often = (laid.can[able] > 0).astype(np.int64)
    times = laid.offers[able].astype(np.int64)
    crowd = laid.can.sum(axis=0, dtype=np.int64)
    wanted = crowd * circles // crowd.sum()
    wanted[0] += circles - wanted.sum()
    gc.freeze()  # as in `one`
    began = time.perf_counter()
    served = len(serve(wanted, laid.cells.slot, often, times))
    took = time.perf_counter() - began
    most = _most_served(wanted, laid.cells.slot, often, times)
    yield Row(
        f"facilitators, {circles:,} circles",
        "as many served as the maximum flow, ≤ 1 s",
        served == most and took <= 1,
        f"{served:,} of {most:,} served by {len(able):,} people who offer {times.sum():,}, {took:.2f} s",
    )


def _most_served(wanted: Any, slot: Any, often: Any, times: Any) -> int:
    """The value of the maximum flow over people one by one, for comparison."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import maximum_flow

    people, cells = np.nonzero(often)
    at = 2 + len(times) + people * (int(slot.max()) + 1) + slot[cells]
    at_once, which = np.unique(at, return_inverse=True)
    first_at = 2 + len(times)
    first_cell = first_at + len(at_once)
    owner = (at_once - first_at) // (int(slot.max()) + 1)
    start = [np.zeros(len(times)), 2 + owner, first_at + which, first_cell + np.arange(len(wanted))]
    end = [2 + np.arange(len(times)), first_at + np.arange(len(at_once)), first_cell + cells]
    most = [times, np.ones(len(at_once)), np.ones(len(cells)), wanted]
    ends = np.concatenate([*end, np.ones(len(wanted))]).astype(np.int32)
    size = (first_cell + len(wanted),) * 2
    room = np.concatenate(most).astype(np.int32)
    network = coo_array((room, (np.concatenate(start).astype(np.int32), ends)), size)
    return int(maximum_flow(network.tocsr(), 0, 1).flow_value)


PARTS: dict[str, Callable[[Asked], Iterator[Row]]] = {
    part.__name__: part for part in (everyday, exact, bounds, proved, many, moves, facilitators)
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    warm()
    if given.one:
        print(one(int(given.one[0]), float(given.one[1])))
        return
    asked = Asked(min(given.seeds, 2) if given.quick else given.seeds, given.quick)
    load = os.getloadavg()[0]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f} at the start, seeds from 0"
    lines = [HEAD, "| --- | --- | --- | --- |"]
    print("\n".join(lines), flush=True)
    for name in given.only.split(","):
        for row in PARTS[name](asked):
            lines.append(str(row))
            print(row, flush=True)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join([f"# Forming circles ({machine})", "", *_with_others(lines), ""]))


def _with_others(lines: list[str]) -> list[str]:
    """What was measured now, after what an earlier run measured of the rest."""
    now = {line.split(" | ")[0] for line in lines}
    before = RESULTS.read_text().splitlines() if RESULTS.exists() else []
    kept = [line for line in before if line.startswith("| ") and line.split(" | ")[0] not in now]
    return [*lines[:2], *kept, *lines[2:]]


if __name__ == "__main__":
    main()
