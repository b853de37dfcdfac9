"""Vote matrices that hypothesis draws, and some that tests make."""

from __future__ import annotations

import random

from hypothesis import strategies as some

from essaim.engines.opinions import Votes

CELLS = some.sampled_from([1, 1, -1, 0, None])


@some.composite
def matrices(draw, most_people: int = 14, most_statements: int = 6) -> Votes:
    width = draw(some.integers(1, most_statements))
    row = some.tuples(*[CELLS] * width)
    rows = draw(some.lists(row, min_size=1, max_size=most_people))
    return Votes(tuple(range(len(rows))), tuple(f"s{n}" for n in range(width)), tuple(rows))


def flipped(votes: Votes) -> Votes:
    """The same people, each saying the contrary."""
    return Votes(
        votes.people,
        votes.statements,
        tuple(tuple(None if v is None else -v for v in row) for row in votes.values),
    )


def reordered(votes: Votes, order: list[int]) -> Votes:
    """The same rows in another order of people."""
    return Votes(
        tuple(votes.people[n] for n in order), votes.statements, tuple(votes.values[n] for n in order)
    )


def two_camps(people: int, statements: int, seed: int, faithful: float = 0.85) -> Votes:
    """Half of the people lean one way on each statement, half the other; one in five says nothing."""
    draw = random.Random(seed)
    leans = [draw.choice((1, -1)) for _ in range(statements)]

    def cell(side: int, lean: int) -> int | None:
        if draw.random() < 0.2:
            return None
        return side * lean if draw.random() < faithful else -side * lean

    rows = tuple(tuple(cell(1 if n % 2 else -1, lean) for lean in leans) for n in range(people))
    return Votes(tuple(range(people)), tuple(range(statements)), rows)
