"""The worker as a process of its own, stopped and killed for real, on a database other processes can open."""

from __future__ import annotations

import os
import signal

from django_tasks_db.models import DBTaskResult

from essaim.core import jobs
from essaim.core.models import Worker
from factories.core import block, block_apart, die_apart, write
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
