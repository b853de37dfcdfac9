"""The solving side: reads one question, tells its progress, answers, and dies with whoever asked."""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

from ..above import with_above
from ..answer import Answer
from ..explain import complete
from ..files import answer_from_json, answer_to_json, problem_from_json
from ..problem import Problem, ProblemError
from ..stop import Cancelled, FirstOf, Rounds
from .messages import line, stop_from_json

ORPHANED = 3


def main() -> None:
    """Solve what standard input asks, saying everything on standard output."""
    # Libraries may print: only messages may reach the pipe.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def say(message: dict[str, Any]) -> None:
        out.write(line(message))
        out.flush()

    asked = json.loads(sys.stdin.buffer.readline())
    cancelled = threading.Event()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, cancelled), daemon=True).start()
    from .. import solve

    problem = problem_from_json(asked["problem"])
    # The people stay to the end: looking for garbage among them, at a million, takes longer than their seats.
    gc.freeze()
    try:
        answer = solve(
            problem,
            stop=stop_from_json(asked["stop"], Cancelled(cancelled.is_set)),
            seed=asked["seed"],
            start=answer_from_json(asked["start"]) if asked["start"] else None,
            progress=Teller(say, cancelled),
        )
    except ProblemError as refused:
        say({"refused": refused.sentences})
        return
    if (asked["above"] or asked["tries"]) and not cancelled.is_set():
        say({"best": answer_to_json(answer)})
        answer = _completed(problem, answer, asked, cancelled)
    say({"answer": answer_to_json(answer)})


def _completed(problem: Problem, answer: Answer, asked: dict[str, Any], cancelled: threading.Event) -> Answer:
    """The answer with circles above it and what would help those unplaced, as far as they are asked for."""
    if asked["above"]:
        answer = with_above(problem, answer, stop=FirstOf(Rounds(1), Cancelled(cancelled.is_set)))
    if asked["tries"]:
        done = complete(problem, answer, stop=Rounds(0), tries=asked["tries"], cancelled=cancelled.is_set)
        answer = done.answer
    return answer


class Teller:
    """Tells the progress of a search, and sends its best answer from time to time."""

    def __init__(self, say: Callable[[dict[str, Any]], None], cancelled: threading.Event) -> None:
        self.say = say
        self.cancelled = cancelled
        self.next_at = 0.0

    def __call__(self, placed: int, cost: int, bound: int | None, remaining: float | None) -> bool:
        self.say({"progress": [placed, cost, bound, remaining]})
        return not self.cancelled.is_set()

    def keep(self, best: Callable[[], Answer]) -> None:
        """Send the best so far, so that it survives this process; at most a tenth of the time goes to it."""
        began = time.monotonic()
        if began >= self.next_at and not self.cancelled.is_set():
            self.say({"best": answer_to_json(best())})
            now = time.monotonic()
            self.next_at = now + max(10 * (now - began), 0.25)


def _listen(pipe: BinaryIO, cancelled: threading.Event) -> None:
    """Hear a cancellation; when the pipe closes, whoever asked is gone, and nobody waits for an answer."""
    for _ in pipe:
        cancelled.set()
    os._exit(ORPHANED)


def run() -> None:
    """`main`, left without the interpreter's good-byes: the listening thread holds standard input."""
    try:
        main()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    run()
