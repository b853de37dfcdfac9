"""The `essaim` command: `essaim --help` says what it can do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from essaim import __version__
from essaim.commands import demo, example, form, manage, run, warm, worker

COMMANDS = (run, worker, form, example, demo, warm, manage)


def parser() -> argparse.ArgumentParser:
    """The whole command line, one sub-command a module of `essaim.commands`."""
    whole = argparse.ArgumentParser(
        prog="essaim", description="From a list of people to living circles, with their members."
    )
    whole.add_argument("--version", action="version", version=f"essaim {__version__}")
    verbs = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(verbs)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    asked = parser().parse_args(arguments)
    return int(asked.func(asked) or 0)


if __name__ == "__main__":
    sys.exit(main())
