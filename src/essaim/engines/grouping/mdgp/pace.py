"""How a cooling is spread: over sweeps that are counted, or over seconds of the clock."""

from __future__ import annotations

import time
from collections.abc import Iterator

Pace = Iterator[tuple[float, int]]

STEPS = 200  # temperatures of a cooling
LONGEST = 0.05  # seconds at one of them before the clock is read again


def counted(sweeps: int) -> Pace:
    """The share of a cooling behind us and the sweeps to make next, step by step."""
    steps = min(sweeps, STEPS)
    for step in range(steps):
        yield step / steps, sweeps * (step + 1) // steps - sweeps * step // steps


def timed(seconds: float) -> Pace:
    """The same, with as many sweeps as the clock allows: cold in time however busy the machine."""
    began = now = time.perf_counter()
    wanted = min(seconds / STEPS, LONGEST)
    times = 1
    while now - began < seconds:
        yield (now - began) / seconds, times
        before, now = now, time.perf_counter()
        times = max(1, min(2 * times, int(times * wanted / max(now - before, 1e-6))))
