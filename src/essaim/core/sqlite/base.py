"""The connection: a transaction begins at its turn, and so does a statement that writes on its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import FileIO
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from .creation import DatabaseCreation
from .turn import turn

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class DatabaseWrapper(base.DatabaseWrapper):
    """Reading waits for nobody."""

    creation_class = DatabaseCreation
    turn: FileIO | None = None

    def take_turn(self) -> None:
        """Wait as long as for SQLite itself, then raise as it does: OperationalError."""
        if self.turn is not None or self.is_in_memory_db():
            return
        settings = self.settings_dict
        try:
            self.turn = turn(f"{settings['NAME']}.turn", settings["OPTIONS"].get("timeout", 5))
        except TimeoutError:
            raise OperationalError("database is locked: others have been writing all this time") from None

    def end_turn(self) -> None:
        if self.turn is not None:
            self.turn.close()
            self.turn = None

    @contextmanager
    def turn_of(self, query: str) -> Iterator[None]:
        """The turn of one statement, when it is a transaction of its own."""
        if self.connection.in_transaction or not query.startswith(WRITES):
            yield
            return
        self.take_turn()
        try:
            yield
        finally:
            self.end_turn()

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=partial(Cursor, self))

    def _start_transaction_under_autocommit(self) -> None:
        self.take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self.end_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self.end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self.end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self.end_turn()


class Cursor(base.SQLiteCursorWrapper):
    """Statements of one connection."""

    def __init__(self, wrapper: DatabaseWrapper, connection: Any) -> None:
        super().__init__(connection)
        self.wrapper = wrapper

    def execute(self, query: str, params: Any = None) -> Any:
        with self.wrapper.turn_of(query):
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        with self.wrapper.turn_of(query):
            return super().executemany(query, param_list)
