"""Majority judgment: each option gets the grade a majority agrees on, ties undone grade by grade.

Source: M. Balinski and R. Laraki, *A theory of measuring, electing, and ranking*, PNAS 104:8720 (2007), and
*Majority Judgment* (MIT Press, 2011), chapter 1: the majority value is the sequence of lower medians, each
removed in turn.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat


@dataclass(frozen=True, slots=True)
class Judged:
    """An option with its majority `grade` (None without voters), `rank` from 1 (equal ones share it).

    `above` and `below` count people who gave a better and a worse grade than the majority's.
    """

    option: Hashable
    grade: int | None
    rank: int
    above: int
    below: int
    value: tuple[int, ...]


def judge(tallies: Mapping[Hashable, Mapping[int, int]], *, missing: int = 0) -> list[Judged]:
    """Options from the best to the worst, from {option: {grade: people}}; a higher grade is better.

    Everybody judges every option: whoever left one out, though others got more grades, gives it `missing`,
    which is the lowest grade. Equal majority values share a rank and keep the order given. Raises
    ValueError for a negative count.
    """
    if any(n < 0 for tally in tallies.values() for n in tally.values()):
        raise ValueError("a count below zero")
    voters = max((sum(tally.values()) for tally in tallies.values()), default=0)
    values = {option: majority_value(_sorted(tally, voters, missing)) for option, tally in tallies.items()}
    order = sorted(values, key=values.__getitem__, reverse=True)
    ranks: dict[tuple[int, ...], int] = {}
    for place, option in enumerate(order, 1):
        ranks.setdefault(values[option], place)
    return [_judged(option, values[option], ranks[values[option]]) for option in order]


def majority_value(grades: Sequence[int]) -> tuple[int, ...]:
    """The lower medians of grades sorted from the lowest, each removed in turn: from the middle outwards."""
    middle = (len(grades) - 1) // 2
    below, above = grades[middle::-1], grades[middle + 1 :]
    if len(grades) % 2:
        return (*below[:1], *chain.from_iterable(zip(below[1:], above, strict=True)))
    return tuple(chain.from_iterable(zip(below, above, strict=True)))


def _sorted(tally: Mapping[int, int], voters: int, missing: int) -> list[int]:
    given = list(chain.from_iterable(repeat(grade, n) for grade, n in tally.items()))
    return sorted(given + [missing] * (voters - len(given)))


def _judged(option: Hashable, value: tuple[int, ...], rank: int) -> Judged:
    grade = value[0] if value else None
    above = sum(one > value[0] for one in value)
    return Judged(option, grade, rank, above, sum(one < value[0] for one in value), value)
