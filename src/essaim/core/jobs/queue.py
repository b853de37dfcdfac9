"""Say that a function is a job, ask for it, or have it done regularly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, overload

from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

Function = Callable[..., Any]


class Lane(StrEnum):
    """Each worker does one job of each lane at a time: a long one never keeps a sign-in code waiting.

    *apart* jobs run in a child process that comes and goes: for what is long or needs much memory.
    """

    QUICK = "default"
    MAILS = "mails"
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Task[Any, Any]):
    """A task that may also be called at once, and says what to do when it is given up."""

    on_give_up: Function | None = None

    def __call__(self, **arguments: Any) -> Any:
        return self.func(**arguments)


@dataclass(frozen=True, slots=True)
class Regularly:
    job: Job
    interval: timedelta


REGULAR: dict[str, Regularly] = {}


@overload
def job(function: Function) -> Job: ...
@overload
def job(*, lane: Lane = ..., on_give_up: Function | None = ...) -> Callable[[Function], Job]: ...
def job(
    function: Function | None = None, *, lane: Lane = Lane.QUICK, on_give_up: Function | None = None
) -> Job | Callable[[Function], Job]:
    """Make a job of a function of the module, with JSON arguments by name.

    It is tried three times, with a growing delay. Then `on_give_up(**arguments, trouble="…")` is called:
    that is where a search says that it failed.
    """

    def make(function: Function) -> Job:
        return Job(func=function, queue_name=lane, on_give_up=on_give_up)

    return make(function) if function else make


def enqueue(job: Job, *, when: datetime | None = None, **arguments: Any) -> None:
    """Have the job done after this transaction commits, not before `when`."""
    job.using(run_after=when).enqueue(**arguments)


def enqueue_if_none_waits(job: Job) -> None:
    """For a job that looks by itself for what there is to do: one waiting is enough."""
    if not DBTaskResult.objects.ready().filter(task_path=job.module_path).exists():
        enqueue(job)


def every(
    *, minutes: float = 0, hours: float = 0, days: float = 0, lane: Lane = Lane.QUICK
) -> Callable[[Function | Job], Job]:
    """Have a job without arguments done regularly, by one worker, and once at the first start."""

    def make(function: Function | Job) -> Job:
        made = function if isinstance(function, Job) else job(lane=lane)(function)
        interval = timedelta(minutes=minutes, hours=hours, days=days)
        REGULAR[made.module_path] = Regularly(made, interval)
        return made

    return make
