"""A block: some people and some tables of a problem, laid out for the kernels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Arrays
from .kernels.filling import pair_costs, seat_all
from .kernels.state import UNPLACED, Model, State
from .seating import Table


@dataclass
class Block:
    """`people[b]` is the number in the problem of person b here; `units` counts chains of several."""

    model: Model
    state: State
    people: NDArray[np.int32]
    units: int


def build(
    laid: Arrays,
    tables: list[Table],
    inside: list[int],
    waiting: list[int],
    move_weight: int,
    spare: int,
    leading: dict[int, list[int]] | None = None,
) -> Block:
    """The block of the tables numbered `inside` and of people `waiting` for a seat.

    `spare` closed tables may be opened. Facilitators with tables outside keep those: `leading` gives the
    tables of those who facilitate several (see `led_twice`), needed where some tables are outside.
    """
    chosen = [tables[c] for c in inside]
    seated = sorted({i for table in chosen for i in table.people} | set(waiting))
    people = np.array(seated, np.int32)
    at = {i: b for b, i in enumerate(seated)}
    model = _model(laid, chosen, people, at, move_weight, spare)
    for b, slot in _away(laid, tables, set(inside), at, leading or {}):
        model.away[b, slot] += 1
        model.away_count[b] += 1
    state = _empty(laid, model, people)
    state.leads[model.away_count > 0] = 1
    state.total[:] = (
        int((model.away_count == 0).sum()) * model.out_weight,
        int((model.away_count == 0).sum()),
    )
    _fill(model, state, chosen, at)
    several = int((np.diff(model.unit_start) > 1).sum())
    return Block(model, state, people, several)


def led_twice(tables: list[Table]) -> dict[int, list[int]]:
    """The tables of those who facilitate more than one."""
    leading: dict[int, list[int]] = {}
    for c, table in enumerate(tables):
        for i in table.leaders:
            leading.setdefault(i, []).append(c)
    return {i: theirs for i, theirs in leading.items() if len(theirs) > 1}


def _away(
    laid: Arrays, tables: list[Table], inside: set[int], at: dict[int, int], leading: dict[int, list[int]]
) -> list[tuple[int, int]]:
    """(person here, slot) for each table that people of the block facilitate outside it."""
    return [
        (at[i], int(laid.cells.slot[tables[c].cell]))
        for i in at.keys() & leading.keys()
        for c in leading[i]
        if c not in inside
    ]


def _model(
    laid: Arrays,
    chosen: list[Table],
    people: NDArray[np.int32],
    at: dict[int, int],
    move_weight: int,
    spare: int,
) -> Model:
    options = laid.problem.options
    n, count = len(people), len(chosen) + spare
    low, high, target = laid.size
    locks = np.array([table.lock for table in chosen] + [-1] * spare, np.int64)
    base = (
        np.bincount(laid.lock_seats[:, 1], minlength=len(laid.locks)) if len(laid.locks) else np.zeros(0, int)
    )
    highs = np.array([max(high, int(base[lock])) if lock >= 0 else high for lock in locks], np.int64)
    pair = pair_costs(
        people, laid.pair_codes, laid.pair_weights, laid.met_start, laid.met_names, laid.met_weight
    )
    hard = 2**30 // (int(highs.max(initial=high)) + 1)
    _set_apart(laid, pair, at, hard)
    lone, _ = _recode(laid.lone_codes[people])
    present, _ = _recode(laid.present[people].reshape(-1, 1))
    unit, unit_start, unit_people = _units_of(laid.unit[people])
    return Model(
        pair=pair,
        can=np.ascontiguousarray(laid.can[people]),
        dislike=laid.dislike[people].astype(np.int32),
        slot=laid.cells.slot.astype(np.int64),
        owner=laid.cells.owner.astype(np.int64),
        offers=laid.offers[people].astype(np.int64),
        away=np.zeros((n, len(laid.slots)), np.uint8),
        away_count=np.zeros(n, np.int64),
        present=present[:, 0].copy() if move_weight else np.full(n, -1, np.int64),
        lone=lone,
        unit=unit,
        unit_start=unit_start,
        unit_people=unit_people,
        fixed=(laid.lock_of[people] >= 0).astype(np.uint8),
        lock=locks,
        low=np.full(count, low, np.int64),
        high=highs,
        few=np.full(count, options.facilitators[0], np.int64),
        many=options.facilitators[1],
        target=target,
        at_once=2 if options.alternate_weeks else 1,
        size_weight=laid.size_weight,
        lone_weight=laid.lone_weight,
        move_weight=move_weight,
        out_weight=UNPLACED,
        hard=hard,
        cap=options.moves if isinstance(options.moves, int) and move_weight else -1,
    )


def _set_apart(laid: Arrays, pair: NDArray[np.int32], at: dict[int, int], hard: int) -> None:
    """People apart cost `hard`, unless locks seat them together."""
    for a, x in at.items():
        for b in laid.apart[laid.apart_start[a] : laid.apart_start[a + 1]].tolist():
            together = laid.lock_of[a] >= 0 and laid.lock_of[a] == laid.lock_of[b]
            if b in at and not together:
                pair[x, at[b]] = hard


def _recode(codes: NDArray[np.int32]) -> tuple[NDArray[np.int64], int]:
    """Number again the codes of a block from 0; -1 stays."""
    known, numbers = np.unique(codes, return_inverse=True)
    shift = int(len(known) > 0 and known[0] < 0)
    return np.ascontiguousarray((numbers.reshape(codes.shape) - shift).astype(np.int64)), len(known) - shift


def _units_of(units: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    _, unit = np.unique(units, return_inverse=True)
    order = np.argsort(unit, kind="stable").astype(np.int64)
    counts = np.bincount(unit) if len(unit) else np.zeros(0, np.int64)
    return unit.astype(np.int64), np.concatenate(([0], np.cumsum(counts))).astype(np.int64), order


def _empty(laid: Arrays, model: Model, people: NDArray[np.int32]) -> State:
    n, count = len(people), len(model.lock)
    widest = int(model.high.max(initial=1))
    most = max(1, min(int(laid.offers[people].max(initial=1)), count))
    return State(
        cell=np.full(count, -1, np.int64),
        size=np.zeros(count, np.int64),
        leaders=np.zeros(count, np.int64),
        seats=np.full((count, widest), -1, np.int64),
        tables=np.full((n, most), -1, np.int64),
        taken=np.zeros(n, np.int64),
        leads=np.zeros(n, np.int64),
        sum=np.zeros((count, n), np.int32),
        held=np.zeros((count, int(model.lone.max(initial=-1)) + 1), np.int64),
        anchor=np.full(int(model.present.max(initial=-1)) + 1, -1, np.int64),
        total=np.zeros(2, np.int64),
    )


def _fill(model: Model, state: State, chosen: list[Table], at: dict[int, int]) -> None:
    cells = np.array([table.cell for table in chosen], np.int64)
    sizes = np.array([len(table.people) for table in chosen], np.int64)
    seats = np.full((len(chosen), state.seats.shape[1]), -1, np.int64)
    leads = np.zeros(seats.shape, np.int64)
    for c, table in enumerate(chosen):
        seats[c, : len(table.people)] = [at[i] for i in table.people]
        leads[c, : len(table.people)] = [i in table.leaders for i in table.people]
    seat_all(model, state, cells, sizes, seats, leads)


def read(block: Block, state: State) -> list[Table]:
    """The open tables of a state, as tables of the problem."""
    tables = []
    for c in np.nonzero(state.cell >= 0)[0]:
        seats = state.seats[c, : state.size[c]]
        leading = seats[state.leads[seats] == 1]
        tables.append(
            Table(
                int(state.cell[c]),
                int(block.model.lock[c]),
                [int(i) for i in block.people[seats]],
                {int(i) for i in block.people[leading]},
            )
        )
    return tables
