"""The worker: a thread for each lane, a pulse, a clean end. One on SQLite, any number on PostgreSQL."""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from uuid import uuid4

from django.db import DatabaseError, connection, connections
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from essaim.core.models import Worker

from . import running, tidying  # noqa: F401  (tidying is a regular job)
from .child import COMMAND
from .queue import Lane

log = logging.getLogger(__name__)

BEAT = 5.0
PAUSE = 0.25
GRACE = 6.0


def run() -> None:
    """Work until SIGTERM or Ctrl-C: `essaim worker`."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(stop=stop)


def work(*, stop: Event) -> None:
    """Do the jobs that come, until `stop` is set; then finish or put back those begun."""
    autodiscover_modules("jobs")
    name = f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"[:64]
    with _alone_on_sqlite(stop), running.being(name):
        if stop.is_set():
            return
        _arrive(name)
        threads = [Thread(target=_lane, args=(lane, name, stop), daemon=True) for lane in Lane]
        for thread in threads:
            thread.start()
        while not stop.wait(BEAT):
            _patiently(_pulse, name)
        deadline = monotonic() + GRACE
        for thread in threads:
            thread.join(max(0, deadline - monotonic()))
        _patiently(_leave, name)
    connections.close_all()


@contextmanager
def _alone_on_sqlite(stop: Event) -> Iterator[None]:
    """Hold the file lock of the database's worker; a second worker waits for it as a stand-by."""
    if connection.vendor != "sqlite":
        yield
        return
    path = Path(f"{connection.settings_dict['NAME']}.worker")
    with path.open("w") as file:
        while not stop.is_set():
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                stop.wait(PAUSE)
            else:
                # The lock proves that whoever was here before is dead: no need to wait for their silence.
                Worker.objects.all().delete()
                break
        yield


def _arrive(name: str) -> None:
    Worker.objects.create(name=name, beat_at=timezone.now())
    _pulse(name)
    log.info("%s is at work", name)


def _pulse(name: str) -> None:
    now = timezone.now()
    Worker.objects.update_or_create(name=name, defaults={"beat_at": now})
    Worker.objects.filter(beat_at__lt=now - timedelta(days=1)).delete()
    running.recover()
    running.enqueue_regular()


def _leave(name: str) -> None:
    for row in running.Row.objects.running():
        if row.worker_ids[-1:] == [name]:
            running.release(row, name)
    Worker.objects.filter(name=name).delete()


def _patiently(act: Callable[[str], None], name: str) -> None:
    try:
        act(name)
    except DatabaseError:
        log.exception("the database does not answer; the worker will ask again")
        connection.close()


def _lane(lane: Lane, name: str, stop: Event) -> None:
    with running.being(name, stop):
        while not stop.is_set():
            try:
                if not _step(lane, name, stop):
                    stop.wait(PAUSE)
            except Exception:
                log.exception("lane %s stumbled", lane)
                connection.close()
                stop.wait(1)
    connection.close()


def _step(lane: Lane, name: str, stop: Event) -> bool:
    row = running.claim(name, lane)
    if row is None:
        return False
    held = True
    while held and not stop.is_set():
        try:
            if lane is Lane.APART:
                _run_apart(row, name, stop)
            else:
                running.run(row, name)
            held = False
        except DatabaseError:
            # The job ended but the database went away before it could be said: the job runs again.
            log.exception("the end of %s could not be written", row.task_path)
            connection.close()
            stop.wait(1)
    return True


def _run_apart(row: running.Row, name: str, stop: Event) -> None:
    """Run the job in its own process, which ends if this one dies: its standard input closes."""
    with subprocess.Popen(
        [*COMMAND, str(row.pk), name], stdin=subprocess.PIPE, start_new_session=True
    ) as child:
        while child.poll() is None:
            if stop.is_set():
                child.kill()
                break
            try:
                child.wait(PAUSE)
            except subprocess.TimeoutExpired:
                continue
    if stop.is_set():
        running.release(row, name)
    elif child.returncode:
        running.fail(row, name, RuntimeError(f"the process ended with {child.returncode}"))
