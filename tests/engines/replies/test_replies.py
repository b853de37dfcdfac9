"""Columns of surveys made elsewhere: what is guessed, and that nothing is ever lost or raised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.engines.replies import (
    KINDS,
    asked_in,
    guess_columns,
    read_column_as,
    read_replies,
    with_questions,
)
from essaim.engines.rosters import RosterRefused, Table, read_table


def table(header: str, *values: str) -> Table:
    return read_table(
        "\t".join(["Rang", header]) + "\n" + "".join(f"{n}\t{v}\n" for n, v in enumerate(values))
    )


def guessed(header: str, *values: str) -> tuple[str, list[str]]:
    column = guess_columns(table(header, *values))[1]
    return column.kind, [column.readings.get(value, "") for value in values]


@pytest.mark.parametrize(
    ("values", "levels"),
    [
        ("Pas du tout d’accord|Plutôt pas d’accord|Plutôt d’accord|Tout à fait d’accord", "1245"),
        ("STRONGLY DISAGREE|Disagree|Neither agree nor disagree|Agree|Strongly Agree", "12345"),
        ("1 - Pas du tout satisfait|3 – Neutre|5 : Très satisfait·e|4. Satisfait(e)", "1354"),
        ("Jamais|Rarement|Parfois|Souvent|Toujours", "12345"),
        ("Not at all|Slightly|Moderately|Very|Extremely", "12345"),
        ("1|2|5|3", "1253"),
        ("1/5|4/5|5/5", "145"),
    ],
)
def test_scales_of_five_are_recognised_in_two_languages(values, levels):
    assert guessed("Votre avis", *values.split("|")) == ("scale", list(levels))


@pytest.mark.parametrize(
    ("header", "values", "kind"),
    [
        ("Nous recommanderiez-vous ?", "0|7|10 - Très probable", "recommend"),
        ("LikelyToRecommend", "5|9", "recommend"),
        ("Note", "1|2|3|4|5|6", "levels"),
        ("Souhaits", "Pairs;Outils;|Pairs;|Outils;Lieu;", "multiple"),
        ("Souhaits", "Pairs, Outils|Pairs|Outils, Lieu|Lieu", "multiple"),
        ("Note", "1/4|2/4|4/4", "levels"),
        ("Note", "0|3|5", "levels"),
        ("Venu", "0|1|1", "single"),
        ("Plus de réunions", "D’accord|Pas d’accord|Sans avis", "statement"),
        ("Moment", "Après, à la maison|Pendant, sur place", "single"),
        ("Ordre", "a;b;c|b;a;c|c;b;a", "ranking"),
        ("Déjà venu·e ?", "Oui|Non|Oui", "single"),
        ("Horodateur", "2026/11/02 10:00:00|2026/11/02 10:01:00", "ignore"),
        ("Submitted", "9/8/18 15:29|10/8/18 3:42", "ignore"),
        ("Adresse", "192.168.1.7|10.0.0.3", "ignore"),
        ("Votre courriel", "a@x.fr|b@x.fr", "ignore"),
        ("Votre nom", "Anne Lenoir|Bruno Petit", "ignore"),
        ("Un mot ?", "|".join(f"Ce que je pense du sujet {n}" for n in range(9)), "text"),
    ],
)
def test_other_columns_are_what_their_words_say(header, values, kind):
    assert guessed(header, *values.split("|"))[0] == kind


def test_another_scale_keeps_its_levels_and_its_order_and_one_without_a_five_is_to_be_looked_at():
    columns = guess_columns(table("Note", "7", "2", "Ne sait pas", "4"))
    (asked,) = [one for one in asked_in(columns) if one.title == "Note"]
    assert (asked.kind, list(asked.choices.values())) == (
        "single",
        ["2", "3", "4", "5", "6", "7", "Ne sait pas"],
    )
    assert [guess_columns(table("Note", *told))[1].sure for told in ("124", "1254", ("2/5", "4/5"))] == [
        False,
        True,
        True,
    ]


def read(text: str) -> tuple[list, list]:
    found = read_table(text)
    columns = guess_columns(found)
    asked = asked_in(columns)
    replies = read_replies(found, columns, asked).replies
    return [(one.kind, one.title, dict(one.rows)) for one in asked], [one.answers for one in replies]


def test_sentences_voted_on_are_statements_in_brackets_or_alone():
    asked, answers = read(
        "Avis [Se voir plus]\tAvis [Se voir moins]\tSite\nD’accord\tPas d’accord\tLyon\n"
        "Sans avis\tD'accord\tLyon\n\tPas d'accord\tParis\n"
    )
    assert asked[0] == ("statements", "Avis", {"a": "Se voir plus", "b": "Se voir moins"})
    assert [one.get("q1") for one in answers] == [{"a": 1, "b": -1}, {"a": 0, "b": 1}, {"b": -1}]
    asked, _ = read("Se voir plus\tSe voir moins\nAgree\tDisagree\nDisagree\tPass\nPass\tAgree\n")
    assert asked == [("statements", "", {"a": "Se voir plus", "b": "Se voir moins"})]


def test_a_grid_of_weekly_slots_is_availability_and_what_is_not_said_is_unknown():
    asked, answers = read(
        "Nom de code\tDisponibilités [Mardi 18h]\tDisponibilités [jeudi 20 h 30]\n"
        "a\tOui\tNon\nb\tNon\tNon\nc\tNon\t\nd\tPréféré\tOui\n"
    )
    assert asked[-1] == ("availability", "Disponibilités", {"a": "Mardi 18h", "b": "jeudi 20 h 30"})
    assert [one.get("q2") for one in answers] == [
        {"possible": ["a"], "preferred": []},
        {"possible": [], "preferred": []},
        None,
        {"possible": ["b"], "preferred": ["a"]},
    ]


cells = st.text(st.characters(codec="utf-8", exclude_characters='\t\r\n"'), max_size=12) | st.sampled_from(
    [
        "Oui",
        "Non",
        "D’accord",
        "Pas d’accord",
        "5",
        "10",
        "Très satisfait",
        "a;b",
        "a@x.fr",
        "Autre",
        "-1",
        "²",
        "1e9",
        "=1",
    ]
)


@given(
    st.lists(st.tuples(cells, cells), min_size=1, max_size=12),
    st.sampled_from(KINDS),
    st.booleans(),
    st.sampled_from(["Un", "Mardi 18h"]),
)
def test_every_line_gives_a_reply_or_a_reason_whatever_a_column_is_taken_for(rows, kind, named, part):
    try:
        read = read_table(f"Avis [{part}]\tAvis [Deux]\n" + "".join(f"{a}\t{b}\n" for a, b in rows))
    except RosterRefused:
        return
    guess = guess_columns(read, named=named)
    for columns in (guess, tuple(with_questions([read_column_as(read, column, kind) for column in guess]))):
        found = read_replies(read, columns, asked_in(columns), named=named)
        lines = [one.line for one in found.replies] + sorted({one.line for one in found.refused})
        assert sorted(lines) == [row.line for row in read.rows]
