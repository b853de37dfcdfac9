"""The storage is locked, gone, full or damaged: people read a calm page, and the service comes back."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from cast import Cast
from essaim.circles.models import SeatAnswer
from essaim.core.links import sign
from essaim.core.trouble import is_of_storage
from factories.circles import circles_of, launched
from factories.workplace import url

pytestmark = pytest.mark.usefixtures("shared_database")
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="a way in which only SQLite fails")


@pytest.fixture
def page() -> str:
    """The page behind the link of an invitation."""
    cast = Cast()
    made = launched(cast, (cast.tuesday, [cast.membership(cast.sonia), cast.membership(cast.marc)]))
    seat = circles_of(made)[0].seats.last()
    return reverse("seat-answer", args=[sign("seat", seat.pk)])


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


def assert_calm(answer) -> None:
    said = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Essaim revient dans un instant" in said
    assert "Essaim will be back in a moment" in said
    assert "Traceback" not in said
    assert "Error" not in said


@contextmanager
def connected_otherwise(**settings: object) -> Iterator[None]:
    """Another connection than before, with these settings of it changed."""
    connection.close()
    before = dict(connection.settings_dict)
    connection.settings_dict.update(settings)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@contextmanager
def written_by_somebody_else() -> Iterator[None]:
    """Somebody else holds the lock; our connection waits for it a tenth of a second."""
    if connection.vendor == "sqlite":
        import sqlite3

        options = {**connection.settings_dict["OPTIONS"], "timeout": 0.1}
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        options = {**connection.settings_dict["OPTIONS"], "options": "-c lock_timeout=100"}
        other = psycopg.connect(url())
        other.execute(f"LOCK TABLE {SeatAnswer._meta.db_table}")
    with connected_otherwise(OPTIONS=options):
        yield
    other.close()


def test_a_locked_database_is_a_calm_page_and_the_answer_can_be_given_a_moment_later(page, browser):
    with written_by_somebody_else():
        assert_calm(browser.post(page, {"answer": "suits"}))
    assert not SeatAnswer.objects.exists()
    assert browser.post(page, {"answer": "suits"}).status_code == 302
    assert SeatAnswer.objects.count() == 1


def test_a_database_that_is_not_there_is_a_calm_page_and_comes_back_by_itself(page, browser):
    with connected_otherwise(NAME="/nowhere/to/be/found" if connection.vendor == "sqlite" else "nowhere"):
        assert_calm(browser.get(page))
        assert_calm(browser.get(reverse("me"), headers={"cookie": "sessionid=" + "k" * 32}))
    assert browser.get(page).status_code == 200


@on_sqlite
def test_a_full_disk_is_a_calm_page_and_nothing_is_half_written(page, browser):
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    note = "Je viendrai à partir de janvier. " * 60
    answers = [browser.post(page, {"answer": "suits", "note": f"{n} {note}"}) for n in range(40)]
    kept = [answer for answer in answers if answer.status_code == 302]
    refused = [answer for answer in answers if answer.status_code != 302]
    assert refused
    for answer in refused:
        assert_calm(answer)
    assert SeatAnswer.objects.count() == len(kept)
    connection.close()
    assert browser.post(page, {"answer": "suits", "note": note}).status_code == 302


@on_sqlite
def test_a_damaged_file_is_a_calm_page(page, browser, tmp_path: Path):
    damaged = tmp_path / "damaged.sqlite3"
    damaged.write_bytes(b"this is no database" * 1000)
    with connected_otherwise(NAME=str(damaged)):
        assert_calm(browser.get(page))
    assert browser.get(page).status_code == 200


def test_only_the_storage_is_told_of_as_such():
    assert is_of_storage(OSError(errno.ENOSPC, "No space left on device"))
    assert not is_of_storage(OSError(errno.ENOENT, "No such file"))
    assert not is_of_storage(IntegrityError("UNIQUE constraint failed"))
    assert not is_of_storage(DataError("value too long"))
    assert not is_of_storage(transaction.TransactionManagementError())
    assert not is_of_storage(ValueError())
    assert not is_of_storage(None)


def test_a_fault_of_ours_stays_one(page, browser, monkeypatch):
    def fail(*_: object) -> None:
        raise ValueError("no such bridge")

    monkeypatch.setattr("essaim.circles.views.answers.letter", fail)
    answer = browser.get(page)
    assert answer.status_code == 500
    assert "rien n’a été changé à moitié" in answer.content.decode()
    assert "bridge" not in answer.content.decode()
