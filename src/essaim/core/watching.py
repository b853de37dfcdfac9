"""The one thread of a process that notices what other connections commit, and says which things changed.

SQLite: `PRAGMA data_version`, a number that moves when another connection commits, read from memory shared by
all processes. PostgreSQL: LISTEN, and every two seconds a look without being told, in case a pooler in
between takes no part in it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, connections

from .models import Version

CHANNEL = "essaim_changed"
PAUSE = 0.025
"""Seconds between two looks at SQLite, and so the most it adds to what people wait for."""
UNTOLD = 2.0
"""Seconds after which PostgreSQL is asked even though nothing was heard."""

log = logging.getLogger(__name__)

Tell = Callable[[dict[str, int]], None]


class Watcher(Thread):
    """Calls `tell` with {name: number} for the things looked at: once at first, then whenever one may have
    changed. It has connections of its own, and closes them when it is stopped."""

    def __init__(self, names: frozenset[str], tell: Tell) -> None:
        super().__init__(name="watcher", daemon=True)
        self.names = names
        self.tell = tell
        self.anew = Event()
        self.stopped = Event()

    def look_at(self, names: frozenset[str]) -> None:
        """From now on look at these; what they are now is told, since it may have changed meanwhile."""
        self.names = names
        self.anew.set()

    def stop(self) -> None:
        self.stopped.set()

    def run(self) -> None:
        while not self.stopped.is_set():
            connection = connections.create_connection(DEFAULT_DB_ALIAS)
            try:
                self._watch(connection)
            except Error as trouble:
                log.warning("changes cannot be watched, trying again: %s", trouble)
                self.stopped.wait(1)
            finally:
                connection.close()

    def _watch(self, connection: Any) -> None:
        changes = _Notified(self) if connection.vendor == "postgresql" else _Moved(self, connection)
        try:
            while not self.stopped.is_set():
                self.anew.clear()
                self.tell(_numbers(connection, self.names))
                changes.wait()
        finally:
            changes.close()


class _Moved:
    """SQLite: wait until the version of the data is another one."""

    def __init__(self, watcher: Watcher, connection: Any) -> None:
        self.watcher, self.connection = watcher, connection
        self.seen = self._version()

    def wait(self) -> None:
        while not self.watcher.stopped.is_set() and not self.watcher.anew.is_set():
            version = self._version()
            if version != self.seen:
                self.seen = version
                return
            self.watcher.stopped.wait(PAUSE)

    def _version(self) -> int:
        with self.connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            return int(cursor.fetchone()[0])

    def close(self) -> None:
        """Nothing of its own to close."""


class _Notified:
    """PostgreSQL: wait until somebody says so. Its connection does nothing else: nothing is missed."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher
        self.connection = connections.create_connection(DEFAULT_DB_ALIAS)
        with self.connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")

    def wait(self) -> None:
        waited = 0.0
        while waited < UNTOLD and not self.watcher.stopped.is_set() and not self.watcher.anew.is_set():
            if list(self.connection.connection.notifies(timeout=0.1, stop_after=1)):
                return
            waited += 0.1

    def close(self) -> None:
        self.connection.close()


def _numbers(connection: Any, names: frozenset[str]) -> dict[str, int]:
    rows = Version.objects.filter(name__in=names).values_list("name", "number")
    sql, params = rows.query.get_compiler(connection=connection).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(cursor.fetchall())
