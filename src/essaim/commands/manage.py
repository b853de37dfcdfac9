"""`essaim manage …`: Django's own commands (migrate, check, shell …)."""

from __future__ import annotations

import argparse

from .frame import wake


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("manage", help="run one of Django's own commands", add_help=False)
    verb.add_argument("rest", nargs=argparse.REMAINDER, metavar="…")
    verb.set_defaults(func=manage)


def manage(asked: argparse.Namespace) -> int:
    wake()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["essaim manage", *asked.rest])
    return 0
