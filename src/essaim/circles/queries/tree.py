"""Who looks after whom: leads, the facilitators around their table, the circles of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from essaim.communities.models import Community

from ..models import Circle, Seat
from .circles import FACILITATING, living
from .sitters import Sitter, sitters_at


@dataclass(frozen=True, slots=True)
class Branch:
    """Somebody at a table, and the circles they facilitate below it."""

    sitter: Sitter
    leads: bool
    below: list[Node]


@dataclass(frozen=True, slots=True)
class Node:
    """A circle of the tree; `branches` are the people of a circle above others."""

    circle: Circle
    table: list[Sitter]
    branches: list[Branch] = field(default_factory=list)


def tree_of(community: Community) -> list[Node]:
    """The tree from the top; circles whose facilitator sits at no table above are tops of their own.

    Somebody who facilitates two circles has two nodes; a circle with two facilitators hangs under each.
    """
    circles = list(living(community, level=None))
    tables = sitters_at(circles)
    led: dict[tuple[int, int], list[Circle]] = defaultdict(list)
    for circle in circles:
        for sitter in tables[circle.pk]:
            if sitter.part in (FACILITATING if circle.level == 0 else (Seat.Part.LEAD,)):
                led[circle.level, sitter.membership_id].append(circle)
    hung: set[int] = set()
    nodes = [
        _node(circle, tables, led, hung)
        for circle in sorted(circles, key=lambda c: (-c.level, c.day, c.minute, c.pk))
    ]
    return [node for node in nodes if node.circle.pk not in hung]


def _node(
    circle: Circle,
    tables: dict[int, list[Sitter]],
    led: dict[tuple[int, int], list[Circle]],
    hung: set[int],
) -> Node:
    table = tables[circle.pk]
    if circle.level == 0:
        return Node(circle, table)
    branches = []
    for sitter in table:
        below = [one for one in led[circle.level - 1, sitter.membership_id] if one.pk != circle.pk]
        hung.update(one.pk for one in below)
        nodes = [_node(one, tables, led, hung) for one in below]
        branches.append(Branch(sitter, sitter.part == Seat.Part.LEAD, nodes))
    return Node(circle, table, branches)
