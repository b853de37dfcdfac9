"""When to stop searching. A stop is asked between rounds only: counted stops give the same answer twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Done:
    """How far the search has come: rounds and moves tried, seconds since it began."""

    rounds: int = 0
    moves: int = 0
    seconds: float = 0.0


class Stop(Protocol):
    """Says when to stop, and how much is left in its own unit (None when it cannot tell)."""

    def reached(self, done: Done) -> bool:
        """Whether to stop now."""

    def remaining(self, done: Done) -> float | None:
        """Rounds, moves or seconds left."""

    def seconds_left(self, done: Done) -> float | None:
        """Seconds left on a clock; None when no clock decides."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """Stop after a number of rounds: the same answer on every machine."""

    rounds: int

    def reached(self, done: Done) -> bool:
        return done.rounds >= self.rounds

    def remaining(self, done: Done) -> float | None:
        return max(self.rounds - done.rounds, 0)

    def seconds_left(self, done: Done) -> float | None:
        return None


@dataclass(frozen=True, slots=True)
class Moves:
    """Stop at the end of the round in which a number of moves has been tried."""

    moves: int

    def reached(self, done: Done) -> bool:
        return done.moves >= self.moves

    def remaining(self, done: Done) -> float | None:
        return max(self.moves - done.moves, 0)

    def seconds_left(self, done: Done) -> float | None:
        return None


@dataclass(frozen=True, slots=True)
class Seconds:
    """Stop at the end of the round in which a time is up."""

    seconds: float

    def reached(self, done: Done) -> bool:
        return done.seconds >= self.seconds

    def remaining(self, done: Done) -> float | None:
        return max(self.seconds - done.seconds, 0.0)

    def seconds_left(self, done: Done) -> float | None:
        return max(self.seconds - done.seconds, 0.0)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Stop as soon as `asked()` is true: a flag raised elsewhere, such as `threading.Event().is_set`."""

    asked: Callable[[], bool]

    def reached(self, done: Done) -> bool:
        return self.asked()

    def remaining(self, done: Done) -> float | None:
        return None

    def seconds_left(self, done: Done) -> float | None:
        return None


class FirstOf:
    """Stop when the first of several stops does."""

    def __init__(self, *stops: Stop) -> None:
        if not stops:
            raise ValueError("FirstOf needs at least one stop")
        self.stops = stops

    def reached(self, done: Done) -> bool:
        return any(stop.reached(done) for stop in self.stops)

    def remaining(self, done: Done) -> float | None:
        """What is left by the first of the stops that can tell: units differ between stops."""
        return next((left for stop in self.stops if (left := stop.remaining(done)) is not None), None)

    def seconds_left(self, done: Done) -> float | None:
        return min(
            (left for stop in self.stops if (left := stop.seconds_left(done)) is not None), default=None
        )
