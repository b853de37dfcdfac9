"""CPU per request and requests/s of the everyday pages, as ratios to a bare Django view, in one run.

    bin/bench pages [--people 1000] [--requests 300] [--clients 8]

Two servers of the same kind (uvicorn, one process) run side by side: ours on a SQLite database of its
own with a living community, and the smallest Django project that shows a page with 20 rows of a query.
CPU is the process's own (user and system) over sequential requests; requests/s is counted with several
clients at once.
"""

from __future__ import annotations

import argparse
import http.client
import json
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

    def get(self, connection: http.client.HTTPConnection, path: str, cookie: str) -> int:
        connection.request(
            "GET", path, headers={"Cookie": cookie, "Host": "localhost", "Accept-Language": "fr"}
        )
        answer = connection.getresponse()
        size = len(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return size

    def measure(self, path: str, cookie: str, requests: int, clients: int) -> dict[str, float]:
        """CPU milliseconds a request, requests a second, and the page's size in bytes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        size = [self.get(connection, path, cookie) for _ in range(20)][-1]
        watched = psutil.Process(self.process.pid)
        before = sum(watched.cpu_times()[:2])
        for _ in range(requests):
            self.get(connection, path, cookie)
        spent = sum(watched.cpu_times()[:2]) - before

        def client(_: int) -> None:
            own = http.client.HTTPConnection("127.0.0.1", self.port)
            for _ in range(requests // clients):
                self.get(own, path, cookie)

        began = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(client, range(clients)))
        rate = (requests // clients) * clients / (time.perf_counter() - began)
        return {"cpu_ms": 1000 * spent / requests, "per_second": rate, "bytes": size}


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


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=1000)
    asked.add_argument("--requests", type=int, default=300)
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
        pages = living_community(given.people)
        cookie = pages.pop("cookie")
        rows = {}
        with (
            Server("bare:application", {"DJANGO_SETTINGS_MODULE": "bare"}) as bare,
            Server("essaim.asgi:application", ours) as essaim,
        ):
            rows["a bare view"] = bare.measure("/", "", given.requests, given.clients)
            for name, path in pages.items():
                rows[name] = essaim.measure(path, cookie, given.requests, given.clients)
            memory = psutil.Process(essaim.process.pid).memory_info().rss / 2**20
    report(rows, memory, given)


def report(rows: dict[str, dict[str, float]], memory: float, given: argparse.Namespace) -> None:
    floor = rows["a bare view"]
    lines = [
        f"{given.people} people, {given.requests} requests, {given.clients} clients, {os.cpu_count()} cores",
        "",
        "| page | CPU ms | × bare | requests/s | ÷ bare | kB |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, row in rows.items():
        cpu, rate = row["cpu_ms"], row["per_second"]
        ratios = f"{cpu / floor['cpu_ms']:.2f} | {rate:.0f} | {rate / floor['per_second']:.2f}"
        lines.append(f"| {name} | {cpu:.1f} | {ratios} | {row['bytes'] / 1024:.1f} |")
    lines += ["", f"Memory of the web process: {memory:.0f} MB"]
    print("\n".join(lines))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "pages.md").write_text("# Pages\n\n" + "\n".join(lines) + "\n", "utf-8")
    (RESULTS / "pages.json").write_text(
        json.dumps({"rows": rows, "memory_mb": memory}, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
