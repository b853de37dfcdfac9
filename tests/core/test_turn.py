"""Whoever writes to SQLite waits for their turn; whoever reads waits for nobody."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import InterfaceError, OperationalError, connection, connections, transaction

from essaim.core.models import Routine
from essaim.core.sqlite.turn import turn
from essaim.core.trouble import is_of_storage

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers at a time"),
    pytest.mark.usefixtures("shared_database"),
]


def path() -> str:
    return f"{connection.settings_dict['NAME']}.turn"


def is_free() -> bool:
    try:
        turn(path(), 0).close()
    except TimeoutError:
        return False
    return True


@contextmanager
def impatient() -> Iterator[None]:
    """Our connection waits for nobody."""
    options = connection.settings_dict["OPTIONS"]
    connection.settings_dict["OPTIONS"] = {**options, "timeout": 0}
    yield
    connection.settings_dict["OPTIONS"] = options


def started(code: str) -> subprocess.Popen[str]:
    """Another process that runs this."""
    command = [sys.executable, "-c", f"from essaim.core.sqlite.turn import turn; {code}"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def write(name: str = "tidy") -> None:
    Routine.objects.create(name=name, next_at="2026-12-01T00:00Z")


def test_a_transaction_has_the_turn_to_its_end_whatever_is_nested_in_it():
    with transaction.atomic():
        assert not is_free()
        with transaction.atomic():
            write()
        assert not is_free()
    assert is_free()
    assert Routine.objects.count() == 1


def test_a_transaction_that_fails_ends_its_turn():
    @transaction.atomic
    def stumble() -> None:
        write()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    assert is_free()
    assert not Routine.objects.exists()


def test_a_connection_that_closes_in_the_middle_ends_its_turn():
    with suppress(OperationalError, InterfaceError), transaction.atomic():
        connection.close()
        assert is_free()
    assert is_free()
    write()
    assert is_free()


def test_who_writes_while_another_does_waits_then_says_that_the_storage_is_busy():
    with impatient(), turn(path(), 0):
        for begin in (write, Routine.objects.all().delete, lambda: Routine.objects.update(next_at=None)):
            with pytest.raises(OperationalError, match="locked") as refused:
                begin()
            assert is_of_storage(refused.value)
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            pytest.fail("began without its turn")
    write()
    assert Routine.objects.count() == 1


def test_one_statement_on_its_own_takes_its_turn_and_ends_it():
    write()
    assert is_free()
    Routine.objects.update(name="deliver")
    assert is_free()
    Routine.objects.bulk_create([Routine(name="two", next_at="2026-12-01T00:00Z")])
    assert is_free()


def test_who_reads_waits_for_nobody():
    write()
    with impatient(), turn(path(), 0):
        assert Routine.objects.get().name == "tidy"


def test_a_turn_is_given_to_whoever_waits_for_it():
    """Another process writes as soon as ours has ended."""
    with transaction.atomic():
        other = started(f"print('asks', flush=True); turn({path()!r}, 30); print('has')")
        assert other.stdout.readline() == "asks\n"
        assert other.poll() is None
    assert other.communicate()[0] == "has\n"


def test_a_process_killed_in_its_turn_holds_nobody_up():
    other = started(f"kept = turn({path()!r}, 0); print('has', flush=True); input()")
    assert other.stdout.readline() == "has\n"
    assert not is_free()
    other.kill()
    other.wait()
    assert is_free()
    write()


def test_without_a_usable_lock_file_people_still_write():
    Path(path()).unlink(missing_ok=True)
    Path(path()).mkdir()
    write()
    with transaction.atomic():
        write("two")
    assert Routine.objects.count() == 2


def test_a_lock_file_taken_away_is_made_again():
    with transaction.atomic():
        Path(path()).unlink()
        write()
    write("two")
    assert Path(path()).exists()
    assert Routine.objects.count() == 2


def test_a_database_in_memory_has_no_turns(tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    alone = type(connections["default"])({**connection.settings_dict, "NAME": ":memory:"}, "default")
    alone.inc_thread_sharing()
    with alone.cursor() as cursor:
        cursor.execute("CREATE TABLE word (name TEXT)")
        cursor.execute("INSERT INTO word VALUES ('essaim')")
        assert cursor.execute("SELECT name FROM word").fetchall() == [("essaim",)]
    assert list(elsewhere.iterdir()) == []
