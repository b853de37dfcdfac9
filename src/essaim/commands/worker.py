"""`essaim worker`: background work — mails, lists of people, forming."""

from __future__ import annotations

import argparse

from .frame import wake


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("worker", help="do the background work: mails, lists, forming")
    verb.set_defaults(func=work)


def work(asked: argparse.Namespace) -> int:
    wake()
    from essaim.core.jobs import worker

    worker.run()
    return 0
