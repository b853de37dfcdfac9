"""`essaim worker`: background work — mails, lists of people, forming."""

from __future__ import annotations

import argparse
import os

from .frame import wake
from .warm import kernel_cache


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("worker", help="do the background work: mails, lists, forming")
    verb.set_defaults(func=work)


def work(asked: argparse.Namespace) -> int:
    os.environ.setdefault("NUMBA_CACHE_DIR", str(kernel_cache()))
    wake()
    from essaim.core.jobs import worker

    worker.run()
    return 0
