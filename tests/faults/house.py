"""The web process and the worker for real, on a shared database, and the ways in which they fall."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import psutil
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from essaim.core.models import Worker
from essaim.people.models import Person
from factories.workplace import url

BOUND = 90.0
CARELESS = Path(__file__).parent / "careless"


class House:
    """Starts processes, and remembers them so that none is left behind."""

    def __init__(self) -> None:
        self.processes: list[subprocess.Popen[bytes]] = []

    def worker(self, *, mail_url: str = "", careless: bool = False) -> subprocess.Popen[bytes]:
        return self._start("-m", "essaim.cli", "worker", mail_url=mail_url, careless=careless)

    def web(self, *, careless: bool = False) -> Web:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        served = ("-m", "uvicorn", "essaim.asgi:application", "--port", str(port), "--log-level", "error")
        process = self._start(*served, careless=careless)
        self.until(lambda: answers(port))
        return Web(process, port)

    def until(self, condition: Callable[[], Any], within: float = BOUND) -> None:
        """Wait for something that comes true, looked at some hundred times a second."""
        limit = time.monotonic() + within
        while not condition():
            for process in self.processes:
                assert process.poll() is None, f"a process ended with {process.returncode}"
            assert time.monotonic() < limit, f"not true within {within:.0f} s"
            time.sleep(0.002)

    def fall(self, process: subprocess.Popen[bytes]) -> None:
        """Kill −9 a process and all that it started, all in one go."""
        family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
        for each in family:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        psutil.wait_procs(family, timeout=BOUND)
        process.wait()
        self.processes.remove(process)
        # Elsewhere a dead worker is known by its silence of half a minute, which nobody waits for here.
        Worker.objects.update(beat_at="2020-01-01T00:00Z")

    def close(self) -> None:
        for process in list(self.processes):
            self.fall(process)

    def _start(self, *command: str, mail_url: str = "", careless: bool = False) -> subprocess.Popen[bytes]:
        more = {"DATABASE_URL": url(), "ESSAIM_MAIL_URL": mail_url}
        if careless:
            more["PYTHONPATH"] = str(CARELESS)
        process = subprocess.Popen([sys.executable, *command], env=os.environ | more)
        self.processes.append(process)
        return process


class Web:
    """A web process, and a browser in which somebody is signed in."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def get(self, path: str, cookie: str = "") -> HTTPConnection:
        """Ask for a page and come back at once."""
        browser = HTTPConnection("127.0.0.1", self.port, timeout=BOUND)
        browser.request("GET", path, headers={"Host": "localhost", "Cookie": cookie})
        return browser

    def post(self, path: str, cookie: str = "", **fields: str) -> HTTPConnection:
        """Send a form and come back at once: `getresponse()` waits for the answer."""
        token = "t" * 32
        browser = HTTPConnection("127.0.0.1", self.port, timeout=BOUND)
        headers = {
            "Host": "localhost",
            "Cookie": f"csrftoken={token}; {cookie}",
            "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        browser.request("POST", path, urlencode(fields), headers)
        return browser


def signed_in(person: Person) -> str:
    """The cookie of somebody's session."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


def once() -> str:
    """The hidden key of a form."""
    return str(uuid4())


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Midway:
    """The moment at which somebody is in the middle of writing to `table`: some of it written, not kept yet.

    On PostgreSQL the table is held, so that whoever writes stops before it. On SQLite the write-ahead log has
    grown by `pages` since; or, for what is too small to show there (0 pages), the write lock is taken.
    """

    def __init__(self, table: str, *, pages: int = 0) -> None:
        self.table, self.pages = table, pages

    def __enter__(self) -> Midway:
        if connection.vendor == "sqlite":
            self.before = self._log_size()
            self.probe = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=0)
        else:
            import psycopg

            self.holder = psycopg.connect(url())
            self.holder.execute(f"LOCK TABLE {self.table} IN SHARE ROW EXCLUSIVE MODE")
            self.probe = psycopg.connect(url(), autocommit=True)
        return self

    def __exit__(self, *_: object) -> None:
        self.probe.close()
        if connection.vendor != "sqlite":
            self.holder.close()

    def reached(self) -> bool:
        if connection.vendor != "sqlite":
            waiting = "SELECT 1 FROM pg_locks WHERE relation = %s::regclass AND NOT granted"
            return self.probe.execute(waiting, [self.table]).fetchone() is not None
        if self.pages:
            return self._log_size() - self.before > self.pages * 4096
        try:
            self.probe.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        self.probe.execute("ROLLBACK")
        return False

    def _log_size(self) -> int:
        log = Path(f"{connection.settings_dict['NAME']}-wal")
        return log.stat().st_size if log.exists() else 0
