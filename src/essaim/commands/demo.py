"""`essaim demo`: tell the two stories of the demo again, from the beginning."""

from __future__ import annotations

import argparse

from .frame import prepare, wake
from .ready import leave


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("demo", help="empty the demo's communities and fill them again")
    verb.add_argument("--record", action="store_true", help="ask the engine again for the circles it shows")
    verb.set_defaults(func=demo)


def demo(asked: argparse.Namespace) -> int:
    wake()
    prepare()
    if asked.record:
        from essaim.demo import recording

        recording.record()
    from essaim.demo import tell
    from essaim.demo.cast import who_to_be

    tell.everything()
    leave(who_to_be())
    return 0
