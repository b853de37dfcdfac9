"""One job from its claim to its end: done, tried again, given up, or taken over from a worker that died."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from threading import Event
from typing import Any, TypeAlias

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from essaim.core.models import Routine, Worker

from .queue import REGULAR, Job, Lane, enqueue

log = logging.getLogger(__name__)

DELAYS = (timedelta(seconds=5), timedelta(minutes=1))
TRIES = len(DELAYS) + 1
MOST_CLAIMS = 10
SILENCE = timedelta(seconds=30)

Row: TypeAlias = DBTaskResult[Any, Any]
_worker: ContextVar[str] = ContextVar("worker", default="")
_stop: ContextVar[Event] = ContextVar("stop", default=Event())  # noqa: B039


def this_worker() -> str:
    """The name of the worker in which this code runs, "" outside of one."""
    return _worker.get()


def is_stopping() -> bool:
    """Whether the worker was asked to stop: a job made of many small steps ends between two of them."""
    return _stop.get().is_set()


@contextmanager
def being(worker: str, stop: Event | None = None) -> Iterator[None]:
    """Run under the name of this worker, which `stop` asks to end."""
    name, ending = _worker.set(worker), _stop.set(stop or Event())
    try:
        yield
    finally:
        _worker.reset(name)
        _stop.reset(ending)


def is_alive(worker: str) -> bool:
    """Whether this worker was heard of lately. One that shares our name is ourselves."""
    if worker == this_worker() != "":
        return True
    return Worker.objects.filter(name=worker, beat_at__gt=timezone.now() - SILENCE).exists()


def claim(worker: str, *lanes: Lane) -> Row | None:
    """Take the next job of these lanes, so that nobody else does."""
    ready = Row.objects.ready().filter(queue_name__in=lanes)
    if not ready.exists():
        return None
    with transaction.atomic():
        row = ready.get_locked()
        if row is not None:
            row.claim(worker)
    return row


def run(row: Row, worker: str) -> Exception | None:
    """Do the claimed job and write how it ended; return what it raised, if it did."""
    job = None
    try:
        job = _job(row)
        job.func(**row.args_kwargs["kwargs"])
    except Exception as trouble:
        log.exception("%s failed", row.task_path)
        fail(row, worker, trouble)
        return trouble
    _settle(row, worker, lambda held: held.set_successful(None))
    return None


def fail(row: Row, worker: str, trouble: Exception) -> None:
    """Have it tried again a little later; after the third time, give it up."""

    def settle(held: Row) -> None:
        failures = held.args_kwargs.get("failures", 0) + 1
        held.args_kwargs["failures"] = failures
        if failures >= TRIES:
            held.save(update_fields=["args_kwargs"])
            _give_up(held, trouble)
        else:
            _again(held, timezone.now() + DELAYS[failures - 1])

    _settle(row, worker, settle)


def release(row: Row, worker: str) -> None:
    """Put back a job that a worker had to leave when it was asked to stop; this was not a try."""

    def settle(held: Row) -> None:
        held.worker_ids = held.worker_ids[:-1]
        _again(held)

    _settle(row, worker, settle)


def recover() -> int:
    """Put back the jobs of workers that died. Those that killed their worker ten times are given up."""
    lost = [row for row in Row.objects.running() if not is_alive(row.worker_ids[-1])]
    for row in lost:
        _settle(row, row.worker_ids[-1], _after_a_death)
    return len(lost)


def _after_a_death(held: Row) -> None:
    if len(held.worker_ids) >= MOST_CLAIMS:
        _give_up(held, RuntimeError(f"its worker died; it was begun {MOST_CLAIMS} times"))
    else:
        _again(held)


def _again(held: Row, when: datetime | None = None) -> None:
    held.status = TaskResultStatus.READY
    held.run_after = when or get_date_max()
    held.save(update_fields=["status", "run_after", "args_kwargs", "worker_ids"])


def _give_up(held: Row, trouble: Exception) -> None:
    held.set_failed(trouble)
    try:
        job = _job(held)
        if job.on_give_up:
            with transaction.atomic():
                job.on_give_up(**held.args_kwargs["kwargs"], trouble=str(trouble))
    except Exception:
        log.exception("%s could not even be given up", held.task_path)


def _settle(row: Row, worker: str, settle: Callable[[Row], None]) -> None:
    """Change the row only while it is still this worker's: another may have taken over meanwhile."""
    with transaction.atomic():
        held = Row.objects.select_for_update().filter(pk=row.pk, status=TaskResultStatus.RUNNING).first()
        if held and held.worker_ids[-1:] == [worker]:
            settle(held)


def _job(row: Row) -> Job:
    task = row.task
    if not isinstance(task, Job):
        raise TypeError(f"{row.task_path} is not a job")
    return task


def enqueue_regular() -> None:
    """Ask for the regular jobs that are due, each by one worker only."""
    now = timezone.now()
    known = dict(Routine.objects.values_list("name", "next_at"))
    for name, regular in REGULAR.items():
        if name not in known:
            Routine.objects.get_or_create(name=name, defaults={"next_at": now})
        # A date further than one interval was written before the clock was set back.
        if not now < known.get(name, now) <= now + regular.interval:
            _enqueue_due(name, now)


def _enqueue_due(name: str, now: datetime) -> None:
    regular = REGULAR[name]
    with transaction.atomic():
        routine = Routine.objects.select_for_update().get(name=name)
        if not now < routine.next_at <= now + regular.interval:
            routine.next_at = now + regular.interval
            routine.save(update_fields=["next_at"])
            enqueue(regular.job)


def run_all(*, raising: bool = True) -> int:
    """For tests: do at once, here, everything that waits and is due; return how many jobs were run."""
    here, done = "here", 0
    Worker.objects.update_or_create(name=here, defaults={"beat_at": timezone.now()})
    with being(here):
        while row := claim(here, *Lane):
            trouble = run(row, here)
            done += 1
            if trouble and raising:
                raise trouble
    return done
