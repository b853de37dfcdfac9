from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from essaim.circles.letters import default_message, fill, is_default, unknown_fields
from essaim.circles.names import ENGLISH, FRENCH, names_for
from essaim.circles.words import day_words, every, first_names, length, listed, moment, place_of, short_day
from essaim.people.models import Person

AT = datetime(2027, 6, 1, 18, 30, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fr",
            [
                "mardi 1er juin",
                "1er juin",
                "mardi 1er juin à 18 h 30",
                "1 h 30",
                "45 min",
                "2 h",
                "toutes les semaines",
                "toutes les deux semaines",
                "toutes les 5 semaines",
                "Ana, Bruno et Chloé",
                "Lisbonne",
                "Montreal",
            ],
        ),
        (
            "en",
            [
                "Tuesday 1 June",
                "1 June",
                "Tuesday 1 June at 18:30",
                "1 h 30",
                "45 min",
                "2 h",
                "every week",
                "every two weeks",
                "every 5 weeks",
                "Ana, Bruno and Chloé",
                "Lisbon",
                "Montreal",
            ],
        ),
    ],
)
def test_dates_and_lengths_are_said_as_people_say_them(language, said):
    with translation.override(language):
        told = [
            day_words(AT),
            short_day(AT),
            moment(AT),
            length(90),
            length(45),
            length(120),
            every(1),
            every(2),
            every(5),
            listed(["Ana", "Bruno", "Chloé"]),
            place_of(ZoneInfo("Europe/Lisbon")),
            place_of(ZoneInfo("America/Montreal")),
        ]
    assert [words.replace("\u202f", " ") for words in told] == said


def test_a_moment_is_said_by_its_own_clock():
    with translation.override("en"):
        assert moment(datetime(2027, 6, 1, 16, 30, tzinfo=UTC)) == "Tuesday 1 June at 16:30"
        assert listed([]) == ""


def test_two_of_one_first_name_are_told_apart():
    people = [Person(name=name) for name in ("Marie Petit", "Marie Dubois", "Jean", "marie", "Ana Diaz")]
    assert first_names(people) == ["Marie P.", "Marie D.", "Jean", "marie", "Ana"]


def test_names_are_given_once_in_the_circles_language():
    given = list(names_for(["fr", "en", "fr", "de"], taken=["les passerelles"]))
    assert given == ["Le Gué", "The Footbridge", "La Boussole", "The Ford"]


def test_when_the_names_run_out_they_come_back_with_a_number():
    assert len(set(FRENCH)) == len(FRENCH) == 62
    assert len(set(ENGLISH)) == len(ENGLISH) == 62
    given = list(names_for(["fr"] * 130))
    assert len(set(given)) == 130
    assert given[62] == "Les Passerelles 2"
    assert max(len(name) for name in given) <= 80


def test_a_message_is_filled_in_whatever_the_language_of_its_fields():
    values = {"first name": "Ana", "circle": "Le Gué"}
    assert (
        fill("{Prénom}, {first name}, {prenom} : {cercle} {autre}", values)
        == "Ana, Ana, Ana : Le Gué {autre}"
    )
    assert unknown_fields("{prénom} {organisation} { cercle } {x}") == ["organisation", "x"]


def test_our_own_message_is_known_in_both_languages():
    for language in ("fr", "en"):
        with translation.override(language):
            ours = default_message()
        assert is_default(ours.replace("\n", "\r\n"))
    assert is_default("  ")
    assert not is_default("Bonjour {prénom}")


def test_a_message_never_reaches_into_anything_else():
    values = {"first name": "{circle}", "circle": "Le Gué"}
    assert (
        fill("{first name} {{circle}} {circle.__class__}", values) == "{circle} {Le Gué} {circle.__class__}"
    )


def test_dates_of_december_bear_no_year():
    with translation.override("fr"):
        assert day_words(date(2026, 12, 8)) == "mardi 8 décembre"
