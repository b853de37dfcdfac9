"""The search of a block round by round, and everybody in one block: the same on any number of threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Arrays, placeable
from .block import Block, build, read
from .kernels.rebuild import cool, mend, shake_often
from .kernels.state import MOVE, UNPLACED, State, settle_anchors
from .seating import Table

WHOLE = 700  # people up to whom one block holds everybody
THREADS = 2


@dataclass(frozen=True, slots=True)
class Score:
    """What answers are compared by: people unplaced, moves that count first, then the cost."""

    unplaced: int
    moves: int
    cost: int

    @property
    def key(self) -> tuple[int, int, int]:
        return self.unplaced, self.moves, self.cost


def number(seed: int, *parts: int) -> NDArray[np.uint64]:
    """The generator of one block in one round: a function of the seed, the round and the block only."""
    sequence = np.random.SeedSequence([abs(seed), int(seed < 0), *parts])
    return sequence.generate_state(1, np.uint64).astype(np.uint64)


def scratch(block: Block) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return np.empty(len(block.people), np.int64), np.empty(len(block.state.cell), np.int64)


def clone(state: State) -> State:
    return State._make(array.copy() for array in state)


def copy_state(source: State, target: State) -> None:
    """Write one state over another of the same shape."""
    for name in State._fields:
        getattr(target, name)[...] = getattr(source, name)


def round_of(
    block: Block,
    state: State,
    best: State,
    spare: State,
    rng: NDArray[np.uint64],
    hot: float,
    steps: int,
    times: int,
) -> None:
    """One round from `state`: anneal, descend, shake. `best` is replaced when something better was seen."""
    cold = hot / 30.0
    cool(block.model, state, best, rng, hot, cold, steps, block.units)
    shake_often(block.model, state, best, spare, rng, cold * 2.0, times, block.units)


class Weights:
    """How moves weigh in the search, by the mode asked for."""

    def __init__(self, laid: Arrays) -> None:
        self.n = laid.n
        self.stay = laid.move_weight
        asked = laid.problem.options.moves
        self.cap = asked if isinstance(asked, int) else None
        self.fewest = asked == "fewest"
        self.search = self.stay + (MOVE if asked is not None else 0)

    def score(self, block: Block, state: State) -> Score:
        """The score of a state, whatever weight it was searched with."""
        moves = moves_of(block, state)
        unplaced = int(state.total[1])
        cost = int(state.total[0]) - UNPLACED * unplaced + (self.stay - block.model.move_weight) * moves
        outside = self.n - len(block.people)
        return Score(unplaced + outside, self.first(moves), cost)

    def first(self, moves: int) -> int:
        """The part of the moves that counts before the cost."""
        if self.cap is not None:
            return max(moves - self.cap, 0)
        return moves if self.fewest else 0


def moves_of(block: Block, state: State) -> int:
    """People with a present circle who sit away from its largest part."""
    present, anchor = block.model.present, state.anchor
    groups = np.nonzero((present >= 0) & (state.taken > 0))[0]
    return sum(int(anchor[present[b]] not in state.tables[b, : state.taken[b]]) for b in groups)


def unsettled(block: Block) -> int:
    """People who count as moved while no anchor is settled: whoever has a present circle and a seat."""
    return int(((block.model.present >= 0) & (block.state.taken > 0)).sum())


class Whole:
    """Everybody in one block, searched twice over from different beginnings."""

    def __init__(self, laid: Arrays, starts: list[list[Table]], seed: int) -> None:
        self.laid = laid
        self.seed = seed
        self.weights = Weights(laid)
        two = (starts * 2)[:2]
        longest = max(len(tables) for tables in two)
        self.blocks = [self._block(tables, longest) for tables in two]
        self._soften()
        self.states = [block.state for block in self.blocks]
        self.bests = [clone(state) for state in self.states]
        self.spares = [clone(state) for state in self.states]
        self.best: tuple[Score, Block, State] | None = None
        self.moves = 0
        self.people = max(len(self.blocks[0].people), 8)
        self.times = max(24, 1200 // self.people)
        self._mend()

    def _block(self, tables: list[Table], longest: int) -> Block:
        laid = self.laid
        seated = {i for table in tables for i in table.people}
        waiting = [int(i) for i in np.nonzero(placeable(laid)[laid.unit])[0] if int(i) not in seated]
        reach = len(seated) + len(waiting) + int(np.maximum(laid.offers - 1, 0).sum())
        most = min(reach // laid.size[0], len(seated) + len(waiting)) + len(laid.locks)
        spare = max(most, longest) + 1 - len(tables)
        return build(laid, tables, list(range(len(tables))), waiting, self.weights.search, spare)

    def _soften(self) -> None:
        """Where fewest moves come first, the second search only pays for them: it may pass through more."""
        if self.weights.fewest:
            block = self.blocks[1]
            model = block.model._replace(move_weight=self.weights.stay + 2 * round(heat_of(block)))
            self.blocks[1] = Block(model, block.state, block.people, block.units)
            self.blocks[1].state.total[0] += (model.move_weight - block.model.move_weight) * unsettled(block)

    def _mend(self) -> None:
        for r, block in enumerate(self.blocks):
            # Until it is known where circles stay, those who stayed would be taken for moved and unseated.
            settle_anchors(block.model, self.states[r])
            before = clone(self.states[r])
            mend(block.model, self.states[r], number(self.seed, 0, r), *scratch(block))
            settle_anchors(block.model, self.states[r])
            if self._sound_within_cap(block, before) and before.total[0] < self.states[r].total[0]:
                copy_state(before, self.states[r])
            copy_state(self.states[r], self.bests[r])
        self._choose()

    def _sound_within_cap(self, block: Block, state: State) -> bool:
        """Whether a beginning needs no mending, which may cost more where moves are capped."""
        model, taken = block.model, state.cell >= 0
        complete = (state.size >= model.low) & (state.leaders >= model.few)
        sound = bool((complete | (model.lock >= 0))[taken].all())
        return model.cap >= 0 and sound and self.weights.score(block, state).moves == 0

    def _choose(self) -> None:
        """Remember the best state seen; the first of equals."""
        for r, block in enumerate(self.blocks):
            score = self.weights.score(block, self.bests[r])
            if self.best is None or score.key < self.best[0].key:
                self.best = score, block, clone(self.bests[r])

    def round(self, number_of_round: int, pool: ThreadPoolExecutor, enough: Callable[[], bool]) -> None:
        """Anneal and shake each of the two; every fourth round the worse one takes over from the better.

        A round is short here: it ends before `enough` is asked.
        """
        jobs = [pool.submit(self._search, number_of_round, r) for r in range(len(self.blocks))]
        for job in jobs:
            job.result()
        self.moves += len(self.blocks) * (
            self._steps(number_of_round) + self.times * 16 * min(self.people, 128)
        )
        self._choose()
        if number_of_round % 4 == 0:
            better = min(
                range(len(self.blocks)), key=lambda r: self.weights.score(self.blocks[r], self.bests[r]).key
            )
            for r in range(len(self.blocks)):
                if r != better:
                    copy_state(self.bests[better], self.bests[r])
                    extra = self.blocks[r].model.move_weight - self.blocks[better].model.move_weight
                    self.bests[r].total[0] += extra * moves_of(self.blocks[r], self.bests[r])
        for r in range(len(self.blocks)):
            copy_state(self.bests[r], self.states[r])

    def _steps(self, number_of_round: int) -> int:
        """Moves to try in one annealing: few at first, for an early answer, then more and more."""
        return 1500 * self.people * min(number_of_round, 4)

    def _search(self, number_of_round: int, r: int) -> None:
        block = self.blocks[r]
        hot = heat_of(block) * (0.5, 1.0, 0.25, 1.5)[(number_of_round + r) % 4]
        round_of(
            block,
            self.states[r],
            self.bests[r],
            self.spares[r],
            number(self.seed, number_of_round, r),
            hot,
            self._steps(number_of_round),
            self.times,
        )

    @property
    def score(self) -> Score:
        assert self.best is not None  # noqa: S101 - set by _mend
        return self.best[0]

    def tables(self) -> list[Table]:
        """The best tables found."""
        assert self.best is not None  # noqa: S101 - set by _mend
        return read(self.best[1], self.best[2])


def heat_of(block: Block) -> float:
    """A temperature at which ordinary exchanges are accepted now and then."""
    pair = block.model.pair
    usual = pair[pair < block.model.hard]
    spread = float(usual.std()) if usual.size else 0.0
    return max(1.0, spread * float(np.sqrt(block.model.target)))
