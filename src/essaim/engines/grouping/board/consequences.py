"""What a change brings, and what else is possible for a person: only what is touched is weighed again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..answer import COSTS, Circle
from ..problem import WEIGHTS, LockedCircle, Problem
from ..weigh import Broken, Ground, common_values, cost_of
from ..weigh import moved as moved_from
from ..weigh.cost import Seats, away_from, not_preferred, seats_of
from ..weigh.rules import broken_at, broken_for, broken_locks
from .changes import Change, Circles, Close, Move, apply, people_of


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a change brings; nothing is kept before somebody says so.

    `circles` is the whole board after it. `before` and `after` are the weighted cost of what the change
    touches, part by part: their difference is exactly that of the whole. `others` are the people who are
    concerned without being named by the change. `not_preferred` and `to_confirm` hold those who newly sit at
    a slot they do not prefer, or for whom nothing is known about it.
    """

    change: Change
    circles: Circles
    broken: tuple[Broken, ...]
    mended: tuple[Broken, ...]
    before: dict[str, int]
    after: dict[str, int]
    placed: tuple[str, ...]
    unplaced: tuple[str, ...]
    others: tuple[str, ...]
    not_preferred: tuple[str, ...]
    to_confirm: tuple[str, ...]

    @property
    def difference(self) -> dict[str, int]:
        """What each part of the cost gains (positive: worse)."""
        return {part: self.after[part] - self.before[part] for part in COSTS}

    @property
    def cost(self) -> int:
        """What the whole cost gains (positive: worse)."""
        return sum(self.difference.values())

    @property
    def under(self) -> tuple[str, ...]:
        """The circles that newly fall under the smallest size."""
        return tuple(self._outside(too_large=False))

    @property
    def over(self) -> tuple[str, ...]:
        """The circles that newly pass the largest size."""
        return tuple(self._outside(too_large=True))

    def _outside(self, *, too_large: bool) -> Iterable[str]:
        for rule in self.broken:
            above = rule.code == "size" and rule.details["size"] > rule.details["high"]
            if rule.code == "size" and rule.circle is not None and above == too_large:
                yield rule.circle


@dataclass(frozen=True, slots=True)
class Option:
    """A circle where a person could sit: what moving them there would break, mend and cost.

    `here` marks a circle where they sit already; it costs and breaks nothing more.
    """

    circle: str
    here: bool
    broken: tuple[Broken, ...] = ()
    mended: tuple[Broken, ...] = ()
    difference: Mapping[str, int] | None = None

    @property
    def cost(self) -> int:
        """What the whole cost would gain (positive: worse)."""
        return sum((self.difference or {}).values())


def consequences(problem: Problem, circles: Sequence[Circle], change: Change) -> Consequences:
    """What this change would bring. Raises KeyError and ValueError as `apply` does."""
    return Board(problem, circles).consequences(change)


def options_for(problem: Problem, circles: Sequence[Circle], person: str) -> list[Option]:
    """Every circle this person could sit in, the one where they are first, then best first.

    Fewest rules broken comes before cost, and the order of the circles decides between equals.
    """
    return Board(problem, circles).options_for(person)


def settle(problem: Problem, circles: Sequence[Circle]) -> Circles:
    """The circles with `same`, `to_confirm` and `cost` filled in as an answer writes them."""
    ground = Ground(problem)
    settled = [settled_at(ground, circle) for circle in circles]
    away = moved_from(ground, settled)
    return tuple(
        replace(circle, cost=cost_of(ground, circle, moved=len(away.get(index, ()))))
        for index, circle in enumerate(settled)
    )


def settled_at(ground: Ground, circle: Circle) -> Circle:
    """The circle with its common values (those it names stay while all accept them) and who is to confirm."""
    people = ground.known(circle.people)
    same = {}
    for name in ground.options.same:
        common = common_values(people, name)
        if common:
            said = circle.same.get(name)
            same[name] = said if said in common else min(common)
    to_confirm = unknown(ground, circle)
    if same == circle.same and to_confirm == circle.to_confirm:
        return circle
    return replace(circle, same=same, to_confirm=to_confirm)


def unknown(ground: Ground, circle: Circle) -> tuple[str, ...]:
    """Those at the table of whom no slot is known."""
    return tuple(person.key for person in ground.known(circle.people) if person.possible is None)


class Board:
    """A problem and its circles, indexed once so that many changes can be weighed."""

    def __init__(self, problem: Problem, circles: Sequence[Circle]) -> None:
        self.ground = Ground(problem)
        self.circles: Circles = tuple(circles)
        self.seats: Seats = seats_of(circles)
        self._at: dict[int, list[Broken]] = {}
        self._cost: dict[int, dict[str, int]] = {}

    def consequences(self, change: Change) -> Consequences:
        """What this change would bring, looking only at what it touches."""
        view = _After(self, change)
        broken_before, broken_after = view.broken()
        before, after = view.cost()
        known = {rule.key for rule in broken_before}
        left = {rule.key for rule in broken_after}
        newly = tuple(rule for rule in broken_after if rule.key not in known)
        mended = tuple(rule for rule in broken_before if rule.key not in left)
        placed, unplaced = view.placed()
        return Consequences(
            change,
            view.circles,
            newly,
            mended,
            before,
            after,
            placed,
            unplaced,
            view.others((*newly, *mended), unplaced),
            view.newly(lambda circle: not_preferred(self.ground, circle)),
            view.newly(lambda circle: unknown(self.ground, circle)),
        )

    def options_for(self, person: str) -> list[Option]:
        """As `options_for`, on this board."""
        here = {self.circles[index].id for index in self.seats.get(person, ())}
        options = [Option(circle.id, here=True) for circle in self.circles if circle.id in here]
        others = []
        for circle in self.circles:
            if circle.id not in here:
                seen = self.consequences(Move(person, circle.id))
                others.append(Option(circle.id, False, seen.broken, seen.mended, seen.difference))
        others.sort(key=lambda option: (len(option.broken) - len(option.mended), option.cost))
        return options + others

    def broken_at(self, index: int) -> list[Broken]:
        if index not in self._at:
            self._at[index] = broken_at(self.ground, self.circles[index])
        return self._at[index]

    def cost_at(self, index: int) -> dict[str, int]:
        if index not in self._cost:
            self._cost[index] = cost_of(self.ground, self.circles[index])
        return self._cost[index]


class _After:
    """A board and what one change makes of it."""

    def __init__(self, board: Board, change: Change) -> None:
        self.board = board
        self.ground = board.ground
        self.change = change
        changed = apply(board.circles, change)
        closed = change.circle if isinstance(change, Close) else None
        self.gone = [i for i, circle in enumerate(board.circles) if circle.id == closed]
        stays = [i for i in range(len(board.circles)) if i not in self.gone]
        known = [board.circles[index] for index in stays]
        self.touched = [i for i, c in enumerate(changed) if i >= len(known) or c is not known[i]]
        settled = list(changed)
        for index in self.touched:
            settled[index] = settled_at(self.ground, changed[index])
        self.circles: Circles = tuple(settled)
        self.old = [*self.gone, *(stays[i] for i in self.touched if i < len(stays))]
        self.people = self._people()
        self.seats = self._seats()

    def _people(self) -> list[str]:
        """Everyone at a touched table, before or after, in order."""
        tables = [self.board.circles[i] for i in self.old] + [self.circles[i] for i in self.touched]
        return list(dict.fromkeys(key for table in tables for key in table.people))

    def _seats(self) -> Seats:
        if self.gone:
            return seats_of(self.circles)
        before = self.board.seats
        touched = set(self.touched)
        after: dict[str, Sequence[int]] = {}
        for key in self.people:
            kept = [index for index in before.get(key, ()) if index not in touched]
            kept += [index for index in self.touched if key in self.circles[index].people]
            after[key] = sorted(kept)
        return {**before, **after}

    def broken(self) -> tuple[list[Broken], list[Broken]]:
        """What is broken around the change, before it and after it."""
        people = dict.fromkeys(self.people)
        for key in self.people:
            people.update(dict.fromkeys(sorted(self.ground.together.get(key, ()))))
        names = {self.board.circles[i].id for i in self.old} | {self.circles[i].id for i in self.touched}
        locked = [circle for circle in self.ground.options.locked_circles if circle.id in names]
        before = [rule for index in self.old for rule in self.board.broken_at(index)]
        after = [rule for index in self.touched for rule in broken_at(self.ground, self.circles[index])]
        before += self._across(self.board.circles, self.board.seats, people, locked)
        after += self._across(self.circles, self.seats, people, locked)
        return before, after

    def _across(
        self, circles: Circles, seats: Seats, people: Iterable[str], locked: Iterable[LockedCircle]
    ) -> Iterable[Broken]:
        keys = list(people)
        for key in keys:
            if seats.get(key):
                yield from broken_for(self.ground, circles, seats, key)
        held = [key for key in keys if key in self.ground.locks]
        yield from broken_locks(self.ground, circles, seats, held, locked)

    def cost(self) -> tuple[dict[str, int], dict[str, int]]:
        """The weighted parts of what is touched, before and after."""
        before = _sums(self.board.cost_at(index) for index in self.old)
        after = _sums(cost_of(self.ground, self.circles[index]) for index in self.touched)
        weight = WEIGHTS[self.ground.options.stay]
        if weight:
            present = dict.fromkeys(person.circle for person in self.ground.known(self._reseated()))
            for name in present:
                if name is not None:
                    members = self.ground.of_present_circle[name]
                    before["moved"] += weight * len(away_from(members, self.board.seats))
                    after["moved"] += weight * len(away_from(members, self.seats))
        return before, after

    def _reseated(self) -> list[str]:
        """Those whose tables change; a table that closes moves the places of the tables after it."""
        names_before, names_after = self.board.circles, self.circles
        return [
            key
            for key in self.people
            if [names_before[i].id for i in self.board.seats.get(key, ())]
            != [names_after[i].id for i in self.seats.get(key, ())]
        ]

    def placed(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who gains a first seat, and who loses their last."""
        before, after = self.board.seats, self.seats
        gained = tuple(k for k in self.people if after.get(k) and not before.get(k))
        lost = tuple(k for k in self.people if before.get(k) and not after.get(k))
        return gained, lost

    def others(self, rules: Iterable[Broken], unplaced: Iterable[str]) -> tuple[str, ...]:
        named = set(people_of(self.change))
        concerned = dict.fromkeys([key for rule in rules for key in rule.people])
        concerned.update(dict.fromkeys(unplaced))
        return tuple(key for key in concerned if key not in named)

    def newly(self, those: Callable[[Circle], Iterable[str]]) -> tuple[str, ...]:
        """Those of a kind at the touched tables who were not of it before."""
        before = {(self.board.circles[i].slot, key) for i in self.old for key in those(self.board.circles[i])}
        found: dict[str, None] = {}
        for index in self.touched:
            circle = self.circles[index]
            found.update(dict.fromkeys(k for k in those(circle) if (circle.slot, k) not in before))
        return tuple(found)


def _sums(costs: Iterable[Mapping[str, int]]) -> dict[str, int]:
    sums = dict.fromkeys(COSTS, 0)
    for cost in costs:
        for part, weighted in cost.items():
            sums[part] += weighted
    return sums
