"""The `essaim` command: `essaim --help` says what it can do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from essaim import __version__

COMMANDS = ("run", "worker", "form", "example", "demo", "warm", "manage")


def parser(*commands: str) -> argparse.ArgumentParser:
    """The command line with these commands, or all: each is a module of `essaim.commands`."""
    whole = argparse.ArgumentParser(
        prog="essaim", description="From a list of people to living circles, with their members."
    )
    whole.add_argument("--version", action="version", version=f"essaim {__version__}")
    verbs = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in commands or COMMANDS:
        import_module(f"essaim.commands.{command}").add_parser(verbs)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    # A command that is named is read alone: the others would slow its start.
    asked = parser(*(word for word in words[:1] if word in COMMANDS)).parse_args(words)
    return int(asked.func(asked) or 0)


if __name__ == "__main__":
    sys.exit(main())
