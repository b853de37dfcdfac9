"""What people can, hold and were part of, as columns of numbers; what many hold is laid out once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .problem import WEIGHTS, Person, Problem, Slot

Ints = NDArray[np.int32]
Flags = NDArray[np.uint8]


def starts(counts: NDArray[np.int64]) -> Ints:
    """Where each of several stretches begins in an array that holds them all, and where the last ends."""
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int32)


def marked(held: Sequence[frozenset[Any] | None], columns: Sequence[Any], *, of_nothing: int = 0) -> Flags:
    """A row for each holder with 1 in the columns of what they hold, `of_nothing` everywhere for None.

    Many hold the same, so each different set is laid out once.
    """
    at = {column: c for c, column in enumerate(columns)}
    numbers = codes(held, of_nothing=False)
    different = list(dict.fromkeys(held))
    rows = np.zeros((len(different), len(columns)), np.uint8)
    for row, held_together in zip(rows, different, strict=True):
        if held_together is None:
            row[:] = of_nothing
        else:
            row[[at[one] for one in held_together]] = 1
    return rows[numbers]


def dislike(people: tuple[Person, ...], slots: tuple[Slot, ...], weight: int) -> Flags:
    """What each slot costs each person who likes some others better."""
    known = frozenset(slots)
    likes = [person.preferred if person.preferred <= known else person.preferred & known for person in people]
    fussy = np.array([bool(person.preferred) for person in people], np.uint8)
    return np.asarray((1 - marked(likes, slots)) * (fussy * np.uint8(weight))[:, None])


def codes(values: Sequence[Hashable], *, of_nothing: bool = True) -> Ints:
    """Number values in the order of their first holder; None is -1, or a value like others."""
    numbers: dict[Hashable, int] = {None: -1} if of_nothing else {}
    count = len(numbers)
    return np.fromiter((numbers.setdefault(v, len(numbers) - count) for v in values), np.int32, len(values))


def values_of(people: tuple[Person, ...], name: str) -> list[Hashable]:
    """The values each accepts of an attribute, None for nobody knows."""
    held = (person.values.get(name) for person in people)
    return [None if not values else values if len(values) == 1 else frozenset(values) for values in held]


def pair_codes(people: tuple[Person, ...], problem: Problem) -> tuple[Ints, Ints]:
    """Values of the attributes to mix, then to share, and what they weigh: less than 0 to share."""
    options = problem.options
    wanted = [(name, WEIGHTS[word]) for name, word in sorted(options.mix.items())]
    wanted += [(name, -WEIGHTS[word]) for name, word in sorted(options.share.items())]
    wanted = [(name, weight) for name, weight in wanted if weight]
    columns = [codes(values_of(people, name)) for name, _ in wanted]
    shape = (len(people), len(wanted))
    table = np.stack(columns, axis=1) if columns else np.zeros(shape, np.int32)
    return np.ascontiguousarray(table), np.array([weight for _, weight in wanted], np.int32)


def lone_codes(people: tuple[Person, ...], names: tuple[str, ...]) -> Ints:
    """Values that must not be alone, numbered across attributes."""
    table = np.full((len(people), len(names)), -1, np.int32)
    first = 0
    for column, name in enumerate(names):
        numbers = codes(values_of(people, name))
        table[:, column] = np.where(numbers >= 0, numbers + first, -1)
        first += int(numbers.max(initial=-1)) + 1
    return table


def met(people: tuple[Person, ...]) -> tuple[Ints, Ints]:
    """Past circles by number. Which number a name gets is of no account: only common ones are counted."""
    numbers: dict[str, int] = {}
    counts = np.fromiter((len(person.met) for person in people), np.int64, len(people))
    names = (numbers.setdefault(name, len(numbers)) for person in people for name in person.met)
    flat = np.fromiter(names, np.int32, int(counts.sum()))
    return starts(counts), flat[np.lexsort((flat, np.repeat(np.arange(len(people)), counts)))]
