"""Eight people write at once on SQLite, without and with turns, beside what the disk and SQLite alone can do.

    bin/bench writes [ROUNDS]

In each round, one after the other, so that all see the same disk: how many times a second the disk keeps 4 kB
for good; how many transactions of one row a bare SQLite keeps from a single writer; then eight people write,
through one web process (to answer an invitation is a request and a transaction) and from eight processes (the
verb without the page), on Django's own SQLite and on ours. The medians of the rounds are printed, and written
to results/writes.md.
"""

from __future__ import annotations

import json
import math
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pages import HERE, RESULTS, Server

WRITERS = 8
SECONDS = 3.0
SETTINGS = {"without turns": "unqueued", "with turns": "essaim.settings"}


def synced(seconds: float = 0.5) -> float:
    """How many times a second this disk keeps something for good."""
    limit, times = time.perf_counter() + seconds, 0
    with tempfile.TemporaryFile() as file:
        while time.perf_counter() < limit:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            times += 1
    return times / seconds


def bare(seconds: float = 1.0) -> float:
    """Transactions a second of one writer alone, with the settings of ours and nothing of Django."""
    with tempfile.TemporaryDirectory() as folder:
        kept = sqlite3.connect(Path(folder) / "bare.sqlite3", isolation_level=None)
        kept.execute("PRAGMA journal_mode=WAL")
        kept.execute("PRAGMA synchronous=FULL")
        kept.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, note TEXT)")
        limit, times = time.perf_counter() + seconds, 0
        while time.perf_counter() < limit:
            kept.execute("BEGIN IMMEDIATE")
            kept.execute("INSERT INTO answer (note) VALUES (?)", [str(times)])
            kept.execute("COMMIT")
            times += 1
        kept.close()
    return times / seconds


def repeated(write: Callable[[int], None], seconds: float = SECONDS) -> list[float]:
    """The milliseconds of each write, one after the other for so long."""
    spent: list[float] = []
    limit = time.perf_counter() + seconds
    while (began := time.perf_counter()) < limit:
        write(len(spent))
        spent.append(1000 * (time.perf_counter() - began))
    return spent


def by_page(port: int, seats: list[int]) -> list[list[float]]:
    """Eight browsers answer invitations through one web process."""
    from scale import Browser

    from essaim.core.links import sign

    def person(seat: int) -> list[float]:
        browser, path = Browser(port, ""), f"/seat/{sign('seat', seat)}/"

        def write(n: int) -> None:
            status, _, _ = browser.ask("POST", path, answer="suits", note=f"on a page {n}")
            if status != 302:
                raise RuntimeError(f"answered {status}")

        return repeated(write)

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(person, seats))


def by_process(seats: list[int]) -> list[list[float]]:
    """Eight processes call the verb; each begins when all are ready."""
    code = "import sys, writes; writes.one_process(int(sys.argv[1]))"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(seat)],
            cwd=HERE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seat in seats
    ]
    for process in started:
        process.stdout.readline()
    for process in started:
        process.stdin.close()
    return [json.loads(process.stdout.read()) for process in started]


def one_process(pk: int) -> None:
    """Say that we are ready, wait for the others, write, and tell how long each took."""
    import django

    django.setup()
    from essaim.circles.actions.answers import answer
    from essaim.circles.models import Seat

    seat = Seat.objects.get(pk=pk)
    person = seat.membership.person
    print("ready", flush=True)
    sys.stdin.read()
    spent = repeated(lambda n: answer(actor=person, seat=seat, answer="suits", note=f"in a process {n}"))
    print(json.dumps(spent))


def measured() -> dict[str, list[list[float]]]:
    """One round under the settings of the environment. Run in a process of its own."""
    from essaim.commands.frame import prepare, wake

    wake()
    prepare()
    import living
    from scale import worker

    from essaim.circles.models import Seat, SeatAnswer

    living.fill(40)
    seats = list(Seat.objects.values_list("pk", flat=True)[:WRITERS])
    told = {}
    with worker():
        with Server("essaim.asgi:application", {}) as web:
            told["pages"] = by_page(web.port, seats)
        told["processes"] = by_process(seats)
    kept = SeatAnswer.objects.count()
    acknowledged = sum(len(spent) for each in told.values() for spent in each)
    if kept != acknowledged:
        raise RuntimeError(f"{acknowledged} writes were acknowledged, {kept} are kept")
    return told


def in_a_process(settings: str) -> dict[str, list[list[float]]]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "ESSAIM_VAR": folder, "DJANGO_SETTINGS_MODULE": settings}
        code = "import json, writes; print(json.dumps(writes.measured()))"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=HERE, env=environment, stdout=subprocess.PIPE, check=True
        )
    return json.loads(done.stdout.splitlines()[-1])


def main(rounds: int) -> None:
    disk: list[float] = []
    alone: list[float] = []
    rows: dict[tuple[str, str], list[tuple[float, ...]]] = {}
    for _ in range(rounds):
        for name, settings in SETTINGS.items():
            disk.append(synced())
            alone.append(bare())
            for way, each in in_a_process(settings).items():
                rows.setdefault((way, name), []).append(figures(each))
    report(disk, alone, rows)


def figures(each: list[list[float]]) -> tuple[float, ...]:
    """What is told of one round: whoever is kept waiting writes little, and must not vanish in the crowd."""
    spent = [one for own in each for one in own]
    counts = [len(own) for own in each]
    slowest = max(share(own, 0.95) for own in each)
    times = share(spent, 0.5), share(spent, 0.95), slowest, max(spent)
    return len(spent) / SECONDS, *times, min(counts), max(counts)


def share(spent: list[float], part: float) -> float:
    """The time within which this part of them was done."""
    return sorted(spent)[math.ceil(part * len(spent)) - 1]


def report(disk: list[float], alone: list[float], rows: dict[tuple[str, str], Any]) -> None:
    ceiling = statistics.median(alone)
    lines = [
        "# Eight people write at once, on SQLite",
        "",
        f"`bin/bench writes {len(disk) // len(SETTINGS)}`: {os.cpu_count()} cores, load "
        f"{os.getloadavg()[0]:.1f}; medians of the rounds.",
        "",
        f"- The disk keeps 4 kB {statistics.median(disk):,.0f} times a second "
        f"({min(disk):,.0f} to {max(disk):,.0f}).",
        f"- A bare SQLite, one writer alone, keeps {ceiling:,.0f} transactions a second "
        f"({min(alone):,.0f} to {max(alone):,.0f}).",
        "",
        "| eight writers | | writes/s | of bare | p50 ms | p95 ms | p95 of the slowest writer | longest | "
        "writes of one writer |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for (way, name), found in rows.items():
        rate, *times, least, most = (statistics.median(column) for column in zip(*found, strict=True))
        spent = " | ".join(f"{each:,.0f}" for each in times)
        lines.append(
            f"| {way} | {name} | {rate:,.0f} | {rate / ceiling:.2f} | {spent} | {least:.0f} to {most:.0f} |"
        )
    text = "\n".join(lines) + "\n"
    print(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "writes.md").write_text(text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
