"""From a problem to its answer: master, seats, rounds of search, bounds."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from .answer import Answer, Summary
from .appoint import appoint
from .arrays import Arrays, arrays, placeable, with_units_alone
from .blocks import Blocks, score_of
from .bounds import best_size, cost_bound
from .compose import compose
from .greedy import seat_greedily
from .improve import THREADS, WHOLE, Weights, Whole
from .master import Master, Plan
from .moving import seat_stayers
from .problem import Problem
from .seating import Table, seat_answer, seat_plan, seat_present
from .stop import Done, Stop

PART_OF_MASTER = 0.5  # of the time given, for the whole master programme
LEAST_OF_MASTER = 1.0  # seconds it may take all the same: without it, people are left out
GREEDY_FIRST = 500  # people from whom a first answer comes before the master's
GOOD_PART = 0.95  # of the most that can be placed: below it, tables filled one by one may be better
NEARLY = 0.98  # of the most that can be placed: above it, tables filled one by one are good to begin from
MOST_OF_MASTER = 6000  # people beyond whom the master programme takes longer than the search that mends
MOST_OF_BOUND = 20_000  # people beyond whom its relaxation takes too long as well

Progress = Callable[[int, int, int | None, float | None], Any]


def solve(
    problem: Problem,
    *,
    stop: Stop,
    seed: int = 0,
    start: Answer | None = None,
    progress: Progress | None = None,
) -> Answer:
    """See `essaim.engines.grouping.solve`."""
    began = time.perf_counter()
    if progress is not None and len(problem.people) >= GREEDY_FIRST:
        progress(0, 0, None, stop.remaining(Done()))
    laid = arrays(problem, start)
    if laid.n == 0 or len(laid.cells) == 0:
        return compose(laid, [], Summary(laid.n, 0, 0, 0, 0, laid.n, 0, time.perf_counter() - began, seed))
    first = seat_greedily(laid, best_size(laid)) if laid.n >= GREEDY_FIRST else None
    if first is not None and _say_first(laid, first, stop, progress, began, seed) is False:
        return _composed(laid, first, None, 0, began, seed)
    starts, most = beginnings(
        laid, start, stop.seconds_left(Done(seconds=time.perf_counter() - began)), first
    )
    search = (Whole if laid.n <= WHOLE else Blocks)(laid, starts, seed)
    unplaced_bound = None if most is None else max(laid.n - most, 0)

    def best(rounds: int) -> Answer:
        return _composed(laid, search.tables(), unplaced_bound, rounds, began, seed)

    return best(_rounds(search, laid, stop, progress, began, best))


def _composed(
    laid: Arrays, tables: list[Table], unplaced_bound: int | None, rounds: int, began: float, seed: int
) -> Answer:
    seconds = time.perf_counter() - began
    bound = cost_bound(laid, laid.n - seated(tables))
    summary = Summary(laid.n, 0, 0, 0, bound, unplaced_bound, rounds, seconds, seed)
    return compose(laid, appoint(laid, tables), summary)


def _say_first(
    laid: Arrays, tables: list[Table], stop: Stop, progress: Progress | None, began: float, seed: int
) -> Any:
    """Offer the first tables as an answer and tell how many they seat; False when the caller has enough."""
    # Tables filled one by one know no cap on moves, and leave locked circles as they are.
    if progress is None or laid.problem.options.moves is not None or laid.locks or not tables:
        return None
    keep = getattr(progress, "keep", None)
    if keep is not None:
        keep(partial(_composed, laid, tables, None, 0, began, seed))
    left = stop.remaining(Done(seconds=time.perf_counter() - began))
    cost = score_of(laid, tables, Weights(laid)).cost
    return progress(seated(tables), cost, None, left)


def beginnings(
    laid: Arrays, start: Answer | None, seconds: float | None, first: list[Table] | None = None
) -> tuple[list[list[Table]], int | None]:
    """Tables to begin from, and the proved most people that can be placed (None when nothing was proved).

    `seconds` are left on the clock, of which the master takes a part; None gives it all the time it needs.
    `first` are tables filled one by one, where there are some already: with many people, and where they seat
    nearly everyone, they are begun from, and the master is only asked for its bound.
    """
    free = not laid.locks and laid.problem.options.moves is None
    if first is not None and free:
        loose = _loosened(laid)
        most = int(placeable(loose)[loose.unit].sum())
        if laid.n > MOST_OF_MASTER or seated(first) >= NEARLY * most:
            if seated(first) < most and laid.n <= MOST_OF_BOUND:
                most = Master(loose).most_placed()
            return [first, *_befores(laid, start)], most
    until = None if seconds is None else time.perf_counter() + max(seconds * PART_OF_MASTER, LEAST_OF_MASTER)
    size = best_size(laid)
    plan = Master(laid).plan(size, until=until)
    tables = seat_plan(laid, plan)
    if plan.most_placed is None or seated(tables) < GOOD_PART * plan.most_placed:
        tables = max(tables, seat_greedily(laid, size) if first is None else first, key=seated)
    moves = laid.problem.options.moves
    stayers = None if moves is None else seat_stayers(laid, len(plan.people(laid)), until)
    begun = [tables, *_befores(laid, start)]
    return [stayers, *reversed(begun)] if stayers else begun, _most_placed(laid, plan, until)


def _befores(laid: Arrays, start: Answer | None) -> list[list[Table]]:
    """The circles there are: those of an answer to set out from, or those people sit in now."""
    if start is not None and start.circles:
        return [seat_answer(laid, start)]
    if laid.move_weight or laid.problem.options.moves is not None:
        return [seat_present(laid)]
    return []


def _most_placed(laid: Arrays, plan: Plan, until: float | None) -> int | None:
    loose = _loosened(laid)
    if loose is laid or plan.most_placed is None or plan.most_placed >= laid.n:
        return plan.most_placed
    return Master(loose).plan(best_size(laid), until=until).most_placed


def _loosened(laid: Arrays) -> Arrays:
    """The problem without the chains that a facilitator of several tables may split.

    A unit sits at one table here; two people together with one facilitator may sit at two of their tables, so
    that what is proved with such chains need not hold.
    """
    most_offered = np.maximum.reduceat(laid.offers[laid.unit_people], laid.unit_start[:-1])
    several = (np.diff(laid.unit_start) > 2) & (most_offered > 1)
    return with_units_alone(laid, several)


def seated(tables: list[Table]) -> int:
    """How many people have a seat."""
    return len({i for table in tables for i in table.people})


def _rounds(
    search: Whole | Blocks,
    laid: Arrays,
    stop: Stop,
    progress: Progress | None,
    began: float,
    best: Callable[[int], Answer],
) -> int:
    """Search until the stop or the caller says so; returns the number of rounds.

    A `progress` with a method `keep` is offered the best answer so far, as a function to call for it.
    """
    done = Done(seconds=time.perf_counter() - began)
    keep = getattr(progress, "keep", None)
    if keep is not None:
        keep(partial(best, 0))
    bound = cost_bound(laid, search.score.unplaced)
    with ThreadPoolExecutor(THREADS) as pool:
        while not stop.reached(done):
            search.round(done.rounds + 1, pool, partial(_enough, stop, done, began))
            done = Done(done.rounds + 1, search.moves, time.perf_counter() - began)
            if keep is not None:
                keep(partial(best, done.rounds))
            if progress is not None:
                score = search.score
                if progress(laid.n - score.unplaced, score.cost, bound, stop.remaining(done)) is False:
                    break
    return done.rounds


def _enough(stop: Stop, done: Done, began: float) -> bool:
    """Whether a clock or a person stops the search in the middle of a round; counted stops never do."""
    return stop.reached(replace(done, seconds=time.perf_counter() - began))
