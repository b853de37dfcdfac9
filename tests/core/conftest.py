from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper


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
    connections["default"] = DatabaseWrapper(settings, "default")
    yield
    connections["default"].close()
    connections.settings["default"], connections["default"] = before, ours
