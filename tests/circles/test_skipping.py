from __future__ import annotations

import datetime
from datetime import date

import pytest

from essaim.circles.calendar import Span, school_holidays, schools_known_until
from essaim.circles.forms.skipping import school_of, with_public, with_school

NOVEMBER = date(2026, 11, 25)


def span(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("zone", "winter", "spring"),
    [
        ("A", ("2027-02-13", "2027-02-28"), ("2027-04-10", "2027-04-25")),
        ("B", ("2027-02-20", "2027-03-07"), ("2027-04-17", "2027-05-02")),
        ("C", ("2027-02-06", "2027-02-21"), ("2027-04-03", "2027-04-18")),
    ],
)
def test_each_zone_has_its_winter_and_its_spring(zone, winter, spring):
    found = school_holidays(zone)
    assert span(*winter) in found
    assert span(*spring) in found
    assert span("2026-12-19", "2027-01-03") in found
    assert len(found) == 12


def test_all_three_zones_make_one_long_winter():
    found = school_holidays("ABC")
    assert span("2027-02-06", "2027-03-07") in found
    assert span("2027-04-03", "2027-05-02") in found


def test_school_begins_again_on_a_weekday_and_holidays_begin_on_a_day_off_or_after_one():
    for zone in "ABC":
        for each in school_holidays(zone):
            assert (each.last + datetime.timedelta(1)).weekday() < 5 or each.last.weekday() == 5


def test_the_file_says_until_when_it_knows():
    assert schools_known_until() == date(2027, 9, 1)


def test_a_zone_takes_the_place_of_another_and_what_was_typed_stays():
    typed = ["2026-12-11", ["2027-03-10", "2027-03-12"]]
    with_a = with_school(typed, "A", NOVEMBER)
    assert school_of(with_a, NOVEMBER) == "A"
    assert ["2027-02-13", "2027-02-28"] in with_a
    with_b = with_school(with_a, "B", NOVEMBER)
    assert school_of(with_b, NOVEMBER) == "B"
    assert ["2027-02-13", "2027-02-28"] not in with_b
    assert with_school(with_b, "", NOVEMBER) == typed
    assert school_of(typed, NOVEMBER) == ""


def test_what_is_over_is_not_added():
    assert with_school([], "C", date(2027, 4, 18))[0] == ["2027-04-03", "2027-04-18"]
    assert with_school([], "C", date(2027, 4, 19))[0] == ["2027-05-07", "2027-05-08"]
    assert with_school([], "C", date(2027, 9, 2)) == []


def test_public_holidays_within_a_school_holiday_are_not_said_twice():
    kept = with_public(with_school([], "A", NOVEMBER), NOVEMBER)
    assert "2026-12-25" not in kept
    assert "2027-05-01" in kept
