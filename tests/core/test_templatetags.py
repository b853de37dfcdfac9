"""Days, hours, numbers and languages as people say them, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation

from essaim.communities.models import WeeklySlot
from essaim.core import words
from essaim.core.rings import people
from essaim.engines.grouping.problem import Slot

SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def said(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(SUNDAY, tick=False), timezone.override("Europe/Paris"):
        yield


@pytest.mark.parametrize(
    ("language", "source", "expected"),
    [
        ("fr", "{{ slot|slot_words }}", "mardi 18\u202fh\u202f30"),
        ("en", "{{ slot|slot_words }}", "Tuesday 18:30"),
        ("fr", "{{ slot|slot_short }}", "mar. 18\u202fh\u202f30"),
        ("en", "{{ slot|slot_short }}", "Tue 18:30"),
        ("fr", "{{ slot|slot_every }}", "le mardi à 18\u202fh\u202f30"),
        ("en", "{{ slot|slot_every }}", "Tuesdays at 18:30"),
        ("fr", "{{ slot|slot_words|first_upper }}", "Mardi 18\u202fh\u202f30"),
        ("fr", "{{ day|day_words }}", "mardi 24 novembre"),
        ("en", "{{ day|day_words }}", "Tuesday 24 November"),
        ("fr", "{{ first|day_words }}", "mardi 1er décembre"),
        ("fr", "{{ next_year|day_words }}", "vendredi 1er janvier 2027"),
        ("en", "{{ next_year|day_words }}", "Friday 1 January 2027"),
        ("fr", "{{ day|day_short }}", "24 nov."),
        ("fr", "{{ moment|time_words }}", "18\u202fh\u202f05"),
        ("en", "{{ moment|time_words }}", "18:05"),
        ("fr", "{{ 1200|time_words }}", "20\u202fh"),
        ("en", "{{ 0|time_words }}", "0:00"),
        ("fr", "{{ moment|moment_words }}", "mardi 24 novembre, 18\u202fh\u202f05"),
        ("fr", "{{ 0.623|in_percent }}", "62\xa0%"),
        ("en", "{{ 0.623|in_percent }}", "62%"),
        ("fr", "{{ 1234567|counted }}", "1\u202f234\u202f567"),
        ("en", "{{ 1234567|counted }}", "1,234,567"),
        ("fr", "{{ 5|in_words }}", "cinq"),
        ("fr", "{{ 1|in_words:'f' }}", "une"),
        ("fr", "{{ 13|in_words }}", "13"),
        ("en", "{{ 12|in_words }}", "twelve"),
        ("fr", "{{ 'en'|language_name }}", "anglais"),
        ("en", "{{ 'fr'|language_name }}", "French"),
        ("en", "{{ 'xx-nothing-known'|language_name }}", "xx-nothing-known"),
        ("fr", "{{ names|listed }}", "Claire, Marc et Nadia"),
        ("en", "{{ names|listed }}", "Claire, Marc and Nadia"),
        ("fr", "{{ 1|people }} · {{ 9|people }}", "1 personne · 9 personnes"),
    ],
)
def test_words(language: str, source: str, expected: str):
    with translation.override(language):
        assert (
            said(
                source,
                slot=Slot(1, 18 * 60 + 30),
                day=date(2026, 11, 24),
                first=date(2026, 12, 1),
                next_year=date(2027, 1, 1),
                moment=datetime(2026, 11, 24, 17, 5, tzinfo=UTC),
                names=["Claire", "Marc", "Nadia"],
            )
            == expected
        )


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (22, "aujourd’hui", "today"),
        (23, "demain", "tomorrow"),
        (21, "hier", "yesterday"),
        (25, "dans 3 jours", "in 3 days"),
        (20, "il y a 2 jours", "2 days ago"),
    ],
)
def test_how_far_a_day_is(day, french, english):
    for language, expected in (("fr", french), ("en", english)):
        with translation.override(language):
            assert words.in_days(date(2026, 11, day)) == expected


def test_a_moment_is_counted_in_the_days_of_the_reader():
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    with translation.override("fr"):
        assert words.in_days(late) == "demain"
        assert words.day_words(late) == "lundi 23 novembre"
        with timezone.override("America/Montreal"):
            assert words.day_words(late) == "dimanche 22 novembre"


@pytest.mark.parametrize(
    ("seconds", "french", "english"),
    [
        (1, "1 seconde", "1 second"),
        ("12", "12 secondes", "12 seconds"),
        (90, "2 minutes", "2 minutes"),
        (5400, "1\u202fh\u202f30", "1 h 30"),
        (7200, "2\u202fh", "2 h"),
    ],
)
def test_how_long_something_lasts(seconds, french, english):
    for language, expected in (("fr", french), ("en", english)):
        with translation.override(language):
            assert words.lasting(seconds) == expected


def test_a_slot_may_be_a_row_a_pair_or_a_value():
    with translation.override("en"):
        told = {words.slot_words(slot) for slot in (WeeklySlot(day=3, minute=720), (3, 720), Slot(3, 720))}
    assert told == {"Thursday 12:00"}


def test_a_person_keeps_their_colour():
    assert [words.tone(number) for number in (0, 1, 5, 6, 13)] == [0, 1, 5, 0, 1]
    assert words.tone(None) == 0


def test_people_are_counted_in_words():
    with translation.override("fr"):
        assert people(0) == "0 personne"


def test_changing_the_page_keeps_the_filters():
    request = RequestFactory().get("/people/?q=No%C3%A9&page=2")
    assert said("{% same_page page=3 %}", request=request) == "?q=No%C3%A9&amp;page=3"
