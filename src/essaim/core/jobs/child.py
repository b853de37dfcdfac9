"""The process of one *apart* job. It is started as code, since this package wants Django set up before it."""

from __future__ import annotations

import os
import sys
from threading import Thread

from . import running

COMMAND = [
    sys.executable,
    "-c",
    "import sys, django; django.setup(); from essaim.core.jobs import child; child.main(*sys.argv[1:])",
]


def main(job: str, worker: str) -> None:
    Thread(target=_die_with_the_worker, daemon=True).start()
    with running.being(worker):
        running.run(running.Row.objects.get(pk=job), worker)


def _die_with_the_worker() -> None:
    sys.stdin.read()
    os._exit(1)
