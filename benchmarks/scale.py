"""From 64 to 5,000 people: the search, the board, a change weighed, the launch, many writers at once.

    bin/bench scale [PEOPLE …]

For each number of people, a community like a real one, served by a web process and a worker of its own, is
taken the whole way through its pages: how long from the click to the board that shows the proposal, how often
progress was told meanwhile, how long a board and the consequences of a move take, how long a launch and its
invitations; and how much memory the web process ever held. Then eight people write at once for a few seconds,
each answer to an invitation a durable write. On SQLite.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import psutil
from pages import Server
from writes import synced

PEOPLE = (64, 200, 5_000)
ENOUGH = 600.0
WRITERS = 8
WRITING = 5.0
TOKEN = "t" * 32


@dataclass
class Browser:
    """Somebody signed in, on a connection that stays open."""

    port: int
    cookie: str

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ENOUGH)

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str, str]:
        """(status, where it leads, the page)."""
        headers = {"Host": "localhost", "Cookie": f"csrftoken={TOKEN}; {self.cookie}", "X-CSRFToken": TOKEN}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, urlencode(fields) if fields else None, headers)
        answer = self.line.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read().decode()


def people_of(count: int) -> bytes:
    """A list of people like real ones, drawn from a seed."""
    from essaim.engines.grouping.realistic import community

    lines = ["E-mail;Prénom;Nom;Langues;Disponibilités;Site;Métier;Animer"]
    for n, person in enumerate(community(count, seed=1).people):
        slots = ", ".join(
            f"{slot} !" if slot in person.preferred else str(slot) for slot in sorted(person.possible or ())
        )
        values = [next(iter(person.values.get(key, ())), "") for key in ("site", "topic")]
        offer = str(person.facilitates or "")
        languages = ", ".join(person.languages)
        lines.append(";".join([person.key, f"Prénom{n}", f"Nom{n}", languages, slots, *values, offer]))
    return "\n".join(lines).encode()


def begun(count: int) -> tuple[Any, Any]:
    """A community with these people and a round of forming, and its pilot."""
    from essaim.circles.actions.rounds import begin_round
    from essaim.communities.actions import found_community
    from essaim.communities.actions.lists import bring, confirm
    from essaim.communities.models import Membership
    from essaim.core import jobs
    from essaim.demo.living import WISHES
    from essaim.people.models import Person

    claire = Person.objects.create_user("claire@exemple.fr", name="Claire Martin", language="fr")
    made = found_community(actor=claire, name="Banc", slug="banc", languages=["fr", "en"])
    brought = bring(actor=claire, community=made, name="liste.csv", content=people_of(count))
    jobs.run_all()
    brought.refresh_from_db()
    confirm(actor=claire, people_list=brought, tell=False)
    jobs.run_all()
    everyone = Membership.objects.filter(community=made, arrival="imported")
    if everyone.count() != count:
        raise RuntimeError(f"{everyone.count()} of {count} people came in: {brought.checked}")
    options = {**WISHES, "facilitators": [0, 1]}
    return begin_round(actor=claire, community=made, name="Banc", options=options, people=everyone), claire


def signed_in(person: Any) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


@contextmanager
def worker() -> Iterator[None]:
    """A worker at work."""
    from essaim.core.models import Worker

    process = subprocess.Popen([sys.executable, "-m", "essaim.cli", "worker"])
    until(Worker.objects.exists)
    yield
    process.terminate()
    process.wait()


def until(condition: Callable[[], Any], every: float = 0.05) -> None:
    began = time.perf_counter()
    while not condition():
        if time.perf_counter() - began > ENOUGH:
            raise TimeoutError
        time.sleep(every)


def searched(browser: Browser, base: str) -> dict[str, Any]:
    """Click, follow the page of progress as a browser does, and open the board."""
    told: set[str] = set()

    def there() -> bool:
        status, _, page = browser.ask("GET", f"{base}search/")
        found = re.search(r"<[^>]*progress[^>]*>.*?</", page, re.S)
        told.add(found.group() if found else "")
        return status == 302

    began = time.perf_counter()
    browser.ask("POST", f"{base}search/")
    until(there, 0.3)
    status, _, page = browser.ask("GET", f"{base}board/")
    if status != 200:
        raise RuntimeError(f"the board answered {status}")
    return {
        "search s": time.perf_counter() - began,
        "progress": len(told),
        "board kB": len(page.encode()) / 1024,
    }


def median_ms(browser: Browser, path: str, times: int = 15) -> float:
    """The median milliseconds of a page, in sequence."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        status, _, _ = browser.ask("GET", path)
        spent.append(1000 * (time.perf_counter() - began))
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
    return statistics.median(spent)


def launched(browser: Browser, base: str, forming: Any) -> dict[str, Any]:
    """Launch over the pages, then wait until everyone's invitation is written."""
    from essaim.circles.actions.planning import plan_launch
    from essaim.circles.models import Seat
    from essaim.circles.queries.forming import latest
    from essaim.circles.queries.launch import plan_of

    board, plan = latest(forming), plan_of(forming)
    shared = {name: getattr(plan, name) for name in ("minutes", "rhythm_weeks", "meetings", "skipped")}
    place = {"place": "Salle 3"}
    plan_launch(
        actor=forming.by, forming=forming, arrangement=board, shared=shared, circles={}, everywhere=place
    )
    shown = median_ms(browser, f"{base}launch/", 3)
    began = time.perf_counter()
    status, where, _ = browser.ask("POST", f"{base}launch/now/", number=str(board.number), told="mail")
    click = time.perf_counter() - began
    if status != 302 or not where.endswith("/done/"):
        raise RuntimeError(f"the launch answered {status} {where}")
    until(lambda: not Seat.objects.filter(invited_at__isnull=True).exists())
    return {"launch page ms": shown, "launch s": click, "invited s": time.perf_counter() - began}


def written_at_once(port: int) -> dict[str, Any]:
    """Eight people answer invitations at once for a few seconds."""
    from essaim.circles.models import Seat, SeatAnswer
    from essaim.core.links import sign

    paths = [f"/seat/{sign('seat', pk)}/" for pk in Seat.objects.values_list("pk", flat=True)[:WRITERS]]
    limit = time.perf_counter() + WRITING

    def write(path: str) -> list[tuple[int, float]]:
        browser, done = Browser(port, ""), []
        while time.perf_counter() < limit:
            began = time.perf_counter()
            status, _, _ = browser.ask("POST", path, answer="suits", note=str(len(done)))
            done.append((status, 1000 * (time.perf_counter() - began)))
        return done

    before = SeatAnswer.objects.count()
    with ThreadPoolExecutor(WRITERS) as pool:
        done = [one for each in pool.map(write, paths) for one in each]
    kept = SeatAnswer.objects.count() - before
    fine = [spent for status, spent in done if status == 302]
    if kept != len(fine):
        raise RuntimeError(f"{len(fine)} writes were acknowledged, {kept} are kept")
    return {
        "writes/s": len(fine) / WRITING,
        "p95 ms": statistics.quantiles(fine, n=20)[-1],
        "refused": len(done) - len(fine),
    }


def measured(count: int) -> dict[str, Any]:
    """The whole way with so many people, in a folder of its own. Run in a process of its own."""
    from essaim.commands.frame import prepare, wake

    wake()
    prepare()
    from essaim.circles.queries.forming import latest

    forming, claire = begun(count)
    base = f"/c/banc/forming/{forming.pk}/"
    with worker(), Server("essaim.asgi:application", {}) as web:
        process = psutil.Process(web.process.pid)
        browser = Browser(web.port, signed_in(claire))
        row = {"people": count, **searched(browser, base)}
        board = latest(forming)
        person, circle = board.circles[0]["people"][-1], board.circles[-1]["id"]
        asked = {"number": board.number, "verb": "move", "person": person, "circle": circle}
        row["board ms"] = median_ms(browser, f"{base}board/", 5)
        row["change ms"] = median_ms(browser, f"{base}board/changes/?{urlencode(asked)}")
        row |= launched(browser, base, forming)
        row |= written_at_once(web.port)
        row["web MB"] = process.memory_info().rss / 2**20
        row["circles"], row["unplaced"] = len(board.circles), len(board.unplaced)
    return row


def main(counts: tuple[int, ...]) -> None:
    rows = []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["ESSAIM_VAR"] = folder
            code = f"import json, scale; print(json.dumps(scale.measured({count})))"
            here = os.path.dirname(os.path.abspath(__file__))
            done = subprocess.run([sys.executable, "-c", code], cwd=here, stdout=subprocess.PIPE, check=True)
            rows.append(json.loads(done.stdout.splitlines()[-1]))
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, fsync {synced():.0f} a second\n")
    print(f"| | {' | '.join(str(row['people']) for row in rows)} |")
    print("| --- |" + " ---: |" * len(rows))
    for name in rows[0]:
        if name != "people":
            print(f"| {name} | {' | '.join(f'{row[name]:,.1f}' for row in rows)} |")


if __name__ == "__main__":
    main(tuple(int(argument) for argument in sys.argv[1:]) or PEOPLE)
