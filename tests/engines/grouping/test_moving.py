"""Who must change circles at least, whatever the search does."""

from __future__ import annotations

from collections import Counter

from essaim.engines.grouping import Options, Person, Problem, Slot
from essaim.engines.grouping.arrays import arrays
from essaim.engines.grouping.moving import fewest_moves, seat_stayers

TUESDAY, THURSDAY = Slot(1, 18 * 60), Slot(3, 18 * 60)
OPTIONS = Options(size=(4, 8), target=6, facilitators=(0, 0), moves="fewest")


def sitting(circle, count, slot, start=0):
    return tuple(
        Person(f"{circle}{start + i}", frozenset({"fr"}), frozenset({slot}), circle=circle)
        for i in range(count)
    )


def fewest(*people):
    return fewest_moves(arrays(Problem(people, options=OPTIONS)), len(people))


def test_nobody_has_to_move_where_circles_still_can_meet():
    assert fewest(*sitting("a", 5, TUESDAY), *sitting("b", 6, THURSDAY)) == 0


def test_who_can_no_longer_come_that_day_has_to():
    assert fewest(*sitting("a", 5, TUESDAY), *sitting("a", 2, THURSDAY, 5), *sitting("b", 5, THURSDAY)) == 2


def test_a_circle_grown_too_large_gives_people_away():
    assert fewest(*sitting("a", 9, TUESDAY), *sitting("b", 5, TUESDAY)) == 1


def test_newcomers_do_not_count_as_moved():
    new = Person("new", frozenset({"fr"}), frozenset({TUESDAY}))
    assert fewest(*sitting("a", 5, TUESDAY), new) == 0


def test_people_are_seated_so_that_the_fewest_move():
    people = [*sitting("a", 9, TUESDAY), *sitting("b", 5, TUESDAY), *sitting("c", 6, THURSDAY)]
    laid = arrays(Problem(tuple(people), options=OPTIONS))
    tables = seat_stayers(laid, len(people), None)
    assert tables is not None
    rows = [Counter(laid.people[i].circle for i in table.people) for table in tables]
    assert sorted(sum(row.values()) for row in rows) == [6, 6, 8]
    assert sorted(max(row.values()) for row in rows) == [5, 6, 8]


def test_nobody_is_seated_so_where_nobody_has_a_circle():
    new = Person("new", frozenset({"fr"}), frozenset({TUESDAY}))
    assert seat_stayers(arrays(Problem((new,), options=OPTIONS)), 1, None) is None
