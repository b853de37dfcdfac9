"""A circle that has grown becomes two."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from engines.grouping.random_problems import random_problem
from essaim.engines.grouping import Circle, Options, Person, Problem, Rounds, Slot
from essaim.engines.grouping.board import settle
from essaim.engines.grouping.modes import split
from essaim.engines.grouping.weigh import broken

TUESDAY, THURSDAY = Slot(1, 1080), Slot(3, 1080)
STOP = Rounds(1)
KEYS = tuple("abcdefghijkl")


def person(key, *slots, **known):
    return Person(key, frozenset({"fr"}), frozenset(slots or (TUESDAY, THURSDAY)), **known)


def grown(people, led=("a",), **pairs):
    """The problem of these people, and the one circle where they all sit."""
    problem = Problem(tuple(people), **{name: frozenset(held) for name, held in pairs.items()})
    circle = Circle("c1", TUESDAY, "fr", led, tuple(one.key for one in people))
    return problem, settle(problem, [circle])


def halves(done):
    return {circle.id: circle for circle in done.circles}


def test_two_halves_of_one_size_each_with_a_facilitator_and_ties_kept():
    people = [person(key, facilitates=int(key in "ab")) for key in KEYS]
    problem, circles = grown(people, together=[("c", "d"), ("d", "e")], apart=[("c", "f")])
    done = split(problem, circles, "c1", stop=STOP)
    kept, new = halves(done)["c1"], halves(done)["c1-2"]
    assert (done.kept, done.new, done.to_find) == ("c1", "c1-2", ())
    assert (kept.slot, kept.facilitators, new.facilitators) == (TUESDAY, ("a",), ("b",))
    assert (len(kept.people), len(new.people)) == (6, 6)
    assert sorted(done.moved) == sorted(new.people)
    together = next(circle for circle in done.circles if "c" in circle.people)
    assert {"c", "d", "e"} <= set(together.people)
    assert "f" not in together.people


def test_one_facilitator_of_both_leads_the_other_half_at_another_slot():
    people = [person("a", facilitates=2), *[person(key) for key in KEYS[1:9]]]
    problem, circles = grown(people)
    done = halves(split(problem, circles, "c1", stop=STOP))
    assert {(c.slot, c.facilitators) for c in done.values()} == {(TUESDAY, ("a",)), (THURSDAY, ("a",))}
    assert sorted(len(c.people) for c in done.values()) == [5, 5]


def test_a_half_without_anybody_to_facilitate_says_so():
    problem, circles = grown([person("a", facilitates=1), *[person(key) for key in KEYS[1:10]]])
    done = split(problem, circles, "c1", stop=STOP)
    assert (done.to_find, halves(done)["c1-2"].facilitators) == (("c1-2",), ())


def test_the_new_half_meets_when_its_people_are_free():
    # Half of them would rather meet on Thursday, but one of these sits in another circle then.
    people = [
        person(
            key, preferred=frozenset({THURSDAY if key in "ghijkl" else TUESDAY}), facilitates=int(key in "ag")
        )
        for key in KEYS
    ]
    problem, circles = grown(people)
    done = halves(split(problem, circles, "c1", stop=STOP))
    assert (done["c1-2"].slot, sorted(done["c1-2"].people)) == (THURSDAY, list("ghijkl"))
    other = Circle("c2", THURSDAY, "fr", ("g",), ("g",))
    people[6] = replace(people[6], facilitates=2)
    problem = replace(problem, people=tuple(people))
    done = halves(split(problem, [*circles, other], "c1", stop=STOP))
    assert all(
        circle.slot == TUESDAY for name, circle in done.items() if "g" in circle.people and name != "c2"
    )
    assert done["c2"].people == ("g",)


def test_mixing_counts_in_each_half():
    people = [
        person(key, values={"site": ("Lyon" if key in "abcdef" else "Paris",)}, facilitates=int(key in "ag"))
        for key in KEYS
    ]
    problem, circles = grown(people)
    problem = replace(problem, options=Options(mix={"site": "a lot"}))
    done = split(problem, circles, "c1", stop=STOP)
    assert [sum(key in "abcdef" for key in circle.people) for circle in done.circles] == [3, 3]


def test_apart_from_everybody_else_leaves_no_split():
    people = [person(key, facilitates=1) for key in "abcd"]
    apart = [(x, y) for x in "abcd" for y in "abcd" if x < y]
    problem, circles = grown(people, apart=apart)
    assert split(problem, circles, "c1", stop=STOP) is None


def test_one_person_is_no_circle_to_split_and_another_name_is_unknown():
    problem, circles = grown([person("a", facilitates=1)])
    assert split(problem, circles, "c1", stop=STOP) is None
    with pytest.raises(KeyError):
        split(problem, circles, "c9", stop=STOP)


@settings(max_examples=25, deadline=None)
@given(some.integers(0, 10**6), some.integers(2, 14))
def test_nobody_is_lost_and_every_rule_but_sizes_holds(seed, count):
    drawn = random_problem(seed, people=count)
    problem = replace(drawn, options=replace(drawn.options, facilitators=(0, 2), same=(), locked_people={}))
    people = tuple(person.key for person in problem.people)
    circles = settle(problem, [Circle("c1", Slot(0, 1080), "fr", people[:1], people)])
    known = {(rule.code, rule.people) for rule in broken(problem, circles)}
    done = split(problem, circles, "c1", stop=STOP)
    if done is None:
        return
    assert {key for circle in done.circles for key in circle.people} == set(people)
    assert len(done.circles) == 2
    sizes = [len(circle.people) for circle in done.circles]
    extra = sum(sizes) - count  # a facilitator of both
    assert max(sizes) - min(sizes) <= 3 + extra
    new = {(rule.code, rule.people) for rule in broken(problem, done.circles)} - known
    assert {code for code, _ in new} <= {"size"}
