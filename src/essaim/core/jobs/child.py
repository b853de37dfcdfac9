"""The process of one *apart* job: `python -m essaim.core.jobs.child JOB WORKER`."""

from __future__ import annotations

import os
import sys
from threading import Thread

import django


def main(job: str, worker: str) -> None:
    Thread(target=_die_with_the_worker, daemon=True).start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.settings")
    django.setup()
    from . import running

    with running.being(worker):
        running.run(running.Row.objects.get(pk=job), worker)


def _die_with_the_worker() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
