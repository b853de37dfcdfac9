"""`essaim example`: an invented list of people, to try `essaim form` and to compare."""

from __future__ import annotations

import argparse
import csv
import sys
from contextlib import nullcontext
from pathlib import Path

FEWEST, MOST = 20, 1_000_000


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "example",
        help="write an invented list of people",
        description="Write an invented list of people, as CSV that essaim form reads: slots (some much more "
        "popular than others), languages, sites, topics, past circles, who facilitates, and pairs together "
        "and apart. The same number and seed give the same list.",
    )
    verb.add_argument("--people", metavar="200", type=count, default=200, help=f"from {FEWEST} to {MOST}")
    verb.add_argument("--seed", metavar="7", type=seed, default=0, help="another seed, another list")
    verb.add_argument("--csv", metavar="FILE", type=Path, help="where to write; standard output otherwise")
    verb.set_defaults(func=example)


def count(text: str) -> int:
    if not text.isdecimal() or not FEWEST <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from {FEWEST} to {MOST}")
    return int(text)


def seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 0")
    return int(text)


def example(asked: argparse.Namespace) -> int:
    """Write the list, row by row."""
    from essaim.engines.grouping.realistic import community_csv

    try:
        with (
            asked.csv.open("w", encoding="utf-8", newline="") if asked.csv else nullcontext(sys.stdout) as to
        ):
            csv.writer(to, lineterminator="\n").writerows(community_csv(asked.people, asked.seed))
    except OSError as problem:
        sys.stderr.write(f"{problem.filename}: it cannot be written ({problem.strerror}).\n")
        return 1
    return 0
