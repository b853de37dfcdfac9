"""The board's consequences for 200 people against weighing and checking everything again: time and ratio."""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

from essaim.engines.grouping.answer import Circle
from essaim.engines.grouping.board import Board, Move, apply, settle
from essaim.engines.grouping.problem import Options, Person, Problem, Slot
from essaim.engines.grouping.weigh import broken, weigh

SLOTS = [Slot(day, minute) for day in range(5) for minute in (750, 1110)]


def crowd(count: int, seed: int) -> Problem:
    """People with a few slots each, two attributes to mix, past circles; one in ten may facilitate."""
    rng = random.Random(seed)
    people = tuple(
        Person(
            key=str(number),
            languages=frozenset({"fr"}),
            possible=frozenset(SLOTS[:1] + rng.sample(SLOTS, 4)),
            values={"job": (f"job {rng.randrange(12)}",), "site": (f"site {rng.randrange(5)}",)},
            facilitates=int(number % 10 == 0),
            met=frozenset(rng.sample(["a", "b", "c", "d", "e"], 1)),
        )
        for number in range(count)
    )
    options = Options(mix={"job": "normal", "site": "a lot"}, new_people="normal")
    return Problem(people, apart=frozenset({("1", "25")}), options=options)


def seated(problem: Problem) -> tuple[Circle, ...]:
    """Circles of ten at one slot, each led by its first person."""
    keys = [person.key for person in problem.people]
    circles = [
        Circle(f"c{start // 10}", SLOTS[0], "fr", (keys[start],), tuple(keys[start : start + 10]))
        for start in range(0, len(keys), 10)
    ]
    return settle(problem, circles)


def again_from_nothing(problem: Problem, circles: tuple[Circle, ...], person: str) -> int:
    """What a board without memory would do: each possible move, weighed and checked as a whole."""
    found = 0
    for circle in circles:
        if person not in circle.people:
            after = apply(circles, Move(person, circle.id))
            found += len(broken(problem, after)) + weigh(problem, after).total
    return found


def timed(act: Callable[[], Any], rounds: int) -> float:
    """Milliseconds, the median of some rounds."""
    times = []
    for _ in range(rounds):
        begin = perf_counter()
        act()
        times.append((perf_counter() - begin) * 1000)
    return statistics.median(times)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=200)
    arguments.add_argument("--rounds", type=int, default=9)
    asked = arguments.parse_args()
    problem = crowd(asked.people, seed=7)
    circles = seated(problem)
    person = "13"
    ours = timed(lambda: Board(problem, circles).options_for(person), asked.rounds)
    naive = timed(lambda: again_from_nothing(problem, circles, person), 3)
    one = timed(lambda: Board(problem, circles).consequences(Move(person, circles[-1].id)), asked.rounds)
    loaded = [name for name in ("numpy", "numba", "scipy") if name in sys.modules]
    print(f"{asked.people} people, {len(circles)} circles, from an empty board each time")
    print(f"{'one move':<42}{one:>9.1f} ms")
    print(f"{'every circle a person could go to':<42}{ours:>9.1f} ms")
    print(f"{'the same, everything weighed again':<42}{naive:>9.1f} ms")
    print(f"{'ratio':<42}{naive / ours:>9.1f}")
    print(f"numeric packages loaded: {', '.join(loaded) or 'none'}")


if __name__ == "__main__":
    main()
