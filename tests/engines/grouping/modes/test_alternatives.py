"""Proposals that differ, each honest about what it trades."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as some

from engines.grouping.random_problems import random_problem
from essaim.engines.grouping import Circle, LockedCircle, Options, Person, Problem, Rounds, Slot, solve
from essaim.engines.grouping.modes import alternatives, distance, facts
from essaim.engines.grouping.modes.alternatives import LEAST_DISTANCE, TOLERANCE
from essaim.engines.grouping.realistic import community
from essaim.engines.grouping.weigh import broken, weigh
from factories.grouping import boards

TUESDAY, THURSDAY = Slot(1, 1080), Slot(3, 1080)
STOP = Rounds(1)


def table(name, *people, slot=TUESDAY):
    return Circle(name, slot, "fr", people[:1], people)


class TestDistance:
    def test_the_same_tables_under_other_names_do_not_differ(self):
        one = [table("c1", "a", "b", "c"), table("c2", "d", "e", "f")]
        other = [table("c9", "f", "e", "d"), table("c8", "c", "a", "b")]
        assert distance(one, other) == 0

    def test_one_exchange_changes_some_pairs(self):
        one = [table("c1", "a", "b", "c"), table("c2", "d", "e", "f")]
        other = [table("c1", "a", "b", "d"), table("c2", "c", "e", "f")]
        # a–b and e–f stay, of the 10 pairs that sit together in either.
        assert distance(one, other) == 8 / 10

    def test_another_slot_is_another_meeting(self):
        assert distance([table("c1", "a", "b")], [table("c1", "a", "b", slot=THURSDAY)]) == 1

    def test_nobody_meets_anybody(self):
        assert distance([], []) == 0

    @given(boards(), boards())
    def test_it_is_a_distance(self, one, other):
        assert distance(one, one) == 0
        assert 0 <= distance(one, other) == distance(other, one) <= 1


class TestAlternatives:
    def test_three_proposals_that_differ_and_say_what_they_trade(self):
        problem = community(60, seed=1)
        first = solve(problem, stop=STOP, seed=7)
        found = alternatives(problem, first, stop=STOP)
        assert found[0].aim == "first"
        assert len(found) == 3
        for one, other in combinations(found, 2):
            assert distance(one.answer.circles, other.answer.circles) >= LEAST_DISTANCE
        for one in found[1:]:
            assert all(
                getattr(one.facts, name) != getattr(found[0].facts, name) for name in one.gains + one.losses
            )

    def test_everyone_at_a_slot_they_like_is_a_proposal_where_mixing_came_first(self):
        people = tuple(
            Person(
                f"p{number:02d}",
                frozenset({"fr"}),
                frozenset({TUESDAY, THURSDAY}),
                frozenset({TUESDAY if number < 8 else THURSDAY}),
                values={"site": ("Lyon" if number < 8 else "Paris",)},
                facilitates=int(number % 4 == 0),
            )
            for number in range(16)
        )
        options = Options(size=(8, 8), target=8, mix={"site": "a lot"})
        problem = Problem(people, options=options)
        first = solve(problem, stop=STOP, seed=7)
        found = alternatives(problem, first, stop=STOP, most=9)
        assert (found[0].facts.liked, found[0].facts.mixing) == (8, 9 * 24)
        liked = [one for one in found if one.facts.liked == 16]
        assert [(one.aim, one.gains, one.losses, one.dearer) for one in liked] == [
            ("slots", ("liked",), ("mixing",), True)
        ]

    def test_what_is_locked_leaves_no_other_way(self):
        problem = community(30, seed=2)
        first = solve(problem, stop=STOP, seed=7)
        locks = tuple(LockedCircle(c.id, c.slot, c.language, c.facilitators, c.people) for c in first.circles)
        locked = replace(problem, options=replace(problem.options, locked_circles=locks))
        (only,) = alternatives(locked, first, stop=STOP)
        assert (only.answer, only.facts) == (first, facts(problem, first))

    def test_nobody_to_place(self):
        answer = solve(Problem(()), stop=STOP)
        (only,) = alternatives(Problem(()), answer, stop=STOP)
        assert (only.facts.placed, only.dearer) == (0, False)

    @settings(max_examples=5, deadline=None)
    @given(some.integers(0, 10**6))
    def test_whatever_is_asked_they_differ_hold_every_rule_and_weigh_what_they_say(self, seed):
        problem = random_problem(seed, people=14)
        first = solve(problem, stop=STOP, seed=seed)
        found = alternatives(problem, first, stop=STOP)
        assert found[0].answer == first
        for one, other in combinations(found, 2):
            assert distance(one.answer.circles, other.answer.circles) >= LEAST_DISTANCE
        most = max(one.facts.placed for one in found)
        least = min(one.facts.cost for one in found if one.facts.placed == most)
        for one in found:
            assert broken(problem, one.answer.circles) == []
            assert one.aim != "smaller" or one.facts.circles > found[0].facts.circles
            assert one.aim != "slots" or one.facts.liked > found[0].facts.liked
            assert one.aim != "mixing" or one.facts.mixing < found[0].facts.mixing
            assert one.answer.summary.cost == one.facts.cost == weigh(problem, one.answer.circles).total
            assert one.dearer == (one.facts.placed < most or one.facts.cost > least * (1 + TOLERANCE))
        again = alternatives(problem, first, stop=STOP)
        assert [one.answer.circles for one in again] == [one.answer.circles for one in found]
