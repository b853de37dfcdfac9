"""The innermost loop: ordinary exchanges and moves of people with one seat, on plain arrays.

It repeats what `swap_cost`, `move_cost`, `swap`, `leave` and `join` say for the commonest case, because
passing a whole model and state to a function called ten million times costs more than the work itself.
"""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
from __future__ import annotations

import math

import numpy as np

from . import NONE, inner
from .state import chance, draw

IN, OUT = np.int64(1), np.int64(-1)


@inner
def lone_change(held, lone, c, i, j):
    """Change in values that one person alone holds at table c if j takes the seat of i (-1: nobody)."""
    change = 0
    for a in range(lone.shape[1]):
        v = lone[i, a] if i >= 0 else -1
        w = lone[j, a] if j >= 0 else -1
        if v != w:
            if v >= 0:
                n = held[c, v]
                change += -1 if n == 1 else (1 if n == 2 else 0)
            if w >= 0:
                n = held[c, w]
                change += 1 if n == 0 else (-1 if n == 1 else 0)
    return change


@inner
def hold(held, lone, c, i, step):
    """Count the values of i in (1) or out (-1) at table c."""
    for a in range(lone.shape[1]):
        if lone[i, a] >= 0:
            held[c, lone[i, a]] += step


@inner
def away_cost(present, anchor, weight, i, c):
    g = present[i]
    return weight if g >= 0 and anchor[g] != c else 0


@inner
def seat_of(seats, c, i):
    p = 0
    while seats[c, p] != i:
        p += 1
    return p


@inner
def list_ordinary(m, ordinary):
    """Mark who may be exchanged without a thought: nobody must be with them, nothing holds them."""
    for i in range(ordinary.shape[0]):
        u = m.unit[i]
        alone = m.unit_start[u + 1] - m.unit_start[u] == 1
        ordinary[i] = 1 if alone and m.fixed[i] == 0 and m.away_count[i] == 0 else 0


@inner
def exchange(m, s, rng, ordinary, open_tables, n_open, heat, steps):
    """Try `steps` exchanges or moves at one temperature."""
    pair, can, dislike, slot, offers = m.pair, m.can, m.dislike, m.slot, m.offers
    lone, present, low, high, few = m.lone, m.present, m.low, m.high, m.few
    hard, target = m.hard, m.target
    size_weight, lone_weight, move_weight = m.size_weight, m.lone_weight, m.move_weight
    cell, size, leaders, seats, tables = s.cell, s.size, s.leaders, s.seats, s.tables
    count, leads, total_of, held, anchor, total = s.taken, s.leads, s.sum, s.held, s.anchor, s.total
    n = count.shape[0]
    lonely = lone.shape[1] > 0
    for _ in range(steps):
        i = draw(rng, n)
        if ordinary[i] == 0 or count[i] != 1:
            continue
        a = tables[i, 0]
        b = np.int64(-1)
        for _ in range(12):
            x = open_tables[draw(rng, n_open)]
            if x != a and can[i, cell[x]] == 1:
                b = x
                break
        if b < 0 or size[b] == 0:
            continue
        slot_a = slot[cell[a]]
        slot_b = slot[cell[b]]
        if draw(rng, np.int64(8)) == 0:
            if size[a] <= low[a] or size[b] >= high[b] or total_of[b, i] >= hard:
                continue
            if leads[i] == 1 and leaders[a] <= few[a]:
                continue
            before = (size[a] - target) ** 2 + (size[b] - target) ** 2
            after = (size[a] - 1 - target) ** 2 + (size[b] + 1 - target) ** 2
            if size[a] == 1:
                after -= target * target
            change = np.int64(total_of[b, i]) - total_of[a, i] + size_weight * (after - before)
            change += dislike[i, slot_b] - dislike[i, slot_a]
            if lonely:
                change += lone_weight * (
                    lone_change(held, lone, a, i, NONE) + lone_change(held, lone, b, NONE, i)
                )
            change += away_cost(present, anchor, move_weight, i, b) - away_cost(
                present, anchor, move_weight, i, a
            )
            if change > 0 and (change > 30.0 * heat or chance(rng) >= math.exp(-change / heat)):
                continue
            seats[a, seat_of(seats, a, i)] = seats[a, size[a] - 1]
            size[a] -= 1
            leaders[a] -= leads[i]
            leads[i] = 0
            seats[b, size[b]] = i
            size[b] += 1
            tables[i, 0] = b
            if lonely:
                hold(held, lone, a, i, OUT)
                hold(held, lone, b, i, IN)
            for k in range(n):
                total_of[a, k] -= pair[i, k]
                total_of[b, k] += pair[i, k]
            total[0] += change
            continue
        j = np.int64(-1)
        for _ in range(4):
            x = seats[b, draw(rng, size[b])]
            if can[x, cell[a]] == 1:
                j = np.int64(x)
                break
        if j < 0 or ordinary[j] == 0 or count[j] != 1:
            continue
        if leads[i] != leads[j] and ((leads[i] == 1 and offers[j] < 1) or (leads[j] == 1 and offers[i] < 1)):
            continue
        p = pair[i, j]
        gain_i = total_of[b, i] - p
        gain_j = total_of[a, j] - p
        if gain_i >= hard or gain_j >= hard:
            continue
        change = np.int64(gain_i) + gain_j - total_of[a, i] - total_of[b, j]
        change += dislike[i, slot_b] - dislike[i, slot_a] + dislike[j, slot_a] - dislike[j, slot_b]
        if lonely:
            change += lone_weight * (lone_change(held, lone, a, i, j) + lone_change(held, lone, b, j, i))
        change += away_cost(present, anchor, move_weight, i, b) - away_cost(
            present, anchor, move_weight, i, a
        )
        change += away_cost(present, anchor, move_weight, j, a) - away_cost(
            present, anchor, move_weight, j, b
        )
        if change > 0 and (change > 30.0 * heat or chance(rng) >= math.exp(-change / heat)):
            continue
        seats[a, seat_of(seats, a, i)] = j
        seats[b, seat_of(seats, b, j)] = i
        tables[i, 0] = b
        tables[j, 0] = a
        leads[i], leads[j] = leads[j], leads[i]
        if lonely:
            hold(held, lone, a, i, OUT)
            hold(held, lone, a, j, IN)
            hold(held, lone, b, j, OUT)
            hold(held, lone, b, i, IN)
        for k in range(n):
            d = pair[j, k] - pair[i, k]
            total_of[a, k] += d
            total_of[b, k] -= d
        total[0] += change
