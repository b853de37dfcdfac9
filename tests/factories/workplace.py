"""A worker as a process of its own, on a shared database, and a pipe to hold its jobs back."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import psutil
import pytest
from django.db import connection, connections

RUN = "import django; django.setup(); from essaim.core.jobs import worker; worker.run()"
TESTS = Path(__file__).resolve().parent.parent


class Workplace:
    """A named pipe holds jobs back: `begun()` returns once one runs, `end()` lets it go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told, self.gate = folder / "told", folder / "gate"
        self.told.touch()
        os.mkfifo(self.gate)
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, *, mail_url: str = "") -> subprocess.Popen[bytes]:
        env = os.environ | {"DATABASE_URL": url(), "PYTHONPATH": str(TESTS), "ESSAIM_MAIL_URL": mail_url}
        process = subprocess.Popen([sys.executable, "-c", RUN], env=env)
        self.processes.append(process)
        return process

    def begun(self) -> None:
        """Opening a pipe to write waits until the job opens it to read."""
        self.hand = self.gate.open("wb")

    def end(self) -> None:
        self.hand.close()

    def lines(self) -> list[str]:
        return [line.split(" by ")[0] for line in self.told.read_text().splitlines()]

    def job_process(self) -> psutil.Process:
        return psutil.Process(int(self.told.read_text().split(" by ")[-1]))

    def stop(self, process: subprocess.Popen[bytes]) -> int:
        process.send_signal(signal.SIGTERM)
        return process.wait()


def url() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that threads and processes share: PostgreSQL is one already, SQLite is copied to a file."""
    if connection.vendor != "sqlite":
        yield
        return
    ours = connections["default"]
    ours.ensure_connection()
    path = tmp_path / "shared.sqlite3"
    with sqlite3.connect(path) as copy:
        ours.connection.backup(copy)
    settings = {**ours.settings_dict, "NAME": str(path)}
    connections.settings["default"], before = settings, connections.settings["default"]
    connections["default"] = type(ours)(settings, "default")
    yield
    connections["default"].close()
    connections.settings["default"], connections["default"] = before, ours


@pytest.fixture
def workplace(shared_database: None, tmp_path: Path) -> Iterator[Workplace]:
    def too_long(number: int, frame: FrameType | None) -> None:
        raise TimeoutError("the worker did nothing for a minute")

    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(60)
    place = Workplace(tmp_path)
    yield place
    signal.alarm(0)
    for process in place.processes:
        process.kill()
        process.wait()
