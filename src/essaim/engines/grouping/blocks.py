"""Many people: each round cuts the tables into disjoint blocks and searches each alone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Arrays, placeable
from .block import Block, build, led_twice, read
from .improve import Score, Weights, clone, copy_state, heat_of, number, round_of, scratch
from .kernels.rebuild import mend
from .seating import Table
from .weighing import costs_of

PEOPLE_OF_BLOCK = 600
STEPS = 60  # of annealing for each person of a block in a round
SHAKES, SHAKES_OF_RESCUE = 12, 120
RESCUED = 40  # people without a seat who are helped in one block
RESCUES = 8  # rounds in which blocks are made for them


@dataclass(frozen=True, slots=True)
class Cut:
    """A block to be: numbers of tables, people waiting, and how often to shake."""

    tables: list[int]
    waiting: list[int]
    shakes: int = SHAKES


class Blocks:
    """Many people, searched block by block. A round never makes the answer worse, moves aside."""

    def __init__(self, laid: Arrays, starts: list[list[Table]], seed: int) -> None:
        self.laid = laid
        self.seed = seed
        self.weights = Weights(laid)
        self.moves = 0
        self.placeable = placeable(laid)
        repaired = [self._repaired(tables) for tables in starts]
        self._score, self.current = min(repaired, key=lambda found: found[0].key)

    def round(self, number_of_round: int, pool: ThreadPoolExecutor, enough: Callable[[], bool]) -> None:
        """Cut, search every block, put together; once `enough()`, the blocks that wait stay as they are."""
        self._pass(number_of_round, _search, pool, enough)
        self._weigh()

    def _repaired(self, tables: list[Table]) -> tuple[Score, list[Table]]:
        """The tables, brought to hold every rule, and their score."""
        self.current = tables
        if not sound(self.laid, tables):
            self._pass(0, _repair, None, lambda: False)
        self._weigh()
        return self._score, self.current

    def _pass(
        self,
        number_of_round: int,
        work: Callable[[Block, NDArray[np.uint64], int], None],
        pool: ThreadPoolExecutor | None,
        enough: Callable[[], bool],
    ) -> None:
        cuts = self._cuts(number_of_round)
        leading = led_twice(self.current)

        def one(b: int) -> tuple[list[Table], int]:
            cut = cuts[b]
            if enough():
                return [self.current[c] for c in cut.tables], 0
            spare = 4 + len(cut.waiting) // self.laid.size[0]
            block = build(
                self.laid, self.current, cut.tables, cut.waiting, self.weights.search, spare, leading
            )
            work(block, number(self.seed, number_of_round, b), cut.shakes)
            return read(block, block.state), len(block.people)

        found = list(pool.map(one, range(len(cuts))) if pool else map(one, range(len(cuts))))
        self.current = [table for tables, _ in found for table in tables]
        self.moves += STEPS * sum(people for _, people in found)

    def _cuts(self, number_of_round: int) -> list[Cut]:
        """Blocks around people without a seat at first, then blocks of all other tables."""
        rng = np.random.default_rng(np.random.SeedSequence([abs(self.seed), number_of_round, 1 << 20]))
        waiting = rng.permutation(self._waiting())
        tables = np.arange(len(self.current))
        rescues: list[Cut] = []
        if number_of_round % 2 and number_of_round < 2 * RESCUES:
            rescues = self._rescues(waiting, rng)
            tables = np.setdiff1d(tables, [c for cut in rescues for c in cut.tables])
            waiting = waiting[len(rescues) * RESCUED :]
        ranked = tables[np.lexsort((rng.random(len(tables)), self._places(number_of_round, rng)[tables]))]
        people = sum(len(self.current[c].people) for c in tables)
        count = max(1, round(people / PEOPLE_OF_BLOCK))
        shared = rng.integers(count, size=len(waiting))
        return rescues + [
            Cut(part.tolist(), self._with_units(waiting[shared == b]))
            for b, part in enumerate(np.array_split(ranked, count))
        ]

    def _places(self, number_of_round: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """What ranks tables: in every other round those that meet at one slot stand together."""
        order = rng.random(max(len(self.laid.slots), 1))
        if number_of_round % 2:
            return np.zeros(len(self.current))
        return order[self.laid.cells.slot[[table.cell for table in self.current]]]

    def _rescues(self, waiting: NDArray[np.intp], rng: np.random.Generator) -> list[Cut]:
        """Blocks of people without a seat and of tables where others could sit as they could."""
        most = max(1, len(self.current) * 10 // PEOPLE_OF_BLOCK // 3)
        free = np.arange(len(self.current))
        rescues = []
        for first in range(0, min(len(waiting), RESCUED * most), RESCUED):
            here = waiting[first : first + RESCUED]
            cells = np.nonzero(self.laid.can[here].any(axis=0))[0]
            alike = np.asarray(self.laid.can[:, cells].any(axis=1))
            sizes = [np.count_nonzero(alike[self.current[c].people]) for c in free]
            could = np.array(sizes) + rng.random(len(free))
            chosen = free[np.argsort(-could)[: PEOPLE_OF_BLOCK // self.laid.size[2]]]
            free = np.setdiff1d(free, chosen)
            rescues.append(Cut(chosen.tolist(), self._with_units(here), SHAKES_OF_RESCUE))
        return rescues

    def _waiting(self) -> NDArray[np.intp]:
        """The first person of each unit that some cell suits and that has no seat."""
        laid = self.laid
        seated = np.zeros(laid.n, bool)
        seated[[i for table in self.current for i in table.people]] = True
        first = laid.unit_people[laid.unit_start[:-1]]
        return np.asarray(first[(self.placeable == 1) & ~seated[first]]).astype(np.intp)

    def _with_units(self, people: NDArray[np.intp]) -> list[int]:
        laid = self.laid
        units = laid.unit[people]
        return [int(i) for u in units for i in laid.people_of(u)]

    def _weigh(self) -> None:
        """The score of all tables together, computed afresh."""
        self._score = score_of(self.laid, self.current, self.weights)

    @property
    def score(self) -> Score:
        return self._score

    def tables(self) -> list[Table]:
        """The tables as they are."""
        return self.current


def _repair(block: Block, rng: NDArray[np.uint64], shakes: int) -> None:
    mend(block.model, block.state, rng, *scratch(block))


def _search(block: Block, rng: NDArray[np.uint64], shakes: int) -> None:
    state = block.state
    best, spare = clone(state), clone(state)
    round_of(block, state, best, spare, rng, heat_of(block) * 0.5, STEPS * len(block.people), shakes)
    copy_state(best, state)


def sound(laid: Arrays, tables: list[Table]) -> bool:
    """Whether tables hold the rules of size, of facilitators and of people apart."""
    low, high, _ = laid.size
    few = laid.problem.options.facilitators[0]
    if laid.locks or laid.problem.options.moves is not None:
        return False
    if not all(low <= len(table.people) <= high and len(table.leaders) >= few for table in tables):
        return False
    return not any(
        set(laid.apart[laid.apart_start[i] : laid.apart_start[i + 1]].tolist()) & set(table.people)
        for table in tables
        for i in table.people
        if laid.apart_start[i] < laid.apart_start[i + 1]
    )


def score_of(laid: Arrays, tables: list[Table], weights: Weights) -> Score:
    """The score of tables."""
    costs, moved = costs_of(laid, tables)
    seated = len({i for table in tables for i in table.people})
    return Score(laid.n - seated, weights.first(int(moved.sum())), int(costs.sum()))
