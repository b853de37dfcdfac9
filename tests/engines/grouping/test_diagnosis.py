"""What is said before solving: sizes, cells, facilitators to ask, contradictions named."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from essaim.engines.grouping.diagnosis import Cell, Split, contradictions, diagnose, size_advice
from essaim.engines.grouping.problem import LockedCircle, Options, Person, Problem, Slot

TUESDAY, THURSDAY = Slot(1, 1080), Slot(3, 1080)
BOTH = frozenset({TUESDAY, THURSDAY})
SMALL = Options(size=(2, 3), target=3)


def person(key, *slots, languages=("fr",), **known):
    return Person(key, frozenset(languages), frozenset(slots or BOTH), **known)


def problem(*people, together=(), apart=(), options=SMALL):
    return Problem(tuple(people), frozenset(together), frozenset(apart), options)


class TestSizes:
    def test_forty_three_people(self):
        advice = size_advice(43, 8, 12, 10)
        assert advice.splits == (Split(4, 10, 11), Split(5, 8, 9))
        assert advice.sentence == "43 people: 4 of 10–11 or 5 of 8–9."

    def test_thirteen_cannot_split_and_the_nearest_bounds_that_can_are_given(self):
        advice = size_advice(13, 8, 12, 10)
        assert (advice.splits, advice.left, advice.nearest) == ((), 1, ((8, 13), (6, 12)))
        assert advice.sentence == (
            "13 people cannot split into circles of 8–12: 1 left over. Sizes 8–13 or 6–12 would do."
        )

    def test_fewer_than_a_circle(self):
        assert size_advice(5, 8, 12, 10).nearest == ((5, 12),)
        assert size_advice(5, 8, 12, 10).left == 5

    @pytest.mark.parametrize("count", [0, 1])
    def test_nobody_and_one_have_no_advice(self, count):
        advice = size_advice(count, 8, 12, 10)
        assert (advice.splits, advice.nearest) == ((), ())

    def test_bounds_that_make_no_sense_are_not_advised_on(self):
        assert size_advice(30, 12, 8, 10).splits == ()

    @given(some.integers(1, 400), some.integers(1, 20), some.integers(0, 10), some.integers(1, 30))
    def test_splits_and_nearest_bounds_are_true_and_none_is_missed(self, people, low, more, target):
        high = low + more
        advice = size_advice(people, low, high, target)
        possible = [m for m in range(1, people + 1) if low * m <= people <= high * m]
        assert bool(advice.splits) == bool(possible)
        for split in advice.splits:
            assert split.circles in possible
            assert low <= split.small <= split.large <= high
            assert split.small * split.circles <= people <= split.large * split.circles
        assert advice.left == min(
            (people - n for n in range(people + 1) if any(low * m <= n <= high * m for m in range(n + 1))),
        )
        for a, b in advice.nearest:
            assert size_advice(people, a, b, target).splits
            closer = (a + 1, b) if a < low else (a, b - 1)
            assert not size_advice(people, *closer, target).splits


class TestCells:
    def test_people_and_circles_led_by_slot_language_and_common_value(self):
        options = Options(size=(2, 3), target=3, same=("format",))
        asked = problem(
            person("a", TUESDAY, languages=("fr", "en"), facilitates=2, values={"format": ("room",)}),
            person("b", TUESDAY, values={"format": ("room", "online")}),
            person("c", THURSDAY, values={}),
            options=options,
        )
        found = diagnose(asked)
        room, online = (("format", "room"),), (("format", "online"),)
        assert dict(found.cells.people) == {
            Cell(TUESDAY, "fr", room): 2,
            Cell(TUESDAY, "en", room): 1,
            Cell(TUESDAY, "fr", online): 1,
        }
        assert found.cells.circles_led[Cell(TUESDAY, "fr", room)] == 1
        assert found.no_seat == {"c": "no-common-slot"}

    def test_who_has_no_cell_and_why(self):
        asked = problem(
            person("a", TUESDAY, facilitates=1),
            person("b", TUESDAY),
            person("c", THURSDAY),
            person("d", languages=("de",)),
            Person("e", frozenset({"fr"}), frozenset()),
            Person("f", frozenset({"fr"}), None),
        )
        found = diagnose(asked)
        assert found.no_seat == {
            "c": "no-common-slot",
            "d": "no-common-language",
            "e": "no-slot",
            "f": "no-slot",
        }
        assert found.unknown == ("f",)
        assert [(one.code, one.people, one.sentence) for one in found.findings] == [
            ("no-slot", ("e",), "e gave no slot."),
            ("no-common-language", ("d",), "Too few people share a language with d."),
            ("no-common-slot", ("c",), "Too few people share a slot and a language with c."),
            ("unknown-slots", ("f",), "Slots are known for 5 of 6; not for f."),
        ]

    def test_unknown_slots_fit_anywhere_when_asked(self):
        options = Options(size=(2, 3), target=3, without_slots="any")
        asked = problem(person("a", TUESDAY, facilitates=1), Person("b", frozenset({"fr"})), options=options)
        assert diagnose(asked).no_seat == {}


class TestFacilitators:
    def test_who_could_be_asked_where_nobody_facilitates(self):
        asked = problem(
            person("ana", TUESDAY, facilitates=1),
            person("bob", TUESDAY),
            *[person(key, THURSDAY) for key in ("cléo", "dan")],
        )
        found = diagnose(asked)
        (one,) = found.missing
        assert (one.cell, one.people, one.missing, one.stranded) == (Cell(THURSDAY, "fr"), 2, 1, 2)
        assert one.could_ask == ("cléo", "dan")
        assert found.findings[-1].sentence == (
            "2 people could meet thu 18:00 fr and 1 facilitator is missing: cléo and dan could be asked."
        )

    def test_more_people_bound_to_a_cell_than_its_facilitators_can_take(self):
        found = diagnose(problem(person("a", TUESDAY, facilitates=5), *[person(k, TUESDAY) for k in "bcdef"]))
        (one,) = found.missing
        assert (one.missing, one.stranded, one.could_ask) == (1, 0, ("b", "c", "d", "e", "f"))

    def test_too_few_circles_offered_in_all(self):
        found = diagnose(problem(person("a", facilitates=1), *[person(k) for k in "bcdefg"]))
        assert (found.offered, found.needed) == (1, 3)
        assert found.findings[0].sentence == "At least 3 circles to facilitate, and 1 offered."

    def test_nobody_is_missing_when_facilitation_rotates(self):
        options = Options(size=(2, 3), target=3, facilitators=(0, 1))
        found = diagnose(problem(*[person(k) for k in "abc"], options=options))
        assert (found.missing, found.findings) == ((), ())


class TestContradictions:
    def test_apart_from_oneself(self):
        (found,) = contradictions(problem(person("a"), apart=[("a", "a")]))
        assert (found.code, found.sentence) == ("apart-from-self", "a cannot be apart from themselves.")

    def test_together_and_apart_at_once(self):
        (found,) = contradictions(
            problem(person("a"), person("b"), together=[("a", "b")], apart=[("a", "b")])
        )
        assert found.sentence == "a and b are asked to be together and apart at once."

    def test_together_through_others_and_apart_is_named_link_by_link(self):
        options = Options(size=(2, 9), target=3)
        together = [("a", "b"), ("b", "c"), ("c", "d")]
        people = [person(k) for k in "abcd"]
        (found,) = contradictions(problem(*people, together=together, apart=[("a", "d")], options=options))
        assert found.people == ("a", "b", "c", "d")
        assert found.sentence == "a and d are to be apart, and together through a with b, b with c, c with d."

    def test_a_facilitator_of_two_circles_does_not_tie_those_they_are_with(self):
        people = [person("a"), person("b", facilitates=2), person("c")]
        asked = problem(*people, together=[("a", "b"), ("b", "c")], apart=[("a", "c")])
        assert contradictions(asked) == []

    def test_a_facilitator_of_two_at_the_end_of_a_chain_is_at_its_table(self):
        people = [person("a"), person("b"), person("c", facilitates=2)]
        asked = problem(*people, together=[("a", "b"), ("b", "c")], apart=[("a", "c")])
        assert [one.code for one in contradictions(asked)] == ["together-and-apart"]

    def test_more_people_together_than_a_circle_holds(self):
        people = [person(k) for k in "abcd"]
        (found,) = contradictions(problem(*people, together=[("a", "b"), ("b", "c"), ("c", "d")]))
        assert found.sentence == "a, b, c and d are to be together: 4 people, and a circle holds 3."

    def test_a_pair_and_a_chain_without_a_common_cell(self):
        pair = problem(person("a", TUESDAY), person("b", THURSDAY), together=[("a", "b")])
        (found,) = contradictions(pair)
        assert (found.code, found.people) == ("together-no-cell", ("a", "b"))
        friday = Slot(4, 1080)
        chain = problem(
            person("a", TUESDAY, THURSDAY),
            person("b", THURSDAY, friday),
            person("c", friday, TUESDAY),
            together=[("a", "b"), ("b", "c"), ("a", "c")],
        )
        (found,) = contradictions(chain)
        assert (found.code, found.people) == ("together-no-cell", ("a", "b", "c"))

    def test_locks_that_break_a_rule_by_themselves(self):
        options = Options(
            size=(2, 3),
            target=3,
            locked_circles=(LockedCircle("c1", TUESDAY, "fr", ("f",), ("f", "a")),),
            locked_people={"b": "c1", "c": "c1", "d": "c2"},
        )
        people = [person("f", facilitates=1), person("a"), person("b", THURSDAY), person("c"), person("d")]
        asked = problem(*people, together=[("a", "d")], apart=[("a", "c")], options=options)
        found = contradictions(asked)
        assert [(one.code, one.details.get("rule"), one.people) for one in found] == [
            ("lock", "size", ()),
            ("lock", "slot", ("b",)),
            ("lock", "apart", ("a", "c")),
            ("locked-together", None, ("a", "d")),
        ]

    def test_a_locked_circle_that_others_may_complete_is_no_contradiction(self):
        options = Options(locked_circles=(LockedCircle("c1", TUESDAY, "fr", (), ("a",)),))
        assert contradictions(problem(person("a"), person("b"), together=[("a", "b")], options=options)) == []

    def test_together_and_locked_in_two_places(self):
        options = Options(size=(2, 3), target=3, locked_people={"a": "c1", "b": "c2"})
        (found,) = contradictions(problem(person("a"), person("b"), together=[("a", "b")], options=options))
        assert found.sentence == "a and b are to be together and are locked in c1 and c2."
