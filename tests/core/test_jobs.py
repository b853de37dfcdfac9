from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from essaim.core import jobs
from essaim.core.jobs import queue, running
from essaim.core.jobs.tidying import tidy
from essaim.core.models import Routine, Worker
from factories.core import block, do_nothing, stumble, stumble_twice, write


@pytest.fixture
def told(tmp_path) -> Path:
    (tmp_path / "told").touch()
    return tmp_path / "told"


def lines(told: Path) -> list[str]:
    return told.read_text().splitlines()


def test_what_is_enqueued_is_done_once(db, told):
    jobs.enqueue(write, path=str(told), line="one")
    assert lines(told) == []
    assert jobs.run_all() == 1
    assert jobs.run_all() == 0
    assert lines(told) == ["one"]


def test_a_job_of_a_transaction_that_fails_never_was(db, told):
    with transaction.atomic():
        jobs.enqueue(write, path=str(told), line="one")
        transaction.set_rollback(True)
    assert jobs.run_all() == 0


def test_a_job_for_later_waits_for_its_time(db, told):
    jobs.enqueue(write, path=str(told), line="later", when=timezone.now() + timedelta(hours=1))
    assert jobs.run_all() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert jobs.run_all() == 1


def test_a_job_that_looks_by_itself_is_asked_for_once(db, told):
    jobs.enqueue_if_none_waits(do_nothing)
    jobs.enqueue_if_none_waits(do_nothing)
    assert jobs.run_all() == 1


def test_a_job_may_be_called_at_once(told):
    write(path=str(told), line="now")
    assert lines(told) == ["now"]


def test_a_failing_job_is_tried_three_times_with_a_growing_delay_then_given_up(db, told):
    jobs.enqueue(stumble, path=str(told))
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        waits = []
        for _ in range(2):
            assert jobs.run_all(raising=False) == 1
            row = DBTaskResult.objects.get()
            assert row.status == "READY"
            waits.append(row.run_after - timezone.now())
            clock.move_to(row.run_after)
        assert jobs.run_all(raising=False) == 1
        assert jobs.run_all(raising=False) == 0
    assert waits == [timedelta(seconds=5), timedelta(minutes=1)]
    assert lines(told) == ["tried", "tried", "tried", "given up: no such bridge"]
    assert DBTaskResult.objects.get().status == "FAILED"


def test_a_job_whose_giving_up_fails_too_is_given_up_all_the_same(db, told):
    jobs.enqueue(stumble_twice, path=str(told))
    for _ in range(3):
        jobs.run_all(raising=False)
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    assert DBTaskResult.objects.get().status == "FAILED"


def test_a_row_that_names_no_job_fails_and_stops_nothing(db, told):
    jobs.enqueue(do_nothing)
    DBTaskResult.objects.update(task_path=f"{do_nothing.func.__module__}.not_a_job")
    jobs.enqueue(write, path=str(told), line="next")
    assert jobs.run_all(raising=False) == 2
    assert lines(told) == ["next"]


def test_jobs_that_ended_are_forgotten_in_time(db, told):
    jobs.enqueue(write, path=str(told), line="one")
    jobs.run_all()
    tidy()
    assert DBTaskResult.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        tidy()
    assert not DBTaskResult.objects.exists()


def test_in_a_test_a_failing_job_is_heard(db, told):
    jobs.enqueue(stumble, path=str(told))
    with pytest.raises(ValueError, match="no such bridge"):
        jobs.run_all()


def test_the_job_of_a_worker_that_died_is_put_back(db, told):
    jobs.enqueue(write, path=str(told), line="one")
    Worker.objects.create(name="ghost", beat_at=timezone.now() - timedelta(seconds=31))
    running.claim("ghost", jobs.Lane.QUICK)
    assert jobs.run_all() == 0
    assert running.recover() == 1
    assert jobs.run_all() == 1
    assert lines(told) == ["one"]


def test_the_job_of_a_worker_that_lives_is_left_alone(db, told):
    jobs.enqueue(write, path=str(told), line="one")
    Worker.objects.create(name="lively", beat_at=timezone.now() - timedelta(seconds=10))
    running.claim("lively", jobs.Lane.QUICK)
    assert running.recover() == 0


def test_a_job_that_kills_its_worker_each_time_is_given_up(db, told):
    jobs.enqueue(stumble, path=str(told))
    for _ in range(10):
        running.claim("ghost", jobs.Lane.QUICK)
        assert running.recover() == 1
    assert lines(told) == ["given up: its worker died; it was begun 10 times"]
    assert running.claim("ghost", jobs.Lane.QUICK) is None


def test_a_worker_thought_dead_does_not_end_what_another_took_over(db, told):
    jobs.enqueue(write, path=str(told), line="one")
    late = running.claim("late", jobs.Lane.QUICK)
    running.recover()
    running.claim("new", jobs.Lane.QUICK)
    running.run(late, "late")
    assert DBTaskResult.objects.get().status == "RUNNING"
    assert DBTaskResult.objects.get().worker_ids == ["late", "new"]


def test_a_job_put_back_by_a_worker_that_stops_has_not_been_tried(db, told):
    jobs.enqueue(write, path=str(told), line="one")
    running.release(running.claim("w", jobs.Lane.QUICK), "w")
    row = DBTaskResult.objects.get()
    assert (row.status, row.worker_ids) == ("READY", [])


def test_each_lane_has_its_own_jobs(db, told):
    jobs.enqueue(block, path=str(told), gate="")
    assert running.claim("w", jobs.Lane.MAILS, jobs.Lane.APART) is None
    assert running.claim("w", jobs.Lane.QUICK) is not None


@pytest.fixture
def hourly(monkeypatch) -> str:
    monkeypatch.setattr(queue, "REGULAR", {})
    monkeypatch.setattr(running, "REGULAR", queue.REGULAR)
    jobs.every(hours=1)(do_nothing)
    return do_nothing.module_path


def test_a_regular_job_is_asked_for_at_the_first_start_then_at_each_interval(db, hourly):
    with time_machine.travel("2026-11-22 10:00Z", tick=False) as clock:
        running.enqueue_regular()
        running.enqueue_regular()
        assert jobs.run_all() == 1
        clock.shift(timedelta(minutes=59))
        running.enqueue_regular()
        assert jobs.run_all() == 0
        clock.shift(timedelta(minutes=1))
        running.enqueue_regular()
        assert jobs.run_all() == 1


def test_a_regular_job_goes_on_when_the_clock_was_set_back(db, hourly):
    Routine.objects.create(name=hourly, next_at=timezone.now() + timedelta(days=400))
    running.enqueue_regular()
    assert jobs.run_all() == 1
