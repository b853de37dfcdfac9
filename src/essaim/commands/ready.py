"""What a start need not do again, when database, words and packages are as the last one left them.

Waking Django only to find this out takes longer than all the rest. A database elsewhere than in its file is
always looked at, and so is everything in production, where an unsafe setting is to be named at once.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sysconfig
from contextlib import closing
from pathlib import Path
from typing import Any

from .warm import var_folder

SOURCE = Path(__file__).resolve().parents[1]


def left() -> list[tuple[str, str]] | None:
    """As whom one can sign in, from what the last start left; None where something is to be made ready."""
    try:
        noted = json.loads(_note().read_text("utf-8"))
        if "DATABASE_URL" in os.environ or "ESSAIM_MODE" in os.environ or noted["signs"] != _signs():
            return None
        return [(email, part) for email, part in noted["people"] if _is_there(email)]
    except (OSError, ValueError, KeyError, sqlite3.Error):
        return None


def leave(people: list[tuple[str, str]]) -> None:
    """Note that all is ready, and as whom one can sign in."""
    try:
        _note().write_text(json.dumps({"signs": _signs(), "people": people}), "utf-8")
    except sqlite3.Error:
        _note().unlink(missing_ok=True)


def _note() -> Path:
    return var_folder() / "ready.json"


def _signs() -> list[Any]:
    """What would be otherwise if there were something to do."""
    words = sorted((SOURCE.parents[1] / "locale").glob("*/LC_MESSAGES/django.?o"))
    return [
        sorted(str(file.relative_to(SOURCE)) for file in SOURCE.glob("*/migrations/*.py")),
        [[file.name, file.stat().st_mtime_ns] for file in words],
        Path(sysconfig.get_path("purelib")).stat().st_mtime_ns,
        list(_row("SELECT count(*), max(id) FROM django_migrations")),
    ]


def _is_there(email: str) -> bool:
    return bool(_row("SELECT count(*) FROM people_person WHERE email = ?", email)[0])


def _row(question: str, *values: str) -> Any:
    with closing(sqlite3.connect(f"file:{var_folder() / 'essaim.sqlite3'}?mode=ro", uri=True)) as database:
        return database.execute(question, values).fetchone()
