"""The command from its arguments to its exit code."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from essaim.engines.grouping import Answer, ProblemError
from essaim.engines.grouping.child import ChildCrashed
from essaim.engines.grouping.files import answer_to_json, circles_csv, why_csv

from . import again, saying
from .inputs import BadInput, Given, gather
from .searching import complete_answer, others, search

ALL_PLACED = 0
FAILED = 1
BAD_INPUT = 2
SOME_UNPLACED = 3
INTERRUPTED = 130  # the shell's own code for Ctrl-C


def form(asked: argparse.Namespace) -> int:
    """Read, search, write, say; returns the exit code."""
    try:
        given = gather(asked)
        saying.left_out((*given.reading.refused, *given.reading.remarks))
        if not asked.quiet:
            saying.beforehand(given)
        if asked.welcome or asked.split or asked.times > 1:
            return answered(asked, given)
        answer, interrupted = search(given.problem, given.run, given.start, quiet=asked.quiet)
    except BadInput as refused:
        saying.bad_input(refused.sentences)
        return BAD_INPUT
    except ProblemError as refused:
        saying.bad_input(refused.sentences)
        return BAD_INPUT
    except KeyboardInterrupt:
        saying.note("Interrupted: nothing is kept.")
        return INTERRUPTED
    except ChildCrashed as crashed:
        saying.note(str(crashed))
        return FAILED
    return finish(asked, given, answer, interrupted)


def finish(asked: argparse.Namespace, given: Given, answer: Answer | None, interrupted: bool) -> int:
    """Keep the answer in the files asked for, and say it."""
    if interrupted:
        saying.note("Interrupted: " + ("the best circles so far are kept." if answer else "no circles yet."))
    if answer is None:
        return INTERRUPTED
    answer = complete_answer(given.problem, answer)
    proposals = [] if interrupted else others(given.problem, answer, asked.alternatives)
    said = saying.summary(answer, given.names) + saying.compared(proposals, asked.alternatives)
    return kept(asked, given, [answer, *(one.answer for one in proposals[1:])], said)


def answered(asked: argparse.Namespace, given: Given) -> int:
    """The other questions: a newcomer, a circle to split, several times in a row."""
    if asked.times > 1:
        answers, said = again.several_times(given, asked.times)
    else:
        answer, said = (
            again.welcomed(given, asked.welcome) if asked.welcome else again.halved(given, asked.split)
        )
        answers = [answer]
    return kept(asked, given, answers, said)


def kept(asked: argparse.Namespace, given: Given, answers: list[Answer], said: str) -> int:
    """Write the answers and say what is said of them; returns the exit code."""
    try:
        for number, one in enumerate(answers, start=1):
            keep(asked, given, one, number)
    except OSError as problem:
        saying.note(f"{problem.filename}: it cannot be written ({problem.strerror}).")
        return FAILED
    if not asked.quiet:
        sys.stdout.write(said)
    return SOME_UNPLACED if answers[0].unplaced else ALL_PLACED


def keep(asked: argparse.Namespace, given: Given, answer: Answer, number: int) -> None:
    """Write an answer where it was asked for; from the second on, with its number after the name."""
    if asked.json:
        text = json.dumps(answer_to_json(answer), ensure_ascii=False, indent=1) + "\n"
        write(numbered(asked.json, number), text)
    if asked.csv:
        write(numbered(asked.csv, number), circles_csv(answer.circles, given.names))
    if asked.why:
        write(numbered(asked.why, number), why_csv(given.problem, answer, given.names))


def numbered(path: Path, number: int) -> Path:
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")


def write(path: Path, text: str) -> None:
    """Write a file at once or not at all; a device such as /dev/stdout is written to as it is."""
    if path.exists() and not path.is_file():
        path.write_text(text, "utf-8", newline="")
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o600 if not path.exists() else path.stat().st_mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
