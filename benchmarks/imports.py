"""How long 50,000 people take to come in, from the file to the community, and what memory it needs.

    bin/bench imports [ROWS]

The whole way is measured: the list is brought, the worker reads and checks it, it is confirmed, the worker
writes it in one transaction. Once as CSV, once as XLSX, each into a community of its own. Meanwhile somebody
else writes a line every twentieth of a second: their longest wait is told too. On SQLite unless DATABASE_URL
says otherwise.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from typing import Any

import psutil
import rosters

ENOUGH = 300.0


def rows(count: int) -> list[tuple[str, ...]]:
    """A realistic list: the rows of the benchmark of rosters; one person in five wrote words, not slots.

    There are a thousand different ways of saying it, as people write.
    """
    made = []
    for n, row in enumerate(rosters.people(count)):
        if n % 5 == 4:
            words = f"{rosters.PHRASES[n % len(rosters.PHRASES)]}, semaine {n // 5 % 1000}"
            row = (*row[:4], words, "", "", *row[7:])
        made.append(row)
    return made


class Watch(threading.Thread):
    """Looks at a process and its children all the time; `peak` is the most memory one of them held, in MB."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.process, self.peak, self.own, self.over = (
            psutil.Process(process.pid),
            0.0,
            0.0,
            threading.Event(),
        )

    def run(self) -> None:
        while not self.over.wait(0.05):
            try:
                family = [each.memory_info().rss / 2**20 for each in self.process.children(recursive=True)]
                self.own = max(self.own, self.process.memory_info().rss / 2**20)
            except psutil.NoSuchProcess:
                continue
            self.peak = max([self.peak, *family])


class Neighbour(threading.Thread):
    """Somebody who writes a line from time to time.

    `longest` is the most seconds one took, `refused` how many could not be written.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.longest, self.refused, self.over = 0.0, 0, threading.Event()

    def run(self) -> None:
        from uuid import uuid4

        from django.db import OperationalError, connection

        from essaim.core.models import Receipt

        while not self.over.wait(0.05):
            began = time.perf_counter()
            try:
                Receipt.objects.create(key=uuid4(), location="/")
            except OperationalError:
                self.refused += 1
            self.longest = max(self.longest, time.perf_counter() - began)
        connection.close()


def until(condition: Callable[[], Any]) -> float:
    """Seconds until it is true. Raises TimeoutError."""
    began = time.perf_counter()
    while not condition():
        if time.perf_counter() - began > ENOUGH:
            raise TimeoutError(f"not within {ENOUGH:.0f} s")
        time.sleep(0.05)
    return time.perf_counter() - began


def came_in(name: str, content: bytes) -> dict[str, Any]:
    """Bring one list into a community of its own, with a worker of its own."""
    from essaim.communities.actions import found_community
    from essaim.communities.actions.lists import bring, confirm
    from essaim.communities.models import Membership, PeopleList
    from essaim.people.models import Person

    claire, _ = Person.objects.get_or_create(email="claire@exemple.fr", defaults={"name": "Claire Martin"})
    community = found_community(actor=claire, **founding(name))
    worker = subprocess.Popen([sys.executable, "-m", "essaim.cli", "worker"])
    watch, neighbour = Watch(worker), Neighbour()
    watch.start()
    neighbour.start()

    def is_in(state: str) -> bool:
        now = PeopleList.objects.values_list("state", flat=True).get(pk=brought.pk)
        if now == "failed":
            raise RuntimeError("the list was refused")
        return now == state

    try:
        began = time.perf_counter()
        brought = bring(actor=claire, community=community, name=name, content=content)
        until(lambda: is_in("checked"))
        checked = time.perf_counter()
        brought.refresh_from_db()
        confirm(actor=claire, people_list=brought, tell=False)
        until(lambda: is_in("done"))
        ended = time.perf_counter()
    finally:
        watch.over.set()
        neighbour.over.set()
        neighbour.join()
        worker.terminate()
        worker.wait()
    people = Membership.objects.filter(community=community, arrival="imported").count()
    return {
        "name": name,
        "megabytes": len(content) / 1e6,
        "people": people,
        "check": checked - began,
        "write": ended - checked,
        "peak": watch.peak,
        "own": watch.own,
        "waited": neighbour.longest,
        "refused": neighbour.refused,
    }


def founding(name: str) -> dict[str, Any]:
    return {"name": f"Banc {name}", "slug": f"banc-{name.split('.')[-1]}", "languages": ["fr"]}


def main(count: int = 50_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ESSAIM_VAR"] = folder
        from essaim.commands.frame import prepare, wake

        wake()
        prepare()
        people = rows(count)
        done = [came_in("liste.csv", rosters.as_csv(people)), came_in("liste.xlsx", rosters.as_xlsx(people))]
    print(f"{count:,} rows, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    heads = "list | MB | people | check s | write s | all s | peak MB | worker MB | others waited s | refused"
    print(f"| {heads} |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for one in done:
        print(f"| {one['name']} | {one['megabytes']:.1f} | {one['people']:,} | {one['check']:.1f} ", end="")
        print(f"| {one['write']:.1f} | {one['check'] + one['write']:.1f} | {one['peak']:.0f} ", end="")
        print(f"| {one['own']:.0f} | {one['waited']:.1f} | {one['refused']} |")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
