"""Facilitators meet with a lead, at a slot free of their own circles; leads likewise when they are many."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as some

from essaim.engines.grouping import Answer, Circle, CircleAbove, Person, Problem, Rounds, Slot
from essaim.engines.grouping.above import circles_above, with_above
from essaim.engines.grouping.answer import Summary

TUESDAY, WEDNESDAY, THURSDAY = Slot(1, 1080), Slot(2, 750), Slot(3, 1080)
STOP = Rounds(1)
ALWAYS = (TUESDAY, WEDNESDAY, THURSDAY)


def person(key, *slots, leads=0, languages=("fr",), **known):
    return Person(key, frozenset(languages), frozenset(slots or ALWAYS), leads=leads, **known)


def circle_of(facilitator, slot=TUESDAY):
    return Circle(f"c-{facilitator}", slot, "fr", (facilitator,), (facilitator, f"m-{facilitator}"))


def above(people, *, slot=TUESDAY, facilitators=None, **pairs):
    keys = facilitators or [p.key for p in people if p.key.startswith("f")]
    members = [person(f"m-{key}") for key in keys]
    problem = Problem((*people, *members), **{name: frozenset(value) for name, value in pairs.items()})
    return circles_above(problem, [circle_of(key, slot) for key in keys], stop=STOP)


class TestOneCircle:
    def test_twelve_or_fewer_make_one_circle_at_a_slot_free_of_their_own(self):
        found = above([*[person(f"f{n}") for n in range(3)], person("lead", WEDNESDAY, TUESDAY, leads=8)])
        assert found.circles == (CircleAbove("f1", 1, WEDNESDAY, "fr", "lead", ("lead", "f0", "f1", "f2")),)
        assert found.unplaced == ()

    def test_the_slot_that_brings_most_together_then_the_one_they_prefer(self):
        people = [person("f0", THURSDAY, WEDNESDAY), person("f1", THURSDAY), person("lead", leads=8)]
        (circle,) = above(people).circles
        assert (circle.slot, circle.people) == (THURSDAY, ("lead", "f0", "f1"))
        liked = [person("f0", preferred=frozenset({THURSDAY})), person("f1"), person("lead", leads=8)]
        assert above(liked).circles[0].slot == THURSDAY

    def test_a_facilitator_may_lead_and_a_lead_takes_no_more_than_offered(self):
        people = [person("f0", leads=1), person("f1"), person("f2")]
        found = above(people)
        assert [circle.people for circle in found.circles] == [("f0", "f1")]
        assert found.unplaced == ("f2",)

    def test_without_a_lead_or_a_common_language_nobody_meets(self):
        assert above([person("f0"), person("f1")]).unplaced == ("f0", "f1")
        found = above([person("f0"), person("lead", leads=8, languages=("de",))])
        assert (found.circles, found.unplaced) == ((), ("f0",))

    def test_who_must_be_apart_do_not_meet_and_who_must_be_together_do(self):
        people = [*[person(f"f{n}") for n in range(3)], person("lead", leads=8)]
        found = above(people, apart=[("f0", "f1")])
        assert (found.circles[0].people, found.unplaced) == (("lead", "f0", "f2"), ("f1",))
        found = above(people, apart=[("f0", "f1")], together=[("f1", "f2")])
        assert (found.circles[0].people, found.unplaced) == (("lead", "f1", "f2"), ("f0",))

    def test_a_lead_s_own_circle_keeps_its_slot_too(self):
        lead = person("lead", TUESDAY, WEDNESDAY, leads=8)
        circles = [circle_of("f0"), Circle("c2", WEDNESDAY, "fr", ("f1",), ("f1", "lead"))]
        problem = Problem((person("f0"), person("f1"), person("m-f0"), lead))
        found = circles_above(problem, circles, stop=STOP)
        # On Wednesday f0 is free and the lead is not; on Tuesday the lead is free, and f0 is not.
        assert [(circle.slot, circle.people) for circle in found.circles] == [(TUESDAY, ("lead", "f1"))]
        assert found.unplaced == ("f0",)

    def test_nobody_facilitates_nobody_meets(self):
        assert above([person("a", leads=3)], facilitators=[]).circles == ()


class TestMany:
    def test_more_than_twelve_form_circles_of_six_to_twelve_with_a_lead_each(self):
        facilitators = [person(f"f{n:02}") for n in range(20)]
        leads = [person(f"lead{n}", leads=8) for n in range(4)]
        found = above([*facilitators, *leads])
        assert found.unplaced == ()
        assert {circle.level for circle in found.circles} == {1}
        for circle in found.circles:
            assert 6 <= len(circle.people) <= 9
            assert circle.lead.startswith("lead")
            assert circle.people[0] == circle.lead
            assert circle.slot != TUESDAY
        seated = [key for circle in found.circles for key in circle.people if key.startswith("f")]
        assert sorted(seated) == [p.key for p in facilitators]

    def test_a_lead_of_few_leads_a_small_circle_or_none(self):
        facilitators = [person(f"f{n:02}") for n in range(13)]
        found = above(
            [*facilitators, person("small", leads=3), person("six", leads=5), person("ten", leads=10)]
        )
        offered = {"small": 3, "six": 5, "ten": 10}
        assert all(len(circle.people) - 1 <= offered[circle.lead] for circle in found.circles)
        assert "small" not in {circle.lead for circle in found.circles}
        assert len(found.circles) == 2 or found.unplaced

    def test_leads_of_more_than_twelve_circles_meet_a_level_higher(self):
        facilitators = [person(f"f{n:03}") for n in range(112)]
        friday = Slot(4, 1080)
        leads = [person(f"lead{n:02}", *ALWAYS, friday, leads=8) for n in range(14)]
        higher = [person(f"top{n}", friday, leads=8) for n in range(2)]
        found = above([*facilitators, *leads, *higher])
        assert found.unplaced == ()
        second = [circle for circle in found.circles if circle.level == 2]
        first = [circle for circle in found.circles if circle.level == 1]
        assert (len(first), {circle.slot for circle in second}) == (14, {friday})
        met = {key for circle in second for key in circle.people}
        assert {circle.lead for circle in first} <= met
        assert [circle.id for circle in found.circles] == [f"f{n + 1}" for n in range(len(found.circles))]
        when = {key: circle.slot for circle in first for key in circle.people}
        assert all(when.get(key) != circle.slot for circle in second for key in circle.people)


@settings(max_examples=25, deadline=None)
@given(some.data())
def test_whatever_is_offered_the_contract_of_circles_above_holds(data):
    week = [*ALWAYS, Slot(4, 1080)]
    slots = some.sets(some.sampled_from(week), min_size=1)
    count = data.draw(some.integers(1, 26))
    people = [
        person(f"f{n:02}", *data.draw(slots), leads=data.draw(some.sampled_from([0, 0, 2, 8])))
        for n in range(count)
    ]
    people += [person(f"k{n}", *data.draw(slots), leads=8) for n in range(data.draw(some.integers(0, 4)))]
    found = above(people)
    offered = {p.key: p.leads for p in people}
    meeting = {p.key for p in people if p.key.startswith("f")}
    seated = {key for circle in found.circles for key in circle.people}
    assert meeting <= seated | set(found.unplaced)
    assert not seated & set(found.unplaced)
    if count <= 12:
        assert len(found.circles) <= 1
    for circle in found.circles:
        assert (2 if count <= 12 else 6) <= len(circle.people) <= 13
        assert len(circle.people) <= 12 or (count == 12 and circle.lead not in meeting)
        assert len(circle.people) - 1 <= offered[circle.lead]
        assert circle.slot != TUESDAY or not meeting & set(circle.people)
        can = {p.key: p.possible for p in people}
        assert all(circle.slot in can[key] for key in circle.people)


def test_an_answer_is_given_its_circles_above():
    problem = Problem((person("f0"), person("m-f0"), person("lead", leads=8)))
    answer = Answer((circle_of("f0"),), (), Summary(3, 2, 1, 0, None, None, 0, 0.0, 0))
    done = with_above(problem, answer, stop=STOP)
    assert [circle.people for circle in done.above] == [("lead", "f0")]
    assert replace(done, above=(), above_unplaced=()) == answer
