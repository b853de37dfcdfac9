from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from essaim.circles.days import UnreadableDayError, read_days, write_days

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("24/12/2026", ["2026-12-24"]),
        ("2026-12-24", ["2026-12-24"]),
        ("24.12.26", ["2026-12-24"]),
        ("24/12", ["2026-12-24"]),
        ("1/3", ["2027-03-01"]),
        ("19/12/2026 au 3/1/2027", [["2026-12-19", "2027-01-03"]]),
        ("du 19/12 au 3/1", [["2026-12-19", "2027-01-03"]]),
        ("19 décembre - 3 janvier", [["2026-12-19", "2027-01-03"]]),
        ("1er mai 2027", ["2027-05-01"]),
        ("24 December 2026", ["2026-12-24"]),
        ("\n 24/12/2026 \n\n24/12/2026\n1/12/2026\n", ["2026-12-01", "2026-12-24"]),
        ("", []),
    ],
)
def test_days_are_read_as_people_type_them(typed, kept):
    assert read_days(typed, today=TODAY) == kept


@pytest.mark.parametrize(
    ("typed", "number", "fault"),
    [
        ("24/12/2026\nNoël", 2, "unreadable"),
        ("31/2/2027", 1, "unreadable"),
        ("12/2026", 1, "unreadable"),
        ("1/12/2026 2/12/2026 3/12/2026", 1, "unreadable"),
        ("3/1/2027 au 19/12/2026", 1, "order"),
        ("1/12/2026 au 1/12/2028", 1, "long"),
        ("24 frimaire 2026", 1, "unreadable"),
    ],
)
def test_what_is_no_day_is_told_with_its_line(typed, number, fault):
    with pytest.raises(UnreadableDayError) as refused:
        read_days(typed, today=TODAY)
    assert (refused.value.number, refused.value.fault) == (number, fault)


DAY = st.dates(date(2026, 1, 1), date(2030, 12, 31))
ENTRY = st.one_of(
    DAY.map(lambda day: day.isoformat()),
    st.tuples(DAY, st.integers(1, 300)).map(
        lambda span: [span[0].isoformat(), date.fromordinal(span[0].toordinal() + span[1]).isoformat()]
    ),
)


@given(st.lists(ENTRY, unique_by=str), st.sampled_from(["fr", "en"]))
def test_what_is_written_is_read_again(entries, language):
    with translation.override(language):
        read = read_days(write_days(entries), today=TODAY)
    assert sorted(map(str, read)) == sorted(map(str, entries))


@given(st.text(max_size=60))
def test_anything_typed_is_read_or_refused(text):
    with suppress(UnreadableDayError):
        assert isinstance(read_days(text, today=TODAY), list)
