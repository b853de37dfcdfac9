"""Background work (le travail de fond): rows in the same database, taken by `essaim worker`.

A job is written in the transaction that makes it necessary and runs after its commit. It may run more than
once (its worker may be killed in the middle), so it looks at its domain row and is safe to run again.

    @jobs.job
    def solve(*, search_id: int) -> None: ...

    jobs.enqueue(solve, search_id=search.pk)

A room puts its jobs in `<room>/jobs.py` (or a `jobs/` folder), which the worker imports.
"""

from .queue import Job, Lane, enqueue, enqueue_if_none_waits, every, job
from .running import is_alive, is_stopping, run_all, this_worker
from .worker import work

__all__ = [
    "Job",
    "Lane",
    "enqueue",
    "enqueue_if_none_waits",
    "every",
    "is_alive",
    "is_stopping",
    "job",
    "run_all",
    "this_worker",
    "work",
]
