"""What a page says under a circle: kinds of people, who met before, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from essaim.engines.grouping.answer import Circle
from essaim.engines.grouping.problem import Person as ToForm
from essaim.engines.grouping.problem import Problem
from essaim.engines.grouping.weigh import Broken, Ground, broken
from essaim.engines.grouping.weigh.cost import not_preferred

Figures = dict[str, Any]


def figures_of(problem: Problem, circles: Sequence[Circle]) -> dict[str, Figures]:
    """For each circle by its id: the figures a page says of it, as data that can be kept."""
    ground = Ground(problem)
    unmet: dict[str, list[Broken]] = {}
    for rule in broken(problem, circles):
        for name in _tables_of(rule):
            unmet.setdefault(name, []).append(rule)
    return {circle.id: _figures(ground, circle, unmet.get(circle.id, [])) for circle in circles}


def _figures(ground: Ground, circle: Circle, unmet: Sequence[Broken]) -> Figures:
    people = ground.known(circle.people)
    options = ground.options
    return {
        "kinds": {name: len(_held(people, name)) for name in options.mix if len(people) > 1},
        "alike": {name: common for name in options.share if (common := _same_for_all(people, name))},
        "met": _pairs_that_met(people),
        "rather": len(not_preferred(ground, circle)),
        "unmet": [{"code": rule.code, "people": [int(key) for key in rule.people]} for rule in unmet],
    }


def _tables_of(rule: Broken) -> list[str]:
    """The circles a broken rule is shown at: its own, or those of the people it names."""
    if rule.circle is not None:
        return [rule.circle]
    named = rule.details.get("circles", [])
    return [one for name in named for one in ([name] if isinstance(name, str) else name)]


def _held(people: Sequence[ToForm], attribute: str) -> Counter[frozenset[str]]:
    return Counter(frozenset(person.values[attribute]) for person in people if person.values.get(attribute))


def _same_for_all(people: Sequence[ToForm], attribute: str) -> str:
    """The value that everyone at the table holds, "" where there is none."""
    held = _held(people, attribute)
    if len(held) != 1 or held.total() != len(people) or len(people) < 2:
        return ""
    return min(next(iter(held)))


def _pairs_that_met(people: Sequence[ToForm]) -> int:
    """How many pairs sat together at least once."""
    return sum(
        bool(one.met & other.met)
        for index, one in enumerate(people)
        for other in people[index + 1 :]
        if one.met
    )
