"""Majority judgment: each option gets the grade a majority agrees on, ties undone grade by grade.

Source: M. Balinski and R. Laraki, *A theory of measuring, electing, and ranking*, PNAS 104:8720 (2007), and
*Majority Judgment* (MIT Press, 2011), chapter 1: the majority value is the sequence of lower medians, each
removed in turn.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, chain, repeat

Tally = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """An option with its majority `grade` (None without voters), `rank` from 1 (equal ones share it).

    `above` and `below` count people who gave a better and a worse grade than the majority's. `value` is what
    ranks: the grades from the middle outwards, or by steps of share where `missing` is None.
    """

    option: Hashable
    grade: int | None
    rank: int
    above: int
    below: int
    value: tuple[int, ...]


def judge(tallies: Mapping[Hashable, Tally], *, missing: int | None = 0) -> list[Judged]:
    """Options from the best to the worst, from {option: {grade: people}}; a higher grade is better.

    Everybody judges every option: whoever left one out, though others got more grades, gives it `missing`,
    which is the lowest grade. With None they say nothing of it, and options are compared by the shares of
    those who judged each, as if all had the same number of voters in the same proportions. Equal majority
    values share a rank and keep the order given. Raises ValueError for a negative count.
    """
    if any(n < 0 for tally in tallies.values() for n in tally.values()):
        raise ValueError("a count below zero")
    if missing is None:
        values = _by_shares(tallies)
    else:
        voters = max((sum(tally.values()) for tally in tallies.values()), default=0)
        values = {
            option: majority_value(_sorted(tally, voters, missing)) for option, tally in tallies.items()
        }
    whole = {option: _whole(tally, values[option], missing) for option, tally in tallies.items()}
    order = sorted(values, key=values.__getitem__, reverse=True)
    ranks: dict[tuple[int, ...], int] = {}
    for place, option in enumerate(order, 1):
        ranks.setdefault(values[option], place)
    return [_judged(option, whole[option], values[option], ranks[values[option]]) for option in order]


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


def _by_shares(tallies: Mapping[Hashable, Tally]) -> dict[Hashable, tuple[int, ...]]:
    """The majority value where voters are a continuum: at each distance from the middle, first below it."""
    curves = {option: _curve(tally) for option, tally in tallies.items()}
    ends = sorted({abs(end - HALF) for curve in curves.values() for end, _ in curve} - {Fraction(0)})
    inside = [(low + high) / 2 for low, high in zip([Fraction(0), *ends], ends, strict=False)]
    return {
        option: tuple(chain.from_iterable((_at(curve, HALF - s), _at(curve, HALF + s)) for s in inside))
        if curve
        else ()
        for option, curve in curves.items()
    }


HALF = Fraction(1, 2)


def _curve(tally: Tally) -> list[tuple[Fraction, int]]:
    """[(share of people at or below the grade, grade)], the lowest first."""
    given = sorted((grade, n) for grade, n in tally.items() if n)
    of = sum(n for _, n in given)
    shares = accumulate(Fraction(n, of) for _, n in given)
    return [(share, grade) for share, (grade, _) in zip(shares, given, strict=True)]


def _at(curve: list[tuple[Fraction, int]], place: Fraction) -> int:
    return next(grade for share, grade in curve if place < share)


def _whole(tally: Tally, value: tuple[int, ...], missing: int | None) -> Sequence[int]:
    """The grades that were counted: those given, or also those that stand for silence."""
    return value if missing is not None else _sorted(tally, 0, 0)


def _judged(option: Hashable, counted: Sequence[int], value: tuple[int, ...], rank: int) -> Judged:
    grade = value[0] if value else None
    above = sum(one > value[0] for one in counted)
    return Judged(option, grade, rank, above, sum(one < value[0] for one in counted), value)
