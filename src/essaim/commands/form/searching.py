"""The search in a process of its own: progress as it goes, and Ctrl-C keeps the best so far."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from essaim.commands.warm import kernel_cache
from essaim.engines.grouping import Answer, Rounds
from essaim.engines.grouping.above import with_above
from essaim.engines.grouping.child import Run
from essaim.engines.grouping.explain import complete, explained, whole
from essaim.engines.grouping.files import OptionsRead
from essaim.engines.grouping.modes import Proposal, alternatives
from essaim.engines.grouping.problem import Problem

EVERY = 2.0  # seconds between two lines of progress where a line cannot be rewritten
# What would help is found by solving again: how often, for lists of at most so many people.
TRIES = ((200, 24), (1_000, 8))
ROUNDS_ABOVE = 5
ROUNDS_OTHERS = 3


def search(
    problem: Problem, run: OptionsRead, start: Answer | None = None, *, quiet: bool
) -> tuple[Answer | None, bool]:
    """(the best answer, None if there was none yet; whether Ctrl-C ended the search)."""
    os.environ.setdefault("NUMBA_CACHE_DIR", str(kernel_cache()))
    show = Progress(len(problem.people), quiet=quiet)
    with deaf_to_interruption() as asked:
        child = Run(problem, stop=run.stop, seed=run.seed, start=start)
        with interruption_sets(asked):
            answer = child.wait(progress=show, cancelled=asked.is_set)
    show.end()
    return answer, asked.is_set()


def complete_answer(problem: Problem, answer: Answer) -> Answer:
    """The answer with its reasons and with the circles of facilitators; Ctrl-C leaves what takes long."""
    answer = explained(problem, answer)
    try:
        return with_help(problem, with_above(problem, answer, stop=Rounds(ROUNDS_ABOVE)))
    except KeyboardInterrupt:
        return answer


def with_help(problem: Problem, answer: Answer) -> Answer:
    """The answer with what would place those left out, for lists that are not too long."""
    tries = next((tries for most, tries in TRIES if len(problem.people) <= most), 0)
    if not tries or not answer.unplaced:
        return answer
    answer = complete(problem, answer, stop=Rounds(1), tries=tries).answer
    gains = whole(problem, answer, stop=Rounds(1), tries=tries // 2)
    return replace(answer, would_bring=tuple(gain.as_data() for gain in gains))


def others(problem: Problem, answer: Answer, most: int) -> list[Proposal]:
    """The answer among up to `most` proposals, each completed; [] when one is enough."""
    if most < 2:
        return []
    try:
        found = alternatives(problem, answer, stop=Rounds(ROUNDS_OTHERS), most=most)
        return [found[0], *(replace(one, answer=complete_answer(problem, one.answer)) for one in found[1:])]
    except KeyboardInterrupt:
        return []


@contextmanager
def deaf_to_interruption() -> Iterator[threading.Event]:
    """A terminal sends Ctrl-C to children too: the one started here must live to hand over its best."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def interruption_sets(asked: threading.Event) -> Iterator[None]:
    """Ctrl-C raises the flag instead of a traceback."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: asked.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Progress:
    """One line on standard error, rewritten in a terminal and repeated now and then elsewhere."""

    def __init__(self, people: int, *, quiet: bool) -> None:
        self._people = people
        self._quiet = quiet
        self._rewrites = sys.stderr.isatty()
        self._began = time.monotonic()
        self._next = self._began
        self._written = False

    def __call__(self, placed: int, cost: int, bound: int | None, remaining: float | None) -> None:
        now = time.monotonic()
        if self._quiet or now < self._next:
            return
        self._next = now + (0.1 if self._rewrites else EVERY)
        least = "" if bound is None else f" (at least {bound})"
        text = f"{placed} of {self._people} placed, cost {cost}{least}, {now - self._began:.0f} s"
        sys.stderr.write(f"\r\x1b[K{text}" if self._rewrites else f"{text}\n")
        sys.stderr.flush()
        self._written = True

    def end(self) -> None:
        if self._written and self._rewrites:
            sys.stderr.write("\n")
