"""Several times in a row, people meet others each time."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from essaim.engines.grouping import Options, Person, Problem, Rounds, Slot
from essaim.engines.grouping.modes import meet_anew, meeting_twice, never_twice
from essaim.engines.grouping.modes.anew import planned_rounds
from essaim.engines.grouping.realistic import community
from essaim.engines.grouping.weigh import broken

TUESDAY, THURSDAY = Slot(1, 1080), Slot(3, 1080)


def people(count, *, facilitators=0, slots=(TUESDAY,), **known):
    return tuple(
        Person(f"p{i:03d}", frozenset({"fr"}), frozenset(slots), facilitates=int(i < facilitators), **known)
        for i in range(count)
    )


def groups_of(size, *, low=None, facilitators=(0, 0), **more):
    return Options(size=(low or size, size), target=size, facilitators=facilitators, **more)


def tables(answers):
    return [answer.circles for answer in answers]


class TestSchedules:
    @pytest.mark.parametrize(
        ("groups", "size", "rounds", "known"),
        [
            (8, 4, 10, 9),  # a field of 8 elements, then the positions among themselves
            (16, 4, 30, 21),  # each of 64 people meets the 63 others
            (5, 5, 9, 6),  # an affine plane
            (9, 3, 20, 13),  # Kirkman's schoolgirls, 27 of them
            (48, 10, 12, 12),  # no field: a difference matrix is searched for
            (6, 4, 5, 5),
            (4, 6, 3, 1),  # more people in a group than there are groups: somebody meets again
        ],
    )
    def test_as_many_rounds_as_are_known(self, groups, size, rounds, known):
        assert len(never_twice(groups, size, rounds)) == known

    @settings(max_examples=60, deadline=None)
    @given(some.integers(1, 20), some.integers(1, 9), some.integers(1, 12))
    def test_everyone_sits_once_a_round_and_meets_nobody_twice(self, groups, size, rounds):
        met = set()
        schedule = never_twice(groups, size, rounds)
        assert 1 <= len(schedule) <= rounds
        for one in schedule:
            assert sorted(person for group in one for person in group) == list(range(groups * size))
            pairs = {pair for group in one for pair in combinations(sorted(group), 2)}
            assert {len(group) for group in one} == {size}
            assert not pairs & met
            met |= pairs


class TestMeetAnew:
    def test_thirty_two_people_in_eight_groups_of_four_meet_nobody_twice_in_nine_rounds(self):
        problem = Problem(people(32), options=groups_of(4))
        answers = meet_anew(problem, 9, stop=Rounds(1))
        assert [len(answer.circles) for answer in answers] == [8] * 9
        assert meeting_twice(tables(answers)) == 0
        assert all(broken(problem, answer.circles) == [] for answer in answers)

    def test_who_offered_to_facilitate_changes_nothing_where_nobody_has_to(self):
        problem = Problem(people(32, facilitators=6), options=groups_of(4, new_people="a lot"))
        assert meeting_twice(tables(meet_anew(problem, 8, stop=Rounds(1)))) == 0

    def test_forty_eight_circles_of_ten_twelve_times(self):
        problem = Problem(people(480), options=groups_of(10))
        assert meeting_twice(planned_rounds(problem, 12)) == 0
        assert len(planned_rounds(problem, 12)) == 12

    def test_with_a_facilitator_each_and_a_few_people_missing(self):
        problem = Problem(people(30, facilitators=8), options=groups_of(4, low=3, facilitators=(1, 1)))
        answers = meet_anew(problem, 6, stop=Rounds(1))
        assert meeting_twice(tables(answers)) == 0
        assert all(broken(problem, answer.circles) == [] for answer in answers)
        assert {answer.summary.placed for answer in answers} == {30}

    def test_those_to_be_together_meet_again_and_nobody_else_has_to(self):
        problem = Problem(people(32), frozenset({("p000", "p001")}), options=groups_of(4))
        answers = meet_anew(problem, 3, stop=Rounds(3))
        assert all(broken(problem, answer.circles) == [] for answer in answers)
        assert meeting_twice(tables(answers)) == 1

    def test_people_of_one_site_are_spread_from_the_start(self):
        sites = [{"site": ("Lyon",)}] * 9 + [{"site": ("Paris",)}] * 9 + [{"site": ("Lille",)}] * 9
        listed = tuple(
            Person(f"p{i:02d}", frozenset({"fr"}), frozenset({TUESDAY}), values=sites[i]) for i in range(27)
        )
        problem = Problem(listed, options=groups_of(3, mix={"site": "a lot"}))
        answers = meet_anew(problem, 9, stop=Rounds(0))
        assert meeting_twice(tables(answers)) == 0
        assert [answer.summary.cost for answer in answers] == [0] * 9

    def test_where_people_share_no_slot_each_time_is_searched(self):
        problem = community(120, seed=1)
        assert planned_rounds(problem, 3) == []
        answers = meet_anew(problem, 3, stop=Rounds(1))
        once = meet_anew(problem, 1, stop=Rounds(1)) * 3
        assert all(broken(problem, answer.circles) == [] for answer in answers)
        assert meeting_twice(tables(answers)) < meeting_twice(tables(once)) / 2

    def test_the_slot_that_most_prefer_is_taken(self):
        listed = people(16, slots=(TUESDAY, THURSDAY), preferred=frozenset({THURSDAY}))
        planned = planned_rounds(Problem(listed, options=groups_of(4)), 2)
        assert {circle.slot for circles in planned for circle in circles} == {THURSDAY}

    def test_nobody_and_no_time(self):
        (empty,) = meet_anew(Problem(()), 1, stop=Rounds(1))
        assert empty.circles == ()
        assert meet_anew(Problem(people(16)), 0, stop=Rounds(1)) == ()

    def test_the_same_twice(self):
        problem = Problem(people(20), options=groups_of(5, low=4))
        first, second = (tables(meet_anew(problem, 4, stop=Rounds(1), seed=3)) for _ in range(2))
        assert first == second
