"""Our files in a calendar that is not ours (khal, by its commands), and in the mail they come with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from click.testing import CliRunner
from khal.cli import main_khal

from cast import Cast
from essaim.circles.calendar import Contact, Invitation, Rhythm, calendar_file, spans
from essaim.circles.queries.circles import seats_of, times_of
from essaim.circles.queries.letters import calendar_for
from essaim.core import jobs
from essaim.notifications.letters import message
from essaim.notifications.models import Mail
from factories.circles import circles_of, launched

# khal asks icalendar for pytz as it is imported, in this process for good: only its own commands need it.
icalendar.use_zoneinfo()

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CONFIG = """
[calendars]
[[mine]]
path = {folder}/mine
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = mine
"""


class Khal:
    """Somebody's calendar, in their time zone."""

    def __init__(self, folder: Path, zone: str) -> None:
        folder.mkdir()
        self.config = folder / "config"
        self.config.write_text(CONFIG.format(folder=folder, zone=zone))
        self.file = folder / "invitation.ics"

    def take(self, content: bytes) -> None:
        """Take a file in, as one that came with an e-mail."""
        self.file.write_bytes(content)
        self._do("import", "--batch", str(self.file))

    def shows(
        self, what: str = "{start-date} {start-time}-{end-time}", until: str = "2028-01-01"
    ) -> list[str]:
        lines = self._do("list", "--format", what, "--day-format", "", "2026-01-01", until).splitlines()
        return [line.strip() for line in lines if line.strip()]

    def _do(self, *command: str) -> str:
        icalendar.use_pytz()
        try:
            done = CliRunner().invoke(main_khal, ["-c", str(self.config), *command], catch_exceptions=False)
        finally:
            icalendar.use_zoneinfo()
        assert done.exit_code == 0, done.output
        return done.output


@pytest.fixture
def calendar(tmp_path: Path) -> Callable[[str], Khal]:
    return lambda zone: Khal(tmp_path / zone.replace("/", "-"), zone)


def told(**changes) -> Invitation:
    """Every other Tuesday at 18:30 in Paris, over the change to summer time, one date skipped."""
    facts = {
        "uid": "c1@essaim",
        "sequence": 0,
        "summary": "Les Passerelles, cercle 1; Gué",
        "rhythm": Rhythm(1, date(2027, 3, 2), 2, 4, spans(["2027-03-16"])),
        "minute": 18 * 60 + 30,
        "minutes": 90,
        "zone": ZoneInfo("Europe/Paris"),
        "organizer": Contact("Sonia Meyer", "sonia@exemple.fr"),
        "attendee": Contact("Marc, dit « Petit »", "marc@exemple.fr"),
        "location": "Salle 3, 2e étage",
        "description": "Bonjour ;\n" + "é" * 90,
    }
    return Invitation(**{**facts, **changes})


def test_every_other_week_over_the_change_to_summer_time_but_not_on_the_skipped_date(calendar):
    here, there = calendar("Europe/Paris"), calendar("America/Montreal")
    for each in (here, there):
        each.take(calendar_file(told(), "REQUEST", now=NOW))
    days = ["2027-03-02", "2027-03-30", "2027-04-13", "2027-04-27"]
    assert here.shows() == [f"{day} 18:30-20:00" for day in days]
    # America goes to summer time two weeks earlier than Europe, between the first two.
    assert there.shows() == [f"{day} 12:30-14:00" for day in days]


def test_the_hour_on_the_wall_stays_when_winter_comes(calendar):
    here = calendar("Europe/Paris")
    here.take(calendar_file(told(rhythm=Rhythm(1, date(2027, 10, 26), 1, 2)), "REQUEST", now=NOW))
    assert here.shows() == ["2027-10-26 18:30-20:00", "2027-11-02 18:30-20:00"]
    abroad = calendar("UTC")
    abroad.take(calendar_file(told(rhythm=Rhythm(1, date(2027, 10, 26), 1, 2)), "REQUEST", now=NOW))
    assert abroad.shows() == ["2027-10-26 16:30-18:00", "2027-11-02 17:30-19:00"]


def test_words_with_commas_accents_and_line_breaks_are_read_as_they_were_written(calendar):
    here = calendar("Europe/Paris")
    here.take(calendar_file(told(rhythm=Rhythm(1, date(2027, 3, 2), 2, 1)), "REQUEST", now=NOW))
    assert here.shows("{title} | {location} | {organizer}") == [
        "Les Passerelles, cercle 1; Gué | Salle 3, 2e étage | Sonia Meyer (sonia@exemple.fr)"
    ]
    assert here.shows("{description}") == ["Bonjour ;", "é" * 90]


def test_a_change_takes_the_place_of_what_was_there_and_a_cancellation_is_one(calendar):
    here = calendar("Europe/Paris")
    here.take(calendar_file(told(), "REQUEST", now=NOW))
    moved = told(sequence=1, rhythm=Rhythm(3, date(2027, 3, 4), 1, 2), minute=12 * 60)
    here.take(calendar_file(moved, "REQUEST", now=NOW))
    assert here.shows() == ["2027-03-04 12:00-13:30", "2027-03-11 12:00-13:30"]
    here.take(calendar_file(told(sequence=2, rhythm=moved.rhythm), "CANCEL", now=NOW))
    assert here.shows("{start-date} {cancelled}") == ["2027-03-04 CANCELLED", "2027-03-11 CANCELLED"]


@pytest.mark.django_db
def test_the_file_of_a_living_circle_shows_the_dates_it_meets(calendar):
    cast = Cast()
    made = launched(cast, (cast.tuesday, [cast.membership(cast.sonia), cast.membership(cast.marc)]))
    circle = circles_of(made)[0]
    here = calendar(cast.community.time_zone)
    expected = [f"{at:%Y-%m-%d %H:%M}" for at in times_of(circle)]
    for attendee in (None, cast.marc):
        _, content = calendar_for(circle, list(seats_of(circle)), attendee=attendee)
        here.take(content)
        assert here.shows("{start-date} {start-time}", until="2030-01-01") == expected


@pytest.mark.django_db
def test_the_mail_carries_the_invitation_as_mail_programs_ask_for_it():
    """Gmail, Outlook and Apple show buttons for a last alternative that names its method (RFC 6047)."""
    cast = Cast()
    launched(cast, (cast.tuesday, [cast.membership(cast.sonia), cast.membership(cast.marc)]))
    jobs.run_all()
    sent = message_from_bytes(message(Mail.objects.get(person=cast.marc)).as_bytes(), policy=SMTP)
    ways = next(part for part in sent.walk() if part.get_content_type() == "multipart/alternative")
    kinds = [part.get_content_type() for part in ways.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    *_, calendar = ways.iter_parts()
    assert dict(calendar["Content-Type"].params) == {"charset": "utf-8", "method": "REQUEST"}
    lines = calendar.get_payload(decode=True).split(b"\r\n")
    assert lines.count(b"METHOD:REQUEST") == 1
    assert lines.count(f"TZID:{cast.community.time_zone}".encode()) == 1
    assert any(line.startswith(f"DTSTART;TZID={cast.community.time_zone}:".encode()) for line in lines)
    for name in (b"UID:", b"DTSTAMP:", b"SEQUENCE:", b"ORGANIZER;", b"ATTENDEE;"):
        assert sum(line.startswith(name) for line in lines) == 1
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line for line in lines)
