"""A start looks at what the last one left, and makes ready again whatever is otherwise."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from essaim.commands import ready

CLAIRE, MARC = ("claire@exemple.fr", "pilote"), ("marc@exemple.fr", "membre")


@pytest.fixture
def var(tmp_path, monkeypatch) -> Path:
    """A data folder with a database as small as can be: one migration, Claire and Marc."""
    monkeypatch.setenv("ESSAIM_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("ESSAIM_MODE", raising=False)
    change(
        tmp_path,
        "CREATE TABLE django_migrations (id INTEGER PRIMARY KEY)",
        "CREATE TABLE people_person (email TEXT)",
        "INSERT INTO django_migrations VALUES (1)",
        f"INSERT INTO people_person VALUES ('{CLAIRE[0]}'), ('{MARC[0]}')",
    )
    return tmp_path


def change(var: Path, *statements: str) -> None:
    with closing(sqlite3.connect(var / "essaim.sqlite3")) as database, database:
        for statement in statements:
            database.execute(statement)


def test_what_was_left_ready_is_not_made_ready_again(var):
    assert ready.left() is None
    ready.leave([CLAIRE, MARC])
    assert ready.left() == [CLAIRE, MARC]


def test_somebody_who_is_there_no_more_is_not_proposed(var):
    ready.leave([CLAIRE, MARC])
    change(var, f"DELETE FROM people_person WHERE email = '{MARC[0]}'")
    assert ready.left() == [CLAIRE]


def test_a_database_of_another_day_is_looked_at(var):
    ready.leave([CLAIRE])
    change(var, "INSERT INTO django_migrations VALUES (2)")
    assert ready.left() is None
    (var / "essaim.sqlite3").unlink()
    assert ready.left() is None


@pytest.mark.parametrize(
    ("name", "value"), [("DATABASE_URL", "postgres://localhost/essaim"), ("ESSAIM_MODE", "production")]
)
def test_production_and_a_database_elsewhere_are_always_looked_at(var, monkeypatch, name, value):
    ready.leave([CLAIRE])
    monkeypatch.setenv(name, value)
    assert ready.left() is None


def test_a_note_that_cannot_be_read_is_no_note(var):
    (var / "ready.json").write_text("{", "utf-8")
    assert ready.left() is None


def test_nothing_is_noted_without_a_database_in_its_file(var):
    ready.leave([CLAIRE])
    (var / "essaim.sqlite3").unlink()
    ready.leave([CLAIRE])
    assert not (var / "ready.json").exists()
