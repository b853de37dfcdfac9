from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from essaim.circles.calendar import (
    Contact,
    Invitation,
    Rhythm,
    RhythmError,
    Span,
    calendar_file,
    first_good,
    held,
    missed,
    public_holidays,
    spans,
    starts,
)

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SONIA = Contact("Sonia Meyer", "sonia@exemple.fr")
MARC = Contact("Marc, dit « Petit »", "marc@exemple.fr")


def invitation(**changes) -> Invitation:
    told = {
        "uid": "c1@essaim",
        "sequence": 0,
        "summary": "Les Passerelles",
        "rhythm": Rhythm(1, date(2027, 3, 2), 2, 4, spans(["2027-03-16"])),
        "minute": 18 * 60 + 30,
        "minutes": 90,
        "zone": PARIS,
        "organizer": SONIA,
        "attendee": MARC,
    }
    return Invitation(**{**told, **changes})


def read(told: Invitation, method="REQUEST"):
    calendar = Calendar.from_ical(calendar_file(told, method, now=NOW))
    return calendar, calendar.walk("VEVENT")[0]


def expanded(event) -> list[datetime]:
    """The dates as a calendar understands them: the rule, less the dates taken out, by dateutil."""
    first = event.decoded("dtstart")
    if "rrule" not in event:
        return [first]
    told = rruleset()
    told.rrule(rrulestr(event["rrule"].to_ical().decode(), dtstart=first))
    if "exdate" in event:
        for out in event["exdate"].dts:
            told.exdate(out.dt)
    return list(told)


def test_a_circle_meets_every_other_tuesday_but_not_in_the_holidays():
    rhythm = Rhythm(1, date(2026, 12, 8), 2, 4, spans([["2026-12-19", "2027-01-04"]]))
    assert held(rhythm) == [date(2026, 12, 8), date(2027, 1, 5), date(2027, 1, 19), date(2027, 2, 2)]
    assert missed(rhythm) == [date(2026, 12, 22)]


def test_the_first_good_date_is_on_the_weekday_and_not_skipped():
    skipped = spans(["2026-12-08", ["2026-12-14", "2026-12-20"]])
    assert first_good(1, date(2026, 12, 6), skipped) == date(2026, 12, 22)
    assert first_good(1, date(2026, 12, 22)) == date(2026, 12, 22)


@pytest.mark.parametrize(
    ("rhythm", "fault"),
    [
        (Rhythm(1, date(2026, 12, 9), 2, 4), "weekday"),
        (Rhythm(1, date(2026, 12, 8), 2, 4, spans(["2026-12-08"])), "skipped"),
        (Rhythm(1, date(2026, 12, 8), 2, 4, spans([["2026-12-09", "2099-01-01"]])), "endless"),
    ],
)
def test_a_series_that_cannot_be_says_why(rhythm, fault):
    with pytest.raises(RhythmError) as refused:
        held(rhythm)
    assert refused.value.fault == fault


def test_no_weekday_is_left_when_everything_is_skipped():
    with pytest.raises(RhythmError, match="endless"):
        first_good(1, date(2026, 12, 8), spans([["2026-01-01", "2099-01-01"]]))


def test_the_hour_on_the_wall_stays_the_same_when_summer_comes():
    rhythm = Rhythm(1, date(2027, 3, 23), 1, 2)
    winter, summer = starts(rhythm, 18 * 60 + 30, PARIS)
    assert [winter.strftime("%H:%M %z"), summer.strftime("%H:%M %z")] == ["18:30 +0100", "18:30 +0200"]


def test_public_holidays_move_with_easter():
    assert [day.isoformat()[5:] for day in public_holidays(2027)] == [
        "01-01", "03-29", "05-01", "05-06", "05-08", "05-17", "07-14", "08-15", "11-01", "11-11", "12-25",
    ]  # fmt: skip


def test_the_file_invites_one_person_and_expands_to_the_exact_dates():
    calendar, event = read(invitation(description="Bonjour ;\n" + "é" * 90, url="https://essaim.test/c/1/"))
    assert calendar["method"] == "REQUEST"
    assert calendar.walk("VTIMEZONE")[0]["tzid"] == "Europe/Paris"
    assert expanded(event) == [
        datetime(2027, month, day, 18, 30, tzinfo=PARIS) for month, day in [(3, 2), (3, 30), (4, 13), (4, 27)]
    ]
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=90)
    assert (event["uid"], event["sequence"], event["status"]) == ("c1@essaim", 0, "CONFIRMED")
    assert event.decoded("dtstamp") == NOW
    assert (event["organizer"], event["organizer"].params["CN"]) == ("mailto:sonia@exemple.fr", "Sonia Meyer")
    assert (event["attendee"], event["attendee"].params["RSVP"]) == ("mailto:marc@exemple.fr", "TRUE")
    assert event["description"] == "Bonjour ;\n" + "é" * 90


def test_lines_end_as_the_standard_asks_and_are_never_too_long():
    lines = calendar_file(invitation(description="é€" * 200), "REQUEST", now=NOW).split(b"\r\n")
    assert lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line for line in lines)


def test_a_cancellation_bears_the_same_uid_and_a_download_names_no_attendee():
    cancelled, event = read(invitation(sequence=3), "CANCEL")
    assert (cancelled["method"], event["uid"], event["sequence"], event["status"]) == (
        "CANCEL", "c1@essaim", 3, "CANCELLED",
    )  # fmt: skip
    assert event["attendee"] == "mailto:marc@exemple.fr"
    published, event = read(invitation(), "PUBLISH")
    assert published["method"] == "PUBLISH"
    assert "attendee" not in event


def test_one_meeting_has_no_rule():
    _, event = read(invitation(rhythm=Rhythm(1, date(2027, 3, 2), 2, 1)))
    assert "rrule" not in event
    assert expanded(event) == [datetime(2027, 3, 2, 18, 30, tzinfo=PARIS)]


def test_a_name_with_a_quote_mark_or_a_line_break_stays_one_name():
    _, event = read(invitation(organizer=Contact('So"ni^a\r\nATTENDEE:x', "sonia@exemple.fr")))
    assert event["organizer"].params["CN"] == "SoniaATTENDEE:x"
    assert str(event["attendee"]) == "mailto:marc@exemple.fr"


DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))
SPANS = st.lists(
    st.builds(lambda day, n: Span(day, day + timedelta(n)), DAYS, st.integers(0, 40)), max_size=6
)
ZONES = st.sampled_from(
    [
        "Europe/Paris",
        "Europe/Lisbon",
        "America/New_York",
        "Australia/Sydney",
        "Asia/Kolkata",
        "Indian/Reunion",
        "Africa/Casablanca",
        "America/Santiago",
        "Pacific/Auckland",
    ]
)


@st.composite
def rhythms(draw) -> Rhythm:
    day, skipped = draw(st.integers(0, 6)), tuple(draw(SPANS))
    first = first_good(day, draw(DAYS), skipped)
    return Rhythm(day, first, draw(st.integers(1, 8)), draw(st.integers(1, 30)), skipped)


@given(rhythms())
def test_every_date_is_on_the_weekday_never_skipped_and_their_number_is_right(rhythm):
    days = held(rhythm)
    assert len(days) == rhythm.meetings
    assert {day.weekday() for day in days} == {rhythm.day}
    assert not any(day in span for day in days for span in rhythm.skipped)
    assert all(any(day in span for span in rhythm.skipped) for day in missed(rhythm))
    assert {(day - rhythm.first).days % (7 * rhythm.weeks) for day in days + missed(rhythm)} == {0}


@given(rhythms(), ZONES, st.integers(6 * 12, 22 * 12))
def test_any_calendar_finds_the_same_moments_wherever_it_reads_the_file(rhythm, name, twelfth):
    """The time zone is read from the file itself, as Outlook does, not from this machine's."""
    zone = ZoneInfo(name)
    expected = starts(rhythm, twelfth * 5, zone)
    calendar, event = read(invitation(rhythm=rhythm, zone=zone, minute=twelfth * 5))
    assert expanded(event) == expected
    written = calendar.walk("VTIMEZONE")[0].to_tz()
    read_there = [at.replace(tzinfo=None).replace(tzinfo=written) for at in expected]
    assert [at.utcoffset() for at in read_there] == [at.utcoffset() for at in expected]


@given(rhythms())
def test_two_circles_one_week_apart_never_share_a_date(rhythm):
    if rhythm.weeks > 1 and not any(rhythm.first + timedelta(7) in span for span in rhythm.skipped):
        other = Rhythm(rhythm.day, rhythm.first + timedelta(7), rhythm.weeks, rhythm.meetings, rhythm.skipped)
        assert not set(held(rhythm)) & set(held(other))
