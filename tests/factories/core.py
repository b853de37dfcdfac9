"""Jobs for the stories of background work. They tell what they did by writing lines to a file."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event

from essaim.core import jobs


def tell(path: str, line: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{line}\n")


@jobs.job
def write(*, path: str, line: str) -> None:
    tell(path, line)


def note(*, path: str, trouble: str) -> None:
    tell(path, f"given up: {trouble}")


@jobs.job(on_give_up=note)
def stumble(*, path: str) -> None:
    tell(path, "tried")
    raise ValueError("no such bridge")


@jobs.job
def block(*, path: str, gate: str) -> None:
    """Begin, then wait for somebody to open the gate (a named pipe)."""
    tell(path, f"begun by {os.getpid()}")
    Path(gate).read_bytes()
    tell(path, "done")


@jobs.job(lane=jobs.Lane.APART)
def block_apart(*, path: str, gate: str) -> None:
    tell(path, f"begun by {os.getpid()}")
    Path(gate).read_bytes()
    tell(path, "done")


@jobs.job(lane=jobs.Lane.APART)
def die_apart(*, path: str) -> None:
    tell(path, "tried")
    os._exit(9)


BELL = Event()


@jobs.job
def ring() -> None:
    """Ask the worker of this very process to stop."""
    BELL.set()


def give_up_badly(*, path: str, trouble: str) -> None:
    raise ZeroDivisionError


@jobs.job(on_give_up=give_up_badly)
def stumble_twice(*, path: str) -> None:
    raise ValueError("no such bridge")


def not_a_job() -> None:
    """A plain function."""


@jobs.job
def do_nothing() -> None:
    """There is nothing to do."""
