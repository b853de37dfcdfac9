"""CPU, requests/s, p95 and size of the everyday pages, as ratios to a bare Django view, in one run.

    bin/bench pages [--people 1000] [--requests 200] [--clients 8]

Two servers of the same kind (uvicorn, one process) run side by side: ours on a SQLite database of its
own with a living community, and the smallest Django project that shows a page with 20 rows of a query.
CPU is the process's own (user and system) over sequential requests; requests/s and p95 are taken with several
clients at once. The table is written to results/pages.md.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
BARE = "a bare view"


@dataclass(frozen=True)
class Row:
    """What a page costs: CPU a request; requests a second and the 95th percentile with all clients; size."""

    cpu_ms: float
    per_second: float
    p95_ms: float
    bytes: int
    compressed: int


@dataclass
class Server:
    application: str
    environment: dict[str, str]
    port: int = 0

    def __enter__(self) -> Server:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = [sys.executable, "-m", "uvicorn", self.application, "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--log-level", "error"], env={**os.environ, **self.environment}, cwd=HERE
        )
        for _ in range(400):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        raise RuntimeError(f"{self.application} did not start")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(10)

    def get(self, connection: http.client.HTTPConnection, path: str, cookie: str) -> bytes:
        connection.request(
            "GET", path, headers={"Cookie": cookie, "Host": "localhost", "Accept-Language": "fr"}
        )
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return content

    def measure(self, path: str, cookie: str, requests: int, clients: int) -> Row:
        """One page, asked for one at a time, then by several clients at once."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        content = [self.get(connection, path, cookie) for _ in range(10)][-1]
        watched = psutil.Process(self.process.pid)
        before = sum(watched.cpu_times()[:2])
        for _ in range(requests):
            self.get(connection, path, cookie)
        spent = sum(watched.cpu_times()[:2]) - before
        began = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            waits = list(pool.map(lambda _: self.waits(path, cookie, requests // clients), range(clients)))
        took, all_waits = time.perf_counter() - began, sorted(wait for each in waits for wait in each)
        return Row(
            cpu_ms=1000 * spent / requests,
            per_second=len(all_waits) / took,
            p95_ms=1000 * all_waits[int(len(all_waits) * 0.95)],
            bytes=len(content),
            compressed=len(gzip.compress(content)),
        )

    def waits(self, path: str, cookie: str, requests: int) -> list[float]:
        """Seconds of each of these requests, one after the other."""
        own = http.client.HTTPConnection("127.0.0.1", self.port)
        waits = []
        for _ in range(requests):
            began = time.perf_counter()
            self.get(own, path, cookie)
            waits.append(time.perf_counter() - began)
        return waits

    @property
    def megabytes(self) -> float:
        return psutil.Process(self.process.pid).memory_info().rss / 2**20


def living_community(people: int) -> dict[str, str]:
    """Fill the database of the environment; returns the pages to measure and the cookie to read them with."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.urls import reverse

    from essaim.commands.frame import prepare

    prepare()
    import living

    community, circle, person = living.fill(people)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return {
        "cookie": f"sessionid={session.session_key}",
        "the community": reverse("community", args=[community.slug]),
        "the list of circles": reverse("circles", args=[community.slug]),
        "one circle": reverse("circle", args=[community.slug, circle.pk]),
        "the people": reverse("people", args=[community.slug]),
    }


def questions(pages: dict[str, str], cookie: str) -> dict[str, int]:
    """How many queries each page makes, asked in this process."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"Host": "localhost", "Cookie": cookie})
    client.cookies["sessionid"] = cookie.removeprefix("sessionid=")
    asked = {}
    for name, path in pages.items():
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked[name] = len(queries)
    return asked


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=1000)
    asked.add_argument("--requests", type=int, default=200)
    asked.add_argument("--clients", type=int, default=8)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = {
            "ESSAIM_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "essaim.settings",
            "ESSAIM_HOSTS": "localhost",
        }
        os.environ.update(ours)
        sys.path.insert(0, str(HERE))
        print(f"A living community of {given.people} people…", flush=True)
        pages = living_community(given.people)
        cookie = pages.pop("cookie")
        queries = {BARE: 1} | questions(pages, cookie)
        rows = {}
        with (
            Server("bare:application", {"DJANGO_SETTINGS_MODULE": "bare"}) as bare,
            Server("essaim.asgi:application", ours) as essaim,
        ):
            for name, path in ({BARE: "/"} | pages).items():
                print(f"{name}…", flush=True)
                server = bare if name == BARE else essaim
                rows[name] = server.measure(path, cookie, given.requests, given.clients)
            memory = essaim.megabytes, bare.megabytes
    report(rows, queries, memory, given)


def report(
    rows: dict[str, Row], queries: dict[str, int], memory: tuple[float, float], given: argparse.Namespace
) -> None:
    load = os.getloadavg()[0]
    floor = rows[BARE]
    lines = [
        "# Pages",
        "",
        f"`bin/bench pages --people {given.people} --requests {given.requests} --clients {given.clients}`: "
        f"{os.cpu_count()} cores, load {load:.1f}. Each figure is followed by its ratio to the bare view.",
        "",
        "| page | queries | CPU ms | × | requests/s | × | p95 ms | × | kB | compressed |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, row in rows.items():
        cells = [name, str(queries[name])]
        for figure in ("cpu_ms", "per_second", "p95_ms"):
            cells += [f"{getattr(row, figure):.1f}", f"{getattr(row, figure) / getattr(floor, figure):.2f}"]
        cells += [f"{row.bytes / 1000:.1f}", f"{row.compressed / 1000:.1f}"]
        lines.append(f"| {' | '.join(cells)} |")
    ours, bare = memory
    lines += ["", f"Memory of the web process: {ours:.0f} MB, {ours / bare:.2f} times the bare one."]
    print("\n".join(lines))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "pages.md").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
