"""With facilitation still to be found, nobody who offered it is forgotten."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essaim.engines.grouping import Options, Person, Problem, Rounds, Slot, solve
from essaim.engines.grouping.appoint import appoint
from essaim.engines.grouping.arrays import arrays
from essaim.engines.grouping.realistic import Shape, community
from essaim.engines.grouping.seating import Table
from essaim.engines.grouping.weigh import broken

TUESDAY, THURSDAY = Slot(1, 18 * 60), Slot(3, 18 * 60)
TO_BE_FOUND = Options(facilitators=(0, 1))


def somebody(key, *slots, facilitates=0):
    return Person(key, frozenset({"fr"}), frozenset(slots), facilitates=facilitates)


def test_the_only_one_who_offered_leads_the_circle_they_sit_in():
    people = [somebody(f"p{i:02d}", TUESDAY) for i in range(19)]
    answer = solve(
        Problem((*people, somebody("zoe", TUESDAY, facilitates=1)), options=TO_BE_FOUND), stop=Rounds(1)
    )
    assert sorted(circle.facilitators for circle in answer.circles) == [(), ("zoe",)]


def test_two_who_offered_do_not_stay_in_one_circle_when_another_has_nobody():
    tuesday = [somebody(f"a{i:02d}", TUESDAY) for i in range(9)]
    thursday = [somebody(f"b{i:02d}", THURSDAY) for i in range(8)]
    both = [somebody(f"c{i}", TUESDAY, THURSDAY, facilitates=i % 2) for i in range(4)]
    answer = solve(Problem((*tuesday, *thursday, *both), options=TO_BE_FOUND), stop=Rounds(2))
    assert sorted(circle.facilitators for circle in answer.circles) == [("c1",), ("c3",)]


def test_whoever_offered_two_circles_leads_the_second_too():
    tuesday = [somebody(f"a{i:02d}", TUESDAY) for i in range(9)]
    thursday = [somebody(f"b{i:02d}", THURSDAY) for i in range(10)]
    zoe = somebody("zoe", TUESDAY, THURSDAY, facilitates=2)
    problem = Problem((*tuesday, *thursday, zoe), options=TO_BE_FOUND)
    answer = solve(problem, stop=Rounds(4))
    assert [(len(circle.people), circle.facilitators) for circle in answer.circles] == [
        (10, ("zoe",)),
        (11, ("zoe",)),
    ]
    assert broken(problem, answer.circles) == []
    assert answer.summary.placed == 20


def test_a_cap_on_moves_holds_for_those_who_would_lead():
    """Nobody may move: Zoé, whose circle meets on Tuesday without a seat left, is not sent to Thursday."""
    tuesday = [replace(somebody(f"a{i:02d}", TUESDAY), circle="mardi") for i in range(12)]
    thursday = [replace(somebody(f"b{i:02d}", THURSDAY), circle="jeudi") for i in range(10)]
    zoe = replace(somebody("zoe", TUESDAY, THURSDAY, facilitates=1), circle="mardi")
    options = replace(TO_BE_FOUND, moves=0)
    laid = arrays(Problem((*tuesday, *thursday, zoe), options=options))
    tables = [Table(0, people=list(range(12))), Table(1, people=list(range(12, 22)))]
    assert [table.leaders for table in appoint(laid, tables)] == [set(), set()]
    laid = arrays(Problem((*tuesday, *thursday, zoe), options=TO_BE_FOUND))
    assert [table.leaders for table in appoint(laid, tables)] == [set(), {22}], "free to move, she leads"


def test_a_full_circle_takes_no_facilitator_from_outside():
    tuesday = [somebody(f"a{i:02d}", TUESDAY) for i in range(9)]
    thursday = [somebody(f"b{i:02d}", THURSDAY) for i in range(12)]
    zoe = somebody("zoe", TUESDAY, THURSDAY, facilitates=2)
    answer = solve(Problem((*tuesday, *thursday, zoe), options=TO_BE_FOUND), stop=Rounds(4))
    assert [(len(circle.people), circle.facilitators) for circle in answer.circles] == [
        (10, ("zoe",)),
        (12, ()),
    ]


def test_where_circles_rotate_nobody_is_appointed():
    people = tuple(somebody(f"p{i:02d}", TUESDAY, facilitates=1) for i in range(10))
    answer = solve(Problem(people, options=Options(facilitators=(0, 0))), stop=Rounds(1))
    assert [circle.facilitators for circle in answer.circles] == [()]


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6))
def test_a_circle_without_a_facilitator_has_nobody_who_offered(seed):
    problem = community(60, seed, Shape(facilitators=0.08))
    problem = replace(problem, options=replace(problem.options, facilitators=(0, 1)))
    answer = solve(problem, stop=Rounds(1), seed=seed)
    offered = {person.key for person in problem.people if person.facilitates}
    assert broken(problem, answer.circles) == []
    assert not any(offered & set(circle.people) for circle in answer.circles if not circle.facilitators)
