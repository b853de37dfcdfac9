"""The calling side: starts the process, hears its progress, cancels it, and says clearly how it ended."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..answer import Answer
from ..files import answer_from_json, answer_to_json, problem_to_json
from ..problem import Problem, ProblemError
from ..stop import Stop
from .messages import flags_of, line, stop_to_json

Progress = Callable[[int, int, int | None, float | None], Any]

MODULE = "essaim.engines.grouping.child"
SOURCE = Path(__file__).resolve().parents[4]
LOOK_EVERY = 0.02  # seconds between two looks at the flags
GRACE = 0.12  # seconds a cancelled child has to hand over its best; with a look, under 200 ms in all
LEAVING = 1.0  # seconds for the last words of a process that is gone to be read


class ChildCrashed(RuntimeError):  # noqa: N818 - it says what happened
    """The solving process ended without an answer: its exit `code`, and the end of its errors."""

    def __init__(self, code: int, last_words: str) -> None:
        super().__init__(f"The search ended without an answer ({_ending(code)}).\n{last_words}".strip())
        self.code = code
        self.last_words = last_words


def solve_in_child(
    problem: Problem,
    *,
    stop: Stop,
    seed: int = 0,
    start: Answer | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    above: bool = False,
    tries: int = 0,
) -> Answer | None:
    """As `solve`, in a process of its own; `cancelled` is asked about 50 times a second.

    After the search, `above` also forms the circles above the circles, and `tries` is how many changes may be
    tried to say what would place those unplaced (`explain.complete`).

    Cancelled, it returns the last good answer within 200 ms, or None when there was none yet. Raises
    ProblemError as `solve` does, and ChildCrashed when the process ends without an answer.
    """
    run = Run(problem, stop=stop, seed=seed, start=start, above=above, tries=tries)
    return run.wait(progress=progress, cancelled=cancelled)


class Run:
    """A search under way in a process of its own. `wait` must be called once; `cancel` from any thread."""

    def __init__(
        self,
        problem: Problem,
        *,
        stop: Stop,
        seed: int = 0,
        start: Answer | None = None,
        above: bool = False,
        tries: int = 0,
    ) -> None:
        asked = {"stop": stop_to_json(stop), "seed": seed, "above": above, "tries": tries}
        self._flags = flags_of(stop)
        self._best: Answer | None = None
        self._inbox: queue.Queue[dict[str, Any]] = queue.Queue()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `_end`
        self._writing = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=os.environ | {"PYTHONPATH": _path()},
        )
        threading.Thread(target=self._say, args=(problem, start, asked), daemon=True).start()
        self._hearing = threading.Thread(target=self._hear, daemon=True)
        self._hearing.start()

    @property
    def pid(self) -> int:
        """The process doing the work."""
        return self._process.pid

    def cancel(self) -> None:
        """Ask for the end: `wait` returns within 200 ms with the best answer there is."""
        self._inbox.put({"cancelled": True})

    def wait(
        self, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Answer | None:
        """The answer; what was best when it is cancelled first. Raises as `solve_in_child` does."""
        flags = [*self._flags, cancelled] if cancelled else self._flags
        try:
            while True:
                message = self._next()
                if "cancelled" in message or any(flag() for flag in flags):
                    return self._cancelled()
                if "progress" in message and progress and progress(*message["progress"]) is False:
                    return self._cancelled()
                if "answer" in message:
                    return answer_from_json(message["answer"])
                self._take(message)
        finally:
            self._end()

    def _take(self, message: dict[str, Any]) -> None:
        """What is neither progress nor the last word."""
        if "best" in message:
            self._best = answer_from_json(message["best"])
        if "refused" in message:
            raise ProblemError(message["refused"])
        if "ended" in message:
            code = self._process.wait()
            self._errors.seek(0)
            raise ChildCrashed(code, self._errors.read()[-2000:].decode(errors="replace"))

    def _cancelled(self) -> Answer | None:
        """The child's best if it hands it over in time, else the last one it sent."""
        until = time.monotonic() + GRACE
        threading.Thread(target=self._write, args=(line({"cancel": True}),), daemon=True).start()
        while (left := until - time.monotonic()) > 0:
            message = self._next(left)
            if "answer" in message:
                return answer_from_json(message["answer"])
            if "best" in message:
                self._best = answer_from_json(message["best"])
            if "ended" in message:
                break
        return self._best

    def _next(self, seconds: float = LOOK_EVERY) -> dict[str, Any]:
        try:
            return self._inbox.get(timeout=min(seconds, LOOK_EVERY))
        except queue.Empty:
            return {}

    def _say(self, problem: Problem, start: Answer | None, asked: dict[str, Any]) -> None:
        asked |= {"problem": problem_to_json(problem), "start": answer_to_json(start) if start else None}
        self._write(line(asked))

    def _write(self, data: bytes) -> None:
        # A child that is gone is reported by the silence of its output, so a broken pipe says nothing new.
        with self._writing, contextlib.suppress(OSError, ValueError):
            assert self._process.stdin is not None  # noqa: S101 - for the type checker: it is a pipe
            self._process.stdin.write(data)
            self._process.stdin.flush()

    def _hear(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - for the type checker: it is a pipe
        for said in self._process.stdout:
            with contextlib.suppress(ValueError):  # a line cut short by the child's end
                self._inbox.put(json.loads(said))
        self._inbox.put({"ended": True})

    def _end(self) -> None:
        """Leave no process behind, whatever happened."""
        self._process.kill()
        self._process.wait()
        self._hearing.join(LEAVING)
        for pipe in (self._process.stdin, self._process.stdout, self._errors):
            with contextlib.suppress(OSError, ValueError):
                if pipe is not None:
                    pipe.close()


def _path() -> str:
    """The child imports this very package, installed or not."""
    return os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH", "")]))


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with contextlib.suppress(ValueError):
        name = signal.Signals(-code).name
        return f"{name}: perhaps out of memory" if name == "SIGKILL" else name
    return f"signal {-code}"
