"""Somebody comes when circles are formed: the best seat with nobody moved, then with a few."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from engines.grouping.random_problems import random_problem
from essaim.engines.grouping import Circle, Options, Person, Problem, Rounds, Slot, solve
from essaim.engines.grouping.board import settle
from essaim.engines.grouping.modes import welcome
from essaim.engines.grouping.weigh import broken, weigh

TUESDAY, THURSDAY = Slot(1, 1080), Slot(3, 1080)
OPTIONS = Options(size=(3, 4), target=3)
STOP = Rounds(1)


def person(key, *slots, **known):
    return Person(key, frozenset({"fr"}), frozenset(slots or (TUESDAY, THURSDAY)), **known)


def circles_of(problem, *tables):
    return settle(
        problem,
        [Circle(name, slot, "fr", tuple(people[:1]), tuple(people)) for name, slot, people in tables],
    )


def test_the_circle_where_they_cost_least_with_nobody_moved():
    site = {"site": ("Lyon",)}, {"site": ("Paris",)}
    people = [person(key, values=site[key in "abc"], facilitates=int(key in "ad")) for key in "abcdef"]
    problem = Problem((*people, person("z", values=site[0])), options=replace(OPTIONS, mix={"site": "a lot"}))
    circles = circles_of(problem, ("c1", TUESDAY, "abc"), ("c2", THURSDAY, "def"))
    (found,) = welcome(problem, circles, "z", stop=STOP)
    assert (found.circle, found.moved) == ("c1", ())
    assert [circle.people for circle in found.circles] == [("a", "b", "c", "z"), ("d", "e", "f")]
    assert found.cost == weigh(problem, found.circles).total - weigh(problem, circles).total == 1


def test_one_other_moves_where_their_only_circle_is_full():
    people = [person("a", TUESDAY, facilitates=1), person("b"), person("c", TUESDAY), person("g", TUESDAY)]
    people += [person("d", THURSDAY, facilitates=1), person("e", THURSDAY), person("f", THURSDAY)]
    problem = Problem((*people, person("z", TUESDAY)), options=OPTIONS)
    circles = circles_of(problem, ("c1", TUESDAY, "abcg"), ("c2", THURSDAY, "def"))
    assert welcome(problem, circles, "z", stop=STOP) == []
    (found,) = welcome(problem, circles, "z", moves=1, stop=STOP)
    assert (found.circle, found.moved) == ("c1", ("b",))
    assert [set(circle.people) for circle in found.circles] == [set("acgz"), set("bdef")]


def test_who_comes_with_them_is_seated_too_and_whoever_waits_is_not():
    people = [person("a", facilitates=1), person("b"), person("w", TUESDAY), person("y"), person("z")]
    problem = Problem(tuple(people), together=frozenset({("y", "z")}), options=replace(OPTIONS, size=(2, 4)))
    circles = circles_of(problem, ("c1", TUESDAY, "ab"))
    (found,) = welcome(problem, circles, "z", stop=STOP)
    assert [set(circle.people) for circle in found.circles] == [set("abyz")]


def test_nothing_is_found_for_somebody_who_can_never_come():
    problem = Problem(
        (person("a", facilitates=1), person("b"), person("c"), person("z", Slot(6, 0))), options=OPTIONS
    )
    assert welcome(problem, circles_of(problem, ("c1", TUESDAY, "abc")), "z", moves=2, stop=STOP) == []


@settings(max_examples=12, deadline=None)
@given(some.integers(0, 10**6))
def test_every_seat_holds_every_rule_and_moves_no_more_than_it_says(seed):
    problem = random_problem(seed, people=12)
    newcomer = problem.people[0].key
    before = replace(
        problem,
        people=problem.people[1:],
        together=frozenset(pair for pair in problem.together if newcomer not in pair),
        apart=frozenset(pair for pair in problem.apart if newcomer not in pair),
        options=replace(problem.options, moves=None, stay="not at all"),
    )
    problem = replace(problem, options=before.options)
    circles = solve(before, stop=STOP, seed=seed).circles
    was = {key: sorted(c.id for c in circles if key in c.people) for key in (p.key for p in problem.people)}
    found = welcome(problem, circles, newcomer, moves=2, stop=STOP, seed=seed)
    assert [len(one.moved) <= 2 for one in found] == [True] * len(found)
    assert sorted((one.cost for one in found), reverse=True) == [one.cost for one in found]
    for one in found:
        assert broken(problem, one.circles) == []
        assert one.circle in [circle.id for circle in one.circles if newcomer in circle.people]
        assert one.cost == weigh(problem, one.circles).total - weigh(problem, circles).total
        now = {key: sorted(c.id for c in one.circles if key in c.people) for key in was}
        assert {key for key in was if was[key] and was[key] != now[key]} == set(one.moved)
        kept = {circle.id: (circle.slot, circle.language, circle.facilitators) for circle in one.circles}
        assert all(
            kept[circle.id][:2] == (circle.slot, circle.language)
            and set(circle.facilitators) <= set(kept[circle.id][2])
            for circle in circles
        )
