"""What a set of circles costs and breaks, on small tables whose numbers are worked out by hand."""

from dataclasses import replace

import pytest

from essaim.engines.grouping.answer import Circle
from essaim.engines.grouping.problem import LockedCircle, Options, Person, Problem, Slot
from essaim.engines.grouping.weigh import Broken, broken, weigh

TUESDAY = Slot(1, 18 * 60)
THURSDAY = Slot(3, 12 * 60 + 30)
FRENCH = frozenset({"fr"})
LOOSE = Options(size=(1, 20), target=4, facilitators=(0, 2), preferred="not at all")


def person(key, **known):
    known.setdefault("languages", FRENCH)
    known.setdefault("possible", frozenset({TUESDAY}))
    return Person(key, **known)


def circle(name, *people, facilitators=(), slot=TUESDAY, language="fr", **more):
    return Circle(name, slot, language, tuple(facilitators), (*facilitators, *people), **more)


def problem(*people, together=(), apart=(), **options):
    return Problem(tuple(people), frozenset(together), frozenset(apart), replace(LOOSE, **options))


def codes(found):
    return [(one.code, one.circle, one.people) for one in found]


class TestCost:
    def test_mixing_counts_pairs_of_one_value_times_the_weight(self):
        people = [person(k, values={"site": (v,)}) for k, v in [("a", "Lyon"), ("b", "Lyon"), ("c", "Lyon")]]
        people += [person("d", values={"site": ("Lille",)})]
        weighed = weigh(problem(*people, mix={"site": "a lot"}), [circle("c1", "a", "b", "c", "d")])
        assert weighed.circles["c1"]["mix"] == 9 * 3
        assert weighed.total == 27

    def test_sharing_counts_pairs_of_different_values_among_those_known(self):
        people = [person("a", values={"topic": ("x",)}), person("b", values={"topic": ("y",)})]
        people += [person("c", values={"topic": ("x",)}), person("d")]
        weighed = weigh(problem(*people, share={"topic": "normal"}), [circle("c1", "a", "b", "c", "d")])
        assert weighed.parts["share"] == 3 * 2

    def test_several_values_of_a_mixed_attribute_are_compared_as_one_set(self):
        people = [person("a", values={"s": ("x", "y")}), person("b", values={"s": ("y", "x")})]
        people += [person("c", values={"s": ("x",)})]
        assert weigh(problem(*people, mix={"s": "a little"}), [circle("c1", "a", "b", "c")]).parts["mix"] == 1

    def test_never_alone_counts_values_held_by_exactly_one_person(self):
        genders = {"a": "f", "b": "f", "c": "m", "d": "x"}
        people = [person(k, values={"gender": (v,)}) for k, v in genders.items()]
        weighed = weigh(problem(*people, never_alone=("gender",)), [circle("c1", *genders)])
        assert weighed.parts["alone"] == 3 * 2

    def test_each_time_a_pair_sat_together_counts(self):
        people = [person("a", met=frozenset({"p", "q"})), person("b", met=frozenset({"p", "q"}))]
        people += [person("c", met=frozenset({"q"}))]
        weighed = weigh(problem(*people, new_people="normal"), [circle("c1", "a", "b", "c")])
        assert weighed.parts["met"] == 3 * 4

    def test_size_counts_the_square_of_the_distance_to_the_target(self):
        people = [person(k) for k in "abcdefg"]
        weighed = weigh(problem(*people), [circle("c1", *"abcdefg")])
        assert weighed.circles == {
            "c1": {"mix": 0, "share": 0, "met": 0, "size": 9, "preferred": 0, "alone": 0, "moved": 0}
        }

    def test_a_slot_possible_but_not_preferred_costs_only_those_who_prefer_another(self):
        both = frozenset({TUESDAY, THURSDAY})
        people = [
            person("a", possible=both, preferred=frozenset({THURSDAY})),
            person("b", possible=both, preferred=frozenset({TUESDAY})),
            person("c", possible=both),
            person("d", possible=None),
            person("e", possible=frozenset({THURSDAY}), preferred=frozenset({THURSDAY})),
        ]
        weighed = weigh(problem(*people, preferred="a little", target=5), [circle("c1", *"abcde")])
        assert weighed.parts["preferred"] == 1

    def test_a_facilitator_of_two_circles_counts_at_each_table(self):
        people = [person(k, values={"site": ("Lyon",)}) for k in "abf"]
        tables = [circle("c1", "a", facilitators="f"), circle("c2", "b", facilitators="f")]
        weighed = weigh(problem(*people, mix={"site": "a little"}, target=2), tables)
        assert [weighed.circles[name]["mix"] for name in ("c1", "c2")] == [1, 1]

    def test_who_is_not_with_the_largest_part_of_their_circle_has_moved(self):
        people = [person(k, circle="old") for k in "abcde"]
        tables = [circle("c1", "a", "b"), circle("c2", "c", "d", "e")]
        weighed = weigh(problem(*people, stay="normal"), tables)
        assert [weighed.circles[name]["moved"] for name in ("c1", "c2")] == [6, 0]

    def test_the_first_circle_holds_the_largest_part_when_two_hold_as_much(self):
        people = [person(k, circle="old") for k in "abcd"]
        weighed = weigh(problem(*people, stay="a little"), [circle("c2", "c", "d"), circle("c1", "a", "b")])
        assert {name: cost["moved"] for name, cost in weighed.circles.items()} == {"c2": 0, "c1": 2}

    def test_a_facilitator_of_two_tables_stays_if_either_is_the_largest_part(self):
        people = [person(k, circle="old", facilitates=2) for k in "abf"] + [person("n")]
        tables = [circle("c1", "n", facilitators="f"), circle("c2", "a", "b", facilitators="f")]
        assert weigh(problem(*people, stay="a little"), tables).parts["moved"] == 0

    def test_who_is_unplaced_is_counted_as_such_and_not_as_moved(self):
        people = [person(k, circle="old") for k in "abc"]
        weighed = weigh(problem(*people, stay="a lot", target=2), [circle("c1", "a", "b")])
        assert (weighed.parts["moved"], weighed.unplaced) == (0, 1)


class TestRules:
    def test_a_right_answer_breaks_nothing(self):
        people = [person("f", facilitates=1), person("a"), person("b")]
        asked = problem(*people, together=[("a", "b")], facilitators=(1, 1))
        assert broken(asked, [circle("c1", "a", "b", facilitators="f")]) == []

    @pytest.mark.parametrize(("people", "size"), [("ab", 2), ("abcdef", 6)])
    def test_size(self, people, size):
        asked = problem(*[person(k) for k in people], size=(3, 5))
        expected = Broken("size", "c1", (), {"size": size, "low": 3, "high": 5})
        assert broken(asked, [circle("c1", *people)]) == [expected]

    def test_slot_and_unknown_slots(self):
        asked = problem(person("a", possible=frozenset({THURSDAY})), person("b", possible=None))
        assert broken(asked, [circle("c1", "a", "b")]) == [
            Broken("slot", "c1", ("a",), {"slot": "tue 18:00", "unknown": False}),
            Broken("slot", "c1", ("b",), {"slot": "tue 18:00", "unknown": True}),
        ]

    def test_unknown_slots_may_sit_anywhere_when_asked(self):
        asked = problem(person("a", possible=None), without_slots="any")
        assert broken(asked, [circle("c1", "a")]) == []

    def test_language(self):
        asked = problem(person("a"), person("b", languages=frozenset({"en"})))
        assert codes(broken(asked, [circle("c1", "a", "b")])) == [("language", "c1", ("b",))]

    def test_together_is_one_breach_for_a_pair_even_when_one_sits_nowhere(self):
        asked = problem(*[person(k) for k in "abcd"], together=[("a", "b"), ("c", "d")])
        found = broken(asked, [circle("c1", "a", "d"), circle("c2", "b")])
        assert sorted(codes(found)) == [("together", None, ("a", "b")), ("together", None, ("c", "d"))]
        assert [one.details for one in sorted(found, key=lambda one: one.people)] == [
            {"circles": [["c1"], ["c2"]]},
            {"circles": [[], ["c1"]]},
        ]

    def test_a_facilitator_of_two_is_together_at_one_and_apart_at_both(self):
        people = [person("f", facilitates=2, possible=frozenset({TUESDAY, THURSDAY}))]
        people += [person("a"), person("b", possible=frozenset({THURSDAY}))]
        tables = [circle("c1", "a", facilitators="f"), circle("c2", "b", facilitators="f", slot=THURSDAY)]
        assert broken(problem(*people, together=[("a", "f"), ("b", "f")]), tables) == []
        found = broken(problem(*people, apart=[("a", "f"), ("b", "f")]), tables)
        assert codes(found) == [("apart", "c1", ("a", "f")), ("apart", "c2", ("b", "f"))]

    def test_same_asks_for_one_value_that_all_accept(self):
        people = [
            person("a", values={"format": ("online", "room")}),
            person("b", values={"format": ("room",)}),
        ]
        people += [person("c"), person("d", values={"format": ("online",)})]
        asked = problem(*people, same=("format",))
        assert broken(asked, [circle("c1", "a", "b", same={"format": "room"})]) == []
        assert codes(broken(asked, [circle("c1", "a", "c")])) == [("same", "c1", ())]
        assert broken(asked, [circle("c1", "a", "b", same={"format": "online"})]) == [
            Broken("same", "c1", (), {"attribute": "format", "said": "online", "common": ["room"]})
        ]
        assert broken(asked, [circle("c1", "a", "b", "d")]) == [
            Broken("same", "c1", (), {"attribute": "format", "said": None, "common": []})
        ]

    def test_too_few_and_too_many_facilitators(self):
        asked = problem(*[person(k, facilitates=1) for k in "abc"], facilitators=(1, 2))
        assert codes(broken(asked, [circle("c1", "a", "b", "c")])) == [("facilitators", "c1", ())]
        assert codes(broken(asked, [circle("c1", facilitators="abc")])) == [("facilitators", "c1", ())]

    def test_load_and_clash(self):
        asked = problem(*[person(k, facilitates=1) for k in "abf"])
        tables = [circle("c1", "a", facilitators="f"), circle("c2", "b", facilitators="f")]
        assert broken(asked, tables) == [
            Broken("facilitator-load", None, ("f",), {"offered": 1, "circles": ["c1", "c2"]}),
            Broken("facilitator-clash", None, ("f",), {"slot": "tue 18:00", "circles": ["c1", "c2"]}),
        ]

    def test_two_circles_at_one_slot_on_alternate_weeks(self):
        asked = problem(*[person(k, facilitates=3) for k in "abcf"], alternate_weeks=True)
        tables = [circle(f"c{i}", k, facilitators="f") for i, k in enumerate("abc")]
        assert broken(asked, tables[:2]) == []
        assert codes(broken(asked, tables)) == [("facilitator-clash", None, ("f",))]

    def test_a_facilitator_takes_no_other_seat_and_nobody_two(self):
        both = frozenset({TUESDAY, THURSDAY})
        asked = problem(person("f", facilitates=1, possible=both), person("a", possible=both))
        tables = [circle("c1", "a", facilitators="f"), circle("c2", "a", "f", slot=THURSDAY)]
        assert codes(broken(asked, tables)) == [
            ("facilitator-seat", "c2", ("f",)),
            ("duplicate", None, ("a",)),
        ]

    def test_names_that_do_not_add_up(self):
        asked = problem(person("a", facilitates=1))
        tables = [Circle("c1", TUESDAY, "fr", ("a",), ("b", "b")), circle("c1")]
        found = codes(broken(asked, tables))
        assert ("circle-id", "c1", ()) in found
        assert ("facilitator-absent", "c1", ("a",)) in found
        assert ("unknown-person", "c1", ("b",)) in found
        assert ("duplicate", "c1", ("b",)) in found

    def test_locks_that_were_not_kept(self):
        kept = LockedCircle("c1", TUESDAY, "fr", ("f",), ("f", "a"))
        asked = problem(
            person("f", facilitates=1),
            *[person(k, possible=None) for k in "ab"],
            locked_circles=(kept,),
            locked_people={"b": "c2"},
            without_slots="any",
        )
        assert broken(asked, [circle("c1", "a", facilitators="f"), circle("c2", "b")]) == []
        found = broken(asked, [circle("c1", "f", "b", slot=THURSDAY)])
        assert [(one.people, one.details) for one in found if one.code == "locked"] == [
            (("b",), {"what": "person", "expected": "c2"}),
            (("a",), {"what": "person", "expected": "c1"}),
            ((), {"what": "slot", "expected": "tue 18:00"}),
            (("f",), {"what": "facilitator", "expected": "f"}),
        ]

    def test_what_a_lock_breaks_by_itself_is_said_to_be_the_lock_s(self):
        kept = LockedCircle("c1", TUESDAY, "fr", (), ("a", "b"))
        asked = problem(
            person("a", possible=None),
            person("b", languages=frozenset({"en"})),
            person("c", possible=None),
            apart=[("a", "b")],
            locked_circles=(kept,),
            size=(1, 2),
        )
        found = broken(asked, [circle("c1", "a", "b", "c")])
        assert [(one.code, one.people, one.locked) for one in found] == [
            ("size", (), False),
            ("slot", ("a",), True),
            ("slot", ("c",), False),
            ("language", ("b",), True),
            ("apart", ("a", "b"), True),
        ]
