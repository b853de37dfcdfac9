"""The master programme proves how many can be placed at most."""

from __future__ import annotations

import numpy as np
import pytest

from essaim.engines.grouping import Options, Person, Problem, Slot
from essaim.engines.grouping.arrays import arrays
from essaim.engines.grouping.bounds import best_size, spread
from essaim.engines.grouping.master import Master
from essaim.engines.grouping.realistic import community
from essaim.engines.grouping.seating import seat_plan

TUESDAY, THURSDAY = Slot(1, 18 * 60), Slot(3, 18 * 60)


def people(count, slots, *, facilitators=1, first=0):
    return tuple(
        Person(f"p{first + i:02d}", frozenset({"fr"}), frozenset(slots), facilitates=int(i < facilitators))
        for i in range(count)
    )


def most(problem):
    laid = arrays(problem)
    return Master(laid).plan(best_size(laid)).most_placed


@pytest.mark.parametrize(
    ("count", "facilitators", "placed"), [(7, 1, 0), (8, 1, 8), (13, 2, 12), (16, 2, 16), (16, 1, 12)]
)
def test_sizes_and_facilitators_limit_how_many_are_placed(count, facilitators, placed):
    assert most(Problem(people(count, [TUESDAY], facilitators=facilitators))) == placed


def test_who_can_come_on_two_days_fills_the_smaller_one():
    listed = (
        people(10, [TUESDAY]) + people(5, [THURSDAY], first=20) + people(5, [TUESDAY, THURSDAY], first=40)
    )
    assert most(Problem(listed)) == 20


def test_one_facilitator_leads_two_circles_at_two_slots_and_sits_once():
    lead = Person("lead", frozenset({"fr"}), frozenset({TUESDAY, THURSDAY}), facilitates=2)
    listed = (lead, *people(7, [TUESDAY], facilitators=0), *people(7, [THURSDAY], facilitators=0, first=20))
    assert most(Problem(listed)) == 15


def test_a_pair_together_takes_two_places_or_none():
    listed = people(12, [TUESDAY])
    pair = frozenset({("p10", "p11")})
    options = Options(size=(3, 11), target=10)
    assert most(Problem(listed, together=pair, options=options)) == 11


def test_seats_of_a_plan_keep_cells_and_places():
    laid = arrays(community(120, seed=4))
    plan = Master(laid).plan(best_size(laid))
    tables = seat_plan(laid, plan)
    assert all(laid.can[i, table.cell] for table in tables for i in table.people)
    assert all(len(table.people) <= laid.size[1] for table in tables)
    assert len({i for table in tables for i in table.people}) <= plan.most_placed


def test_even_spread_counts_the_fewest_pairs():
    assert [int(spread(count, np.int64(4))) for count in (0, 4, 5, 8, 10)] == [0, 0, 1, 4, 8]
