"""Groups that meet round after round, nobody meeting anybody twice, where arithmetic knows how.

People are numbered position × groups + line: each group takes one line of every position. In round r the
group number g takes, at position i, the line g + d(i, r). Two people of positions i and i′ meet at most once
when d(i, r) − d(i′, r) is another one in every round: the rows d(i, ·) are a *difference matrix* (Colbourn
and Dinitz, *Handbook of Combinatorial Designs*, VI.17). Over a field, d(i, r) = i · r is one, the affine
plane; for other numbers of groups, one is searched for, column by column. People of one position never meet:
where their number can be cut into groups, they meet in further rounds.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import product

Schedule = list[list[list[int]]]
"""Rounds of groups of people."""

STEPS = 200_000  # values tried before a difference matrix is given up


def never_twice(groups: int, size: int, rounds: int) -> Schedule:
    """As many of `rounds` as are known, each of `groups` groups of `size`; always at least one of them."""
    field = _field(groups)
    if size > groups or rounds == 1:
        columns = [[0] * size]
    elif field is not None:
        columns = [[field[i][r] for i in range(size)] for r in range(min(rounds, groups))]
    else:
        columns = _difference_columns(groups, size, rounds)
    add = _addition(groups) if field is not None else _cyclic(groups)
    schedule = [
        [[i * groups + add[g][d] for i, d in enumerate(column)] for g in range(groups)] for column in columns
    ]
    if len(schedule) < rounds and size <= groups and groups % size == 0:
        schedule += _inside_positions(groups, size, rounds - len(schedule))
    return schedule[:rounds]


def _inside_positions(groups: int, size: int, rounds: int) -> Schedule:
    """Rounds in which only people of one position meet: the same schedule in each position."""
    inside = never_twice(groups // size, size, rounds)
    return [
        [[i * groups + line for line in group] for i in range(size) for group in groups_of_round]
        for groups_of_round in inside
    ]


def _difference_columns(groups: int, size: int, rounds: int) -> list[list[int]]:
    """As many columns of a difference matrix over the integers modulo `groups` as are found in `STEPS`."""
    chance = random.Random(groups * 1000 + size)  # noqa: S311 - a search that goes the same way every time
    columns = [[0] * size]
    used = [[1] * size for _ in range(size)]  # bit d: the difference d between two positions was taken
    steps = 0
    while len(columns) < rounds and steps < STEPS:
        column: list[int] = [0]
        while len(column) < size:
            free = _free_values(used[len(column)], column, groups)
            steps += groups
            if not free:
                break
            column.append(chance.choice(free))
        if len(column) == size:
            columns.append(column)
            for i, j in product(range(size), repeat=2):
                used[i][j] |= 1 << (column[i] - column[j]) % groups
    return columns


def _free_values(used: list[int], column: list[int], groups: int) -> list[int]:
    return [
        value
        for value in range(groups)
        if not any(used[j] >> (value - other) % groups & 1 for j, other in enumerate(column))
    ]


def _cyclic(order: int) -> list[list[int]]:
    return [[(a + b) % order for b in range(order)] for a in range(order)]


@cache
def _prime_power(order: int) -> tuple[int, int] | None:
    """(p, k) where order = p^k for a prime p."""
    prime = next((p for p in range(2, order + 1) if order % p == 0), None)
    if prime is None:
        return None
    k, rest = 0, order
    while rest % prime == 0:
        k, rest = k + 1, rest // prime
    return (prime, k) if rest == 1 else None


def _digits(number: int, base: int, length: int) -> list[int]:
    return [number // base**place % base for place in range(length)]


def _number(digits: list[int], base: int) -> int:
    return sum(digit * base**place for place, digit in enumerate(digits))


def _addition(order: int) -> list[list[int]]:
    """The table of addition of the field of a prime power: digit by digit."""
    p, k = _prime_power(order) or (order, 1)
    digits = [_digits(a, p, k) for a in range(order)]
    return [[_number([(x + y) % p for x, y in zip(a, b, strict=True)], p) for b in digits] for a in digits]


@cache
def _field(order: int) -> list[list[int]] | None:
    """The table of multiplication of the field of this order; None where there is none."""
    power = _prime_power(order)
    if power is None:
        return None
    p, k = power
    for low in range(order):
        table = [[_times(a, b, low, p, k) for b in range(order)] for a in range(order)]
        if all(0 not in row[1:] for row in table[1:]):
            return table
    return None


def _times(a: int, b: int, low: int, p: int, k: int) -> int:
    """a · b as polynomials over the integers modulo p, where x^k is −(the polynomial `low`)."""
    product_ = [0] * (2 * k - 1)
    for i, x in enumerate(_digits(a, p, k)):
        for j, y in enumerate(_digits(b, p, k)):
            product_[i + j] += x * y
    rest = _digits(low, p, k)
    for place in range(2 * k - 2, k - 1, -1):
        for j, y in enumerate(rest):
            product_[place - k + j] -= product_[place] * y
    return _number([digit % p for digit in product_[:k]], p)
