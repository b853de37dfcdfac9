"""A database made for tests goes away whole, its turn file with it."""

from __future__ import annotations

from pathlib import Path

from django.db.backends.sqlite3 import creation


class DatabaseCreation(creation.DatabaseCreation):
    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> None:
        super()._destroy_test_db(test_database_name, verbosity)  # type: ignore[misc]
        Path(f"{test_database_name}.turn").unlink(missing_ok=True)
