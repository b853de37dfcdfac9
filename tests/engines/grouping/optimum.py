"""An independent model of the whole problem, circle by circle, solved to its proved optimum by OR-Tools.

It shares nothing with the solver but the contract: small problems only.
"""

from __future__ import annotations

from itertools import combinations, product

from ortools.sat.python import cp_model

from essaim.engines.grouping import Problem
from essaim.engines.grouping.problem import WEIGHTS


def optimum(problem: Problem, seconds: float = 60) -> tuple[int, int, int]:
    """(people unplaced, moves when they count first, cost) of a proved optimum. Raises when not proved."""
    model = Model(problem)
    first = model.minimise(model.unplaced, seconds)
    model.cp.add(model.unplaced == first)
    moves = 0
    if problem.options.moves == "fewest":
        moves = model.minimise(model.moves, seconds)
        model.cp.add(model.moves == moves)
    return first, moves, model.minimise(model.cost, seconds)


class Model:
    """Boolean variables for every person at every circle; circles in order of their cells."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.options = problem.options
        self.cp = cp_model.CpModel()
        self.people = list(problem.people)
        self.count = len(self.people)
        offers = sum(max(p.facilitates - 1, 0) for p in self.people) if self.options.facilitators[1] else 0
        self.tables = range((self.count + offers) // self.options.size[0])
        self._cells()
        self._seats()
        self._pairs()
        self._moves()
        self.unplaced = self.count - sum(self.placed)
        self.cost = sum(self._parts())

    def minimise(self, what, seconds: float) -> int:
        self.cp.minimize(what)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = 2
        status = solver.solve(self.cp)
        if status != cp_model.OPTIMAL:
            raise TimeoutError(solver.status_name(status))
        return round(solver.objective_value)

    def _can(self, i: int, slot) -> bool:
        possible = self.people[i].possible
        return self.options.without_slots == "any" if possible is None else slot in possible

    def _cells(self) -> None:
        slots = sorted({s for p in self.people for s in p.possible or ()})
        languages = sorted({g for p in self.people for g in p.languages})
        values = [sorted({v for p in self.people for v in p.values.get(a, ())}) for a in self.options.same]
        self.cells = list(product(slots, languages, *values))
        self.at = {(c, k): self.cp.new_bool_var("") for c in self.tables for k in range(len(self.cells))}
        self.open = [self.cp.new_bool_var("") for _ in self.tables]
        for c in self.tables:
            self.cp.add(sum(self.at[c, k] for k in range(len(self.cells))) == self.open[c])
        for c in self.tables[1:]:
            self.cp.add_implication(self.open[c], self.open[c - 1])

    def _fits(self, i: int, k: int) -> bool:
        slot, language, *values = self.cells[k]
        person = self.people[i]
        same = zip(self.options.same, values, strict=True)
        return (
            self._can(i, slot)
            and language in person.languages
            and all(value in person.values.get(name, ()) for name, value in same)
        )

    def _seats(self) -> None:
        cp, options = self.cp, self.options
        self.sits = {(i, c): cp.new_bool_var("") for i in range(self.count) for c in self.tables}
        self.leads = {(i, c): cp.new_bool_var("") for i in range(self.count) for c in self.tables}
        self.placed = [cp.new_bool_var("") for _ in range(self.count)]
        self.sizes = []
        for c in self.tables:
            size = cp.new_int_var(0, options.size[1], "")
            cp.add(size == sum(self.sits[i, c] for i in range(self.count)))
            cp.add(size >= options.size[0]).only_enforce_if(self.open[c])
            cp.add(size == 0).only_enforce_if(self.open[c].Not())
            led = sum(self.leads[i, c] for i in range(self.count))
            cp.add(led >= options.facilitators[0]).only_enforce_if(self.open[c])
            cp.add(led <= options.facilitators[1])
            self.sizes.append(size)
        for i in range(self.count):
            self._person(i)
        self._together_and_apart()

    def _person(self, i: int) -> None:
        cp = self.cp
        facilitates = cp.new_bool_var("")
        for c in self.tables:
            cp.add_implication(self.leads[i, c], self.sits[i, c])
            cp.add_implication(self.leads[i, c], facilitates)
            cp.add_bool_or(self.sits[i, c].Not(), self.leads[i, c], facilitates.Not())
            for k in range(len(self.cells)):
                if not self._fits(i, k):
                    cp.add_bool_or(self.sits[i, c].Not(), self.at[c, k].Not())
        seats = sum(self.sits[i, c] for c in self.tables)
        cp.add(seats <= 1).only_enforce_if(facilitates.Not())
        cp.add(sum(self.leads[i, c] for c in self.tables) <= self.people[i].facilitates)
        cp.add_max_equality(self.placed[i], [0, *(self.sits[i, c] for c in self.tables)])
        if self.people[i].facilitates > 1:
            self._clashes(i)

    def _clashes(self, i: int) -> None:
        most = 2 if self.options.alternate_weeks else 1
        for slot in {cell[0] for cell in self.cells}:
            here = []
            for c in self.tables:
                both = self.cp.new_bool_var("")
                at = sum(self.at[c, k] for k, cell in enumerate(self.cells) if cell[0] == slot)
                self.cp.add(both >= self.leads[i, c] + at - 1)
                here.append(both)
            self.cp.add(sum(here) <= most)

    def _together_and_apart(self) -> None:
        index = {p.key: i for i, p in enumerate(self.people)}
        for a, b in self.problem.apart:
            for c in self.tables:
                self.cp.add(self.sits[index[a], c] + self.sits[index[b], c] <= 1)
        for a, b in self.problem.together:
            i, j = index[a], index[b]
            self.cp.add(self.placed[i] == self.placed[j])
            shared = []
            for c in self.tables:
                both = self.cp.new_bool_var("")
                self.cp.add_implication(both, self.sits[i, c])
                self.cp.add_implication(both, self.sits[j, c])
                shared.append(both)
            self.cp.add(sum(shared) >= 1).only_enforce_if(self.placed[i])

    def _pair_cost(self, i: int, j: int) -> int:
        a, b, options = self.people[i], self.people[j], self.options
        cost = WEIGHTS[options.new_people] * len(a.met & b.met)
        for name, word in options.mix.items():
            if a.values.get(name) and b.values.get(name):
                cost += WEIGHTS[word] * (set(a.values[name]) == set(b.values[name]))
        for name, word in options.share.items():
            if a.values.get(name) and b.values.get(name):
                cost += WEIGHTS[word] * (set(a.values[name]) != set(b.values[name]))
        return cost

    def _pairs(self) -> None:
        self.pair_terms = []
        for i, j in combinations(range(self.count), 2):
            cost = self._pair_cost(i, j)
            for c in self.tables if cost else ():
                both = self.cp.new_bool_var("")
                self.cp.add(both >= self.sits[i, c] + self.sits[j, c] - 1)
                self.pair_terms.append(cost * both)

    def _moves(self) -> None:
        """People with a present circle, placed, and not at the table chosen for that circle."""
        groups: dict[str, list[int]] = {}
        for i, person in enumerate(self.people):
            if person.circle is not None:
                groups.setdefault(person.circle, []).append(i)
        stays = []
        for members in groups.values():
            chosen = [self.cp.new_bool_var("") for _ in self.tables]
            self.cp.add(sum(chosen) <= 1)
            for i in members:
                stay = []
                for c in self.tables:
                    here = self.cp.new_bool_var("")
                    self.cp.add_implication(here, self.sits[i, c])
                    self.cp.add_implication(here, chosen[c])
                    stay.append(here)
                stays += stay
        grouped = [i for members in groups.values() for i in members]
        self.moves = sum(self.placed[i] for i in grouped) - sum(stays)
        if isinstance(self.options.moves, int):
            self.cp.add(self.moves <= self.options.moves)

    def _parts(self):
        options, cp = self.options, self.cp
        yield from self.pair_terms
        yield WEIGHTS[options.stay] * self.moves
        worst = max(options.size[1], options.target) ** 2
        for c in self.tables:
            cost = cp.new_int_var(0, worst, "")
            table = [(s, (s - options.target) ** 2 if s else 0) for s in range(options.size[1] + 1)]
            cp.add_allowed_assignments([self.sizes[c], cost], table)
            yield cost
            yield from self._alone(c)
            yield from self._not_preferred(c)

    def _not_preferred(self, c: int):
        for i, person in enumerate(self.people):
            for k, cell in enumerate(self.cells):
                if person.preferred and cell[0] not in person.preferred and self._fits(i, k):
                    both = self.cp.new_bool_var("")
                    self.cp.add(both >= self.sits[i, c] + self.at[c, k] - 1)
                    yield WEIGHTS[self.options.preferred] * both

    def _alone(self, c: int):
        for name in self.options.never_alone:
            holders: dict[frozenset[str], list[int]] = {}
            for i, person in enumerate(self.people):
                if person.values.get(name):
                    holders.setdefault(frozenset(person.values[name]), []).append(i)
            for members in holders.values():
                here = sum(self.sits[i, c] for i in members)
                none, alone, more = (self.cp.new_bool_var("") for _ in range(3))
                self.cp.add(none + alone + more == 1)
                self.cp.add(here == 0).only_enforce_if(none)
                self.cp.add(here == 1).only_enforce_if(alone)
                self.cp.add(here >= 2).only_enforce_if(more)
                yield 3 * alone
