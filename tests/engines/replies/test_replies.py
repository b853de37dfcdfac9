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
        ("Note", "1|2|3|4|5|6", "single"),
        ("Souhaits", "Pairs;Outils;|Pairs;|Outils;Lieu;", "multiple"),
        ("Souhaits", "Pairs, Outils|Pairs|Outils, Lieu|Lieu", "multiple"),
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


cells = st.text(st.characters(codec="utf-8", exclude_characters='\t\r\n"'), max_size=12) | st.sampled_from(
    ["Oui", "Non", "5", "10", "Très satisfait", "a;b", "a@x.fr", "Autre", "-1", "²", "1e9", "=1"]
)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=12), st.sampled_from(KINDS), st.booleans())
def test_every_line_gives_a_reply_or_a_reason_whatever_a_column_is_taken_for(rows, kind, named):
    try:
        read = read_table("Avis [Un]\tAvis [Deux]\n" + "".join(f"{a}\t{b}\n" for a, b in rows))
    except RosterRefused:
        return
    guess = guess_columns(read, named=named)
    for columns in (guess, tuple(with_questions([read_column_as(read, column, kind) for column in guess]))):
        found = read_replies(read, columns, asked_in(columns), named=named)
        lines = [one.line for one in found.replies] + sorted({one.line for one in found.refused})
        assert sorted(lines) == [row.line for row in read.rows]
