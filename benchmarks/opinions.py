"""Opinions: lists, bridging, camps of 2,000 people on 200 statements, near ideas: time and memory.

    python benchmarks/opinions.py

A table goes to the screen and to `benchmarks/results/opinions.md`, and says of each target whether it is met.
Each line is measured in a process of its own, as a worker would run it. Targets are held against the seconds
of processor that it took, which other work on the machine hardly lengthens; the clock's are beside. Memory is
the most it held, Python and the packages it loads included. Takes about a minute.
"""

from __future__ import annotations

import json
import os
import platform
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from essaim.engines.opinions import Votes, bridging, find_camps, lists, merge_proposals, similar

RESULTS = Path(__file__).resolve().parent / "results" / "opinions.md"
PEOPLE, STATEMENTS = 2_000, 200
SYLLABLES = [
    "ré",
    "u",
    "ni",
    "on",
    "for",
    "ma",
    "tion",
    "lo",
    "cal",
    "ve",
    "tra",
    "vail",
    "sa",
    "tis",
    "ment",
]
SMALL = ["de", "la", "les", "pour", "une", "et", "plus", "dans", "nous"]


def votes(camps: bool) -> Votes:
    """Two thousand people, who say something of four statements in five: two camps, or as dice fall."""
    draw = random.Random(1)
    leans = [draw.choice((1, -1)) for _ in range(STATEMENTS)]

    def cell(side: int, lean: int) -> int | None:
        if draw.random() < 0.2:
            return None
        if draw.random() < 0.1:
            return 0
        faithful = draw.random() < (0.75 if camps else 0.5)
        return side * lean if faithful else -side * lean

    rows = tuple(tuple(cell(1 if n % 2 else -1, lean) for lean in leans) for n in range(PEOPLE))
    return Votes(tuple(range(PEOPLE)), tuple(range(STATEMENTS)), rows)


def texts(count: int) -> list[str]:
    """Short answers whose words come as words do: a few often, most of them rarely."""
    draw = random.Random(1)
    vocabulary = ["".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))) for _ in range(3_000)]
    often = [1 / (n + 1) for n in range(len(vocabulary))]
    return [
        " ".join(draw.choices(SMALL, k=4) + draw.choices(vocabulary, often, k=draw.randint(3, 12)))
        for _ in range(count)
    ]


def of_sixty_words(count: int) -> list[str]:
    """The worst that can be given: all texts made of the same few words."""
    draw = random.Random(1)
    few = ["".join(draw.choices(SYLLABLES, k=4)) for _ in range(60)]
    return [" ".join(draw.sample(few, 12)) for _ in range(count)]


def asked(count: int, *, before: bool = False) -> Callable[[], str]:
    """A question; the next ones are quicker, since a process remembers the stems of the words it has read."""
    given = texts(count)
    if before:
        similar(given, given[0])
    return lambda: f"{len(similar(given, given[3]))} near"


def said_of(camps: bool) -> Callable[[], str]:
    given = votes(camps)

    def ask() -> str:
        found = find_camps(given)
        return "shown" if found.shown else "not shown: " + ", ".join(found.failed)

    return ask


def listed() -> Callable[[], str]:
    given = votes(camps=True)
    return lambda: f"{len(lists(given).standings)} statements"


def bridged() -> Callable[[], str]:
    given, groups = votes(camps=True), {n: n % 20 for n in range(PEOPLE)}
    return lambda: f"{len(bridging(given, groups).bridging)} bridge 20 groups"


def proposed(given: list[str]) -> Callable[[], str]:
    return lambda: f"{len(merge_proposals(given))} pairs"


TASKS: dict[str, tuple[float | None, Callable[[], Callable[[], str]]]] = {
    "lists, 2,000 × 200": (1, listed),
    "bridging, 2,000 × 200, 20 groups": (3, bridged),
    "camps, 2,000 × 200, two camps": (30, lambda: said_of(True)),
    "camps, 2,000 × 200, as dice fall": (30, lambda: said_of(False)),
    "near ideas among 500 texts, the first question": (None, lambda: asked(500)),
    "near ideas among 500 texts, the next ones": (0.05, lambda: asked(500, before=True)),
    "near ideas among 5,000 texts, the next ones": (None, lambda: asked(5_000, before=True)),
    "merge proposals, 500 texts": (0.5, lambda: proposed(texts(500))),
    "merge proposals, 5,000 texts": (5, lambda: proposed(texts(5_000))),
    "merge proposals, 5,000 texts of the same 60 words": (10, lambda: proposed(of_sixty_words(5_000))),
}


def measure(what: str) -> None:
    """In the process of its own: what it found, seconds of processor and of clock, megabytes."""
    task = TASKS[what][1]()
    began, at = time.perf_counter(), time.process_time()
    found = task()
    worked, waited = time.process_time() - at, time.perf_counter() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([found, worked, waited, megabytes]))


def row(what: str) -> str:
    ran = subprocess.run([sys.executable, __file__, what], capture_output=True, text=True, check=True)
    found, worked, waited, megabytes = json.loads(ran.stdout)
    target = TASKS[what][0]
    asked = f"under {target} s" if target else ""
    met = "" if target is None else "met" if worked < target else "**missed**"
    measured = f"{worked:.3f} s ({waited:.3f} s by the clock), {megabytes:.0f} MB"
    return f"| {what} | {asked} | {met} | {measured} | {found} |"


def main() -> None:
    load = os.getloadavg()[0]
    lines = [
        f"# Opinions ({platform.machine()}, {os.cpu_count()} cores, load {load:.1f} at the start)",
        "",
        "| what | target | | measured | found |",
        "| --- | --- | --- | --- | --- |",
    ]
    print("\n".join(lines))
    for what in TASKS:
        lines.append(row(what))
        print(lines[-1], flush=True)
    RESULTS.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    measure(sys.argv[1]) if len(sys.argv) > 1 else main()
