"""The worker as a process of its own, stopped and killed for real, on a database other processes can open."""

from __future__ import annotations

import fcntl
import os
import signal
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from essaim.core import jobs
from essaim.core.models import Worker
from factories.core import BELL, block, block_apart, die_apart, ring, write
from factories.workplace import Workplace


def arguments(place: Workplace) -> dict[str, str]:
    return {"path": str(place.told), "gate": str(place.gate)}


def row() -> DBTaskResult:
    return DBTaskResult.objects.exclude(task_path__startswith="essaim.").get()


def test_a_worker_asked_to_stop_finishes_its_job_first(workplace):
    jobs.enqueue(block, **arguments(workplace))
    worker = workplace.start()
    workplace.begun()
    worker.send_signal(signal.SIGTERM)
    workplace.end()
    assert worker.wait() == 0
    assert workplace.lines() == ["begun", "done"]
    assert row().status == "SUCCESSFUL"
    assert not Worker.objects.exists()


def test_the_job_of_a_worker_killed_in_the_middle_runs_again_from_its_start(workplace):
    jobs.enqueue(block, **arguments(workplace))
    worker = workplace.start()
    workplace.begun()
    worker.kill()
    worker.wait()
    workplace.end()
    assert row().status == "RUNNING"
    long_ago = row().started_at.replace(year=2020)
    Worker.objects.update(beat_at=long_ago)
    again = workplace.start()
    workplace.begun()
    workplace.end()
    assert workplace.stop(again) == 0
    assert workplace.lines() == ["begun", "begun", "done"]
    assert row().status == "SUCCESSFUL"


def test_a_job_apart_dies_with_its_worker(workplace):
    jobs.enqueue(block_apart, **arguments(workplace))
    worker = workplace.start()
    workplace.begun()
    child = workplace.job_process()
    assert child.pid != worker.pid
    worker.kill()
    child.wait(timeout=30)
    assert workplace.lines() == ["begun"]


def test_a_job_apart_is_put_back_when_its_worker_is_asked_to_stop(workplace):
    jobs.enqueue(block_apart, **arguments(workplace))
    worker = workplace.start()
    workplace.begun()
    assert workplace.stop(worker) == 0
    assert workplace.lines() == ["begun"]
    assert (row().status, row().worker_ids) == ("READY", [])


def test_a_long_job_keeps_no_other_lane_waiting(workplace):
    jobs.enqueue(block_apart, **arguments(workplace))
    worker = workplace.start()
    workplace.begun()
    other = workplace.folder / "other"
    os.mkfifo(other)
    jobs.enqueue(write, path=str(other), line="meanwhile")
    assert other.read_text() == "meanwhile\n"
    workplace.end()
    workplace.stop(worker)


def test_a_process_apart_that_falls_is_tried_again(workplace):
    told = workplace.folder / "fallen"
    os.mkfifo(told)
    jobs.enqueue(die_apart, path=str(told))
    worker = workplace.start()
    assert told.read_text() == "tried\n"
    assert told.read_text() == "tried\n"
    worker.kill()
    assert row().args_kwargs["failures"] >= 1


def test_a_worker_in_a_thread_of_this_process_works_until_it_is_asked_to_stop(shared_database):
    BELL.clear()
    jobs.enqueue(ring)
    jobs.work(stop=BELL)
    assert row().status == "SUCCESSFUL"
    assert not Worker.objects.exists()


def test_on_sqlite_a_second_worker_stands_by_while_the_first_holds_the_lock(shared_database):
    if connection.vendor != "sqlite":
        pytest.skip("several workers may work on PostgreSQL")
    Worker.objects.create(name="first", beat_at=timezone.now())
    stop = Event()
    with Path(f"{connection.settings_dict['NAME']}.worker").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second = Thread(target=jobs.work, kwargs={"stop": stop})
        second.start()
        stop.set()
        second.join(30)
    assert not second.is_alive()
    assert Worker.objects.get().name == "first"
