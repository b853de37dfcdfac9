"""The method of equal shares: each has the same part of the budget, and who wants a project pays for it.

Source: D. Peters, G. Pierczyński and P. Skowron, *Proportional participatory budgeting with additive
utilities*, NeurIPS (2021). Exact: budgets are fractions. What the shares leave over is spent by a
completion rule, and said to be.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Amount = int | Fraction
Ballot = Mapping[Hashable, int]


@dataclass(frozen=True, slots=True)
class Bought:
    """A project chosen: by "shares", each supporter paying at most `rate` a point, or in "completion".

    `paid` is what each ballot paid, in their order; nothing in completion.
    """

    project: Hashable
    cost: Fraction
    by: Literal["shares", "completion"]
    rate: Fraction | None
    paid: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What was chosen, in the order it was, and what is `left` of the budget."""

    bought: tuple[Bought, ...]
    left: Fraction

    @property
    def projects(self) -> tuple[Hashable, ...]:
        return tuple(one.project for one in self.bought)


def equal_shares(
    costs: Mapping[Hashable, Amount], ballots: Sequence[Ballot], budget: Amount, *, complete: bool = True
) -> Shared:
    """Choose projects within `budget`; a ballot is {project: points of support}, 1 each for plain approval.

    Each turn buys the project whose supporters, as many of them as equally as their shares allow, pay the
    least a point. Of equals: more support, then cheaper, then the order of `costs`. With `complete`, what
    is left buys the projects with the most support that still fit. Raises ValueError for a negative cost,
    budget or support.
    """
    _checked(costs, ballots, budget)
    each = Fraction(budget) / len(ballots) if ballots else Fraction(0)
    purses = [each] * len(ballots)
    bought: list[Bought] = []
    least = {project: Fraction(0) for project in costs if support(project, ballots)}
    while found := _cheapest(costs, ballots, purses, least):
        bought.append(found)
        del least[found.project]
        purses = [purse - paid for purse, paid in zip(purses, found.paid, strict=True)]
    left = Fraction(budget) - sum((one.cost for one in bought), Fraction(0))
    return _completed(costs, ballots, bought, left) if complete else Shared(tuple(bought), left)


def support(project: Hashable, ballots: Sequence[Ballot]) -> int:
    """Points given to a project by all."""
    return sum(ballot.get(project, 0) for ballot in ballots)


def _cheapest(
    costs: Mapping[Hashable, Amount],
    ballots: Sequence[Ballot],
    purses: Sequence[Fraction],
    least: dict[Hashable, Fraction],
) -> Bought | None:
    """The project to buy now, of those in `least`: what each would take a point when last looked at.

    Purses only empty, so that a rate never falls: whatever asked more than the best found need not be looked
    at again, and what nobody can pay is taken out of `least`.
    """
    places = {project: place for place, project in enumerate(costs)}
    best: tuple[Fraction, int, Fraction, int] | None = None
    for project in sorted(least, key=least.__getitem__):
        if best and least[project] > best[0]:
            break
        wanted = [ballot.get(project, 0) for ballot in ballots]
        cost = Fraction(costs[project])
        rate = _rate(cost, wanted, purses)
        if rate is None:
            del least[project]
            continue
        least[project] = rate
        rank = (rate, -sum(wanted), cost, places[project])
        best = min(best, rank) if best else rank
    return _bought(list(costs)[best[3]], best[2], best[0], ballots, purses) if best else None


def _bought(
    project: Hashable, cost: Fraction, rate: Fraction, ballots: Sequence[Ballot], purses: Sequence[Fraction]
) -> Bought:
    paid = tuple(
        min(purse, rate * ballot.get(project, 0)) for purse, ballot in zip(purses, ballots, strict=True)
    )
    return Bought(project, cost, "shares", rate, paid)


def _rate(cost: Fraction, wanted: Sequence[int], purses: Sequence[Fraction]) -> Fraction | None:
    """The least a point at which supporters can pay, the poorest giving all they have; else None."""
    payers = sorted(
        (purse / points, purse, points) for purse, points in zip(purses, wanted, strict=True) if points
    )
    points_left, missing = sum(points for _, _, points in payers), cost
    for most, purse, points in payers:
        if missing <= most * points_left:
            return missing / points_left
        missing -= purse
        points_left -= points
    return None


def _completed(
    costs: Mapping[Hashable, Amount], ballots: Sequence[Ballot], bought: Sequence[Bought], left: Fraction
) -> Shared:
    """Greedily by support (utilitarian completion), cheaper first among equals."""
    chosen = list(bought)
    done = {one.project for one in bought}
    nothing = (Fraction(0),) * len(ballots)
    liked = [p for p in costs if p not in done and support(p, ballots)]
    for project in sorted(liked, key=lambda p: (-support(p, ballots), costs[p])):
        if costs[project] <= left:
            chosen.append(Bought(project, Fraction(costs[project]), "completion", None, nothing))
            left -= costs[project]
    return Shared(tuple(chosen), left)


def _checked(costs: Mapping[Hashable, Amount], ballots: Sequence[Ballot], budget: Amount) -> None:
    if budget < 0 or any(cost < 0 for cost in costs.values()):
        raise ValueError("a budget or a cost below zero")
    if any(points < 0 for ballot in ballots for points in ballot.values()):
        raise ValueError("support below zero")
