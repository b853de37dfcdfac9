"""From rows to people: what is taken, what is refused, and where."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.engines.grouping.problem import Options, Slot
from essaim.engines.rosters import Reading, RosterRefused, Rules, guess_mapping, read_people, read_table
from essaim.engines.rosters.people import PersonRead

LISTS = Path(__file__).parent / "lists"
NAUGHTY = Path(__file__).parents[4] / "shared" / "data" / "text" / "blns.txt"
FRENCH = Rules(default_language="fr")


def read(text: str | bytes, rules: Rules = FRENCH) -> Reading:
    table = read_table(text)
    return read_people(table, guess_mapping(table), rules)


def only(reading: Reading) -> PersonRead:
    (person,) = reading.people
    return person


def refused(reading: Reading) -> list[tuple[int | None, str, str, str]]:
    return [(r.line, r.column, r.value, r.code) for r in reading.refused]


def slots(person: PersonRead) -> tuple[list[str] | None, list[str]]:
    possible = None if person.possible is None else [str(slot) for slot in sorted(person.possible)]
    return possible, [str(slot) for slot in sorted(person.preferred)]


def test_a_full_row() -> None:
    text = (
        "email;name;languages;slots;facilitate;lead;together;apart;met;circle;Site\n"
        " Anne@X.fr ;Anne Dupont;français, EN;mardi 18h! | thu 12:30;2;oui;"
        "bob@x.fr;eve@x.fr;C1, c2;C3; Lyon \n"
        "bob@x.fr;Bob;fr;;;;;;;;\n"
        "eve@x.fr;Ève;fr;;;;;;;;lyon\n"
    )
    reading = read(text)
    anne, _, eve = reading.people
    assert (anne.line, anne.key, anne.name, anne.languages) == (2, "anne@x.fr", "Anne Dupont", ("fr", "en"))
    assert slots(anne) == (["tue 18:00", "thu 12:30"], ["tue 18:00"])
    assert (anne.facilitates, anne.leads, anne.met, anne.circle) == (2, 8, {"C1", "c2"}, "C3")
    assert (anne.values, eve.values) == ({"Site": ("Lyon",)}, {"Site": ("Lyon",)})
    assert (reading.together, reading.apart) == ({("anne@x.fr", "bob@x.fr")}, {("anne@x.fr", "eve@x.fr")})
    assert (reading.attributes, reading.refused, reading.remarks) == (("Site",), (), ())


def test_the_problem_for_forming() -> None:
    options = Options(size=(2, 3))
    problem = read("email,slots,site\na@x.fr,tue 18:00!,Lyon\nb@x.fr,,Paris\n").problem(options)
    assert [person.key for person in problem.people] == ["a@x.fr", "b@x.fr"]
    assert problem.people[0].possible == problem.people[0].preferred == {Slot(1, 1080)}
    assert problem.people[1].possible is None
    assert (problem.people[1].values, problem.options) == ({"site": ("Paris",)}, options)


def test_the_survey_tools() -> None:
    assert [(p.key, p.name, slots(p)) for p in read((LISTS / "framadate.csv").read_bytes()).people] == [
        ("anne@exemple.fr", "Anne Dupont", (["tue 18:00"], [])),
        ("zoe@exemple.fr", "Zoé Lefèvre", (["tue 18:00", "thu 12:30"], ["tue 18:00"])),
    ]
    assert [
        (p.key, p.languages, slots(p)[0], p.facilitates)
        for p in read((LISTS / "limesurvey.csv").read_bytes()).people
    ] == [
        ("anne@exemple.fr", ("fr",), ["tue 18:00"], 1),
        ("zoe@exemple.fr", ("fr", "en"), ["thu 12:30"], 0),
        ("max@exemple.fr", ("fr",), None, 0),
    ]
    assert [(p.key, slots(p)[0]) for p in read((LISTS / "framaforms.csv").read_bytes()).people] == [
        ("anne@exemple.fr", ["tue 18:00"]),
        ("zoe@exemple.fr", ["thu 18:00"]),
    ]
    google = read((LISTS / "google_forms.csv").read_bytes())
    assert [(p.key, slots(p)[0], p.values) for p in google.people] == [
        ("anne@exemple.fr", ["tue 12:30", "tue 18:00"], {"Site": ("Lyon",)}),
        ("zoe@exemple.fr", ["thu 18:00"], {"Site": ("Lyon",)}),
        ("max@exemple.fr", ["tue 18:00", "thu 18:00"], {"Site": ("PARIS",)}),
    ]
    assert (google.together, google.apart) == (
        {("anne@exemple.fr", "zoe@exemple.fr")},
        {("max@exemple.fr", "zoe@exemple.fr")},
    )


def test_who_said_nothing_is_unknown_and_who_said_no_everywhere_can_never() -> None:
    reading = read("email;mardi 18h;jeudi 18h\na@x.fr;;\nb@x.fr;non;\nc@x.fr;x;préféré\n")
    assert [slots(person) for person in reading.people] == [
        (None, []),
        ([], []),
        (["tue 18:00", "thu 18:00"], ["thu 18:00"]),
    ]


def test_a_column_of_slots_beside_one_column_a_slot() -> None:
    assert slots(only(read("email;slots;mardi 18h\na@x.fr;jeudi 18h;oui\n")))[0] == ["tue 18:00", "thu 18:00"]


@pytest.mark.parametrize(
    ("header", "cell", "code", "value"),
    [
        ("email", "anne", "email-unreadable", "anne"),
        ("email", "anne@x", "email-unreadable", "anne@x"),
        ("email", "a@x.fr b@x.fr", "email-unreadable", "a@x.fr b@x.fr"),
        ("email", "a@" + "x" * 260 + ".fr", "email-unreadable", "a@" + "x" * 260 + ".fr"),
        ("email", "", "key-missing", ""),
        ("slots", "mardi 25h", "slot-time-impossible", "mardi 25h"),
        ("slots", "tue 18:00; 25h", "slot-time-impossible", "25h"),
        ("slots", "mardi", "slot-without-time", "mardi"),
        ("slots", "18h", "slot-without-day", "18h"),
        ("slots", "mardi soir", "slot-unreadable", "mardi soir"),
        ("mardi 18h", "peut-être", "mark-unreadable", "peut-être"),
        ("languages", "klingon", "language-unknown", "klingon"),
        ("facilitate", "parfois", "number-unreadable", "parfois"),
        ("facilitate", "-1", "number-unreadable", "-1"),
        ("facilitate", "1.5", "number-unreadable", "1.5"),
        ("facilitate", "100", "number-unreadable", "100"),
        ("lead", "9" * 400, "number-unreadable", "9" * 400),
        ("together", "z@x.fr", "person-unknown", "z@x.fr"),
        ("together", "good@x.fr, Z@x.fr", "person-unknown", "z@x.fr"),
        ("apart", "z@x.fr", "person-unknown", "z@x.fr"),
        ("name", "n" * 201, "name-too-long", "n" * 201),
    ],
)
def test_a_row_is_refused_with_its_line_its_column_and_its_value(
    header: str, cell: str, code: str, value: str
) -> None:
    columns = ["email", "note"] if header == "email" else ["email", header]
    bad = [cell, "x"] if header == "email" else ["bad@x.fr", cell]
    text = "\n".join("\t".join(row) for row in (columns, ["good@x.fr", ""], bad))
    reading = read(text)
    assert refused(reading) == [(3, header, value, code)]
    assert [person.key for person in reading.people] == ["good@x.fr"]


def test_everything_wrong_with_a_row_is_told_at_once() -> None:
    reading = read("email;languages;slots;facilitate;apart\na@x.fr;klingon;25h;parfois;a@x.fr\n")
    assert [code for *_, code in refused(reading)] == [
        "language-unknown", "slot-time-impossible", "number-unreadable", "apart-from-self",
    ]  # fmt: skip
    assert reading.refused_lines == 1
    assert [refusal.line for refusal in reading.refused] == [2, 2, 2, 2]


def test_a_row_longer_than_its_headers() -> None:
    (refusal,) = read("email,slots\na@x.fr,tue 18:00,thu 18:00\n").refused
    assert (refusal.line, refusal.code, dict(refusal.more)) == (
        2,
        "cells-too-many",
        {"cells": 3, "columns": 2},
    )


def test_a_key_seen_twice_gives_the_line_of_the_first() -> None:
    reading = read("email,name\na@x.fr,Anne\nb@x.fr,Bob\n A@X.FR,Anna\n")
    (refusal,) = reading.refused
    assert (refusal.line, refusal.value, refusal.code, refusal.more) == (
        4,
        "a@x.fr",
        "key-twice",
        {"first": 2},
    )
    assert [person.name for person in reading.people] == ["Anne", "Bob"]


def test_two_people_on_one_pasted_line() -> None:
    reading = read("Anne <a@x.fr>, Bob <b@x.fr>, Anne <a@x.fr>")
    assert [person.key for person in reading.people] == ["a@x.fr", "b@x.fr"]
    assert refused(reading) == [(1, "email", "a@x.fr", "key-twice")]


def test_without_a_language_nor_a_default_one() -> None:
    assert refused(read("email,languages\na@x.fr,\n", Rules())) == [(2, "", "", "language-missing")]
    assert only(read("email,languages\na@x.fr,\n", Rules(default_language="en"))).languages == ("en",)


def test_the_e_mail_comes_before_the_id_and_pairs_may_name_either() -> None:
    reading = read("id;email;avec\nA1;a@x.fr;b2\nB2;;A1\n")
    assert [person.key for person in reading.people] == ["a@x.fr", "b2"]
    assert (reading.together, reading.refused) == ({("a@x.fr", "b2")}, ())


def test_an_address_with_its_name() -> None:
    person = only(read("email;site\nAnne Dupont <Anne@X.fr>;Lyon\n"))
    assert (person.key, person.name) == ("anne@x.fr", "Anne Dupont")


@pytest.mark.parametrize(
    "cell", ["a@x.fr,", " a@x.fr ; ", "mailto:a@x.fr", "<a@x.fr>", "A@X.FR", "\u200ba@x.fr\u00a0"]
)
def test_an_address_among_signs(cell: str) -> None:
    assert only(read(f'email,site\n"{cell}",Lyon\n')).key == "a@x.fr"


def test_given_and_family_names() -> None:
    reading = read("email;prénom;nom\na@x.fr;Anne;Dupont\nb@x.fr;;Petit\nc@x.fr;Zoé;Zoé Roy\n")
    assert [person.name for person in reading.people] == ["Anne Dupont", "Petit", "Zoé Roy"]


def test_apart_from_oneself() -> None:
    assert refused(read("email;sans\na@x.fr;a@x.fr\n")) == [(2, "sans", "a@x.fr", "apart-from-self")]
    assert refused(read("email;avec\na@x.fr;A@x.fr\n")) == [(2, "avec", "a@x.fr", "together-with-self")]


def test_together_and_apart_at_once_names_the_contradiction() -> None:
    reading = read("email;avec;sans\na@x.fr;b@x.fr;\nb@x.fr;;a@x.fr\n")
    (refusal,) = reading.refused
    assert refusal.sentence == (
        "Line 3, “sans”: b@x.fr and a@x.fr are to sit apart, and also together (b@x.fr – a@x.fr)."
    )


def test_together_through_others_and_apart() -> None:
    reading = read("email;avec;sans\na@x.fr;b@x.fr;\nb@x.fr;c@x.fr;\nc@x.fr;;a@x.fr\nd@x.fr;;a@x.fr\n")
    (refusal,) = reading.refused
    assert (refusal.line, refusal.code, refusal.more["chain"]) == (
        4,
        "together-and-apart",
        "c@x.fr – b@x.fr – a@x.fr",
    )
    assert (reading.together, reading.apart) == ({("a@x.fr", "b@x.fr")}, {("a@x.fr", "d@x.fr")})


def test_a_wish_about_someone_left_out_is_dropped_and_told() -> None:
    reading = read("email;slots;avec\na@x.fr;;b@x.fr\nb@x.fr;25h;\n")
    assert [person.key for person in reading.people] == ["a@x.fr"]
    assert reading.together == frozenset()
    assert [(r.line, r.value, r.code) for r in reading.remarks] == [(2, "b@x.fr", "pair-left-out")]


def test_people_already_known_may_be_named() -> None:
    reading = read("email;avec\na@x.fr;old@x.fr\n", Rules("fr", known=frozenset({"old@x.fr"})))
    assert (reading.together, reading.refused) == ({("a@x.fr", "old@x.fr")}, ())


def test_prose_is_kept_when_asked() -> None:
    rules = Rules("fr", phrases="keep")
    reading = read(
        "email;disponibilités\na@x.fr;mardi ou jeudi soir, sauf vacances\nb@x.fr;mardi 18h\nc@x.fr;\n", rules
    )
    assert [(person.phrase, slots(person)[0]) for person in reading.people] == [
        ("mardi ou jeudi soir, sauf vacances", None),
        ("", ["tue 18:00"]),
        ("", None),
    ]


def test_attributes_with_several_accepted_values() -> None:
    reading = read(
        "email;format;site\na@x.fr;En ligne | Lyon;Lyon | Metz\nb@x.fr;en ligne;\n",
        Rules("fr", several=frozenset({"FORMAT"})),
    )
    assert [person.values for person in reading.people] == [
        {"format": ("En ligne", "Lyon"), "site": ("Lyon | Metz",)},
        {"format": ("En ligne",)},
    ]


def test_values_and_circles_are_compared_without_case_accents_or_outer_spaces() -> None:
    reading = read(
        "email;métier;cercle;déjà\na@x.fr;Ingénieure;Abeilles;Été\n"
        "b@x.fr; INGENIEURE ;abeilles;ete, Frelons\n"
    )
    anne, bob = reading.people
    assert anne.values == bob.values == {"métier": ("Ingénieure",)}
    assert anne.circle == bob.circle == "Abeilles"
    assert anne.met & bob.met == {"Été"}


def test_without_a_key_column_nothing_is_read() -> None:
    with pytest.raises(RosterRefused) as refusal:
        read("prénom;site\nAnne;Lyon\n")
    assert [r.code for r in refusal.value.refusals] == ["column-key-missing"]


def naughty_strings() -> list[str]:
    return [line for line in NAUGHTY.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the list of naughty strings is not here")
def test_names_and_values_that_break_programs_come_through() -> None:
    strings = naughty_strings()
    out = io.StringIO()
    csv.writer(out).writerows(
        [["email", "name", "team"], *([f"p{n}@x.fr", s, s] for n, s in enumerate(strings))]
    )
    reading = read(out.getvalue().encode())
    long = [n for n, text in enumerate(strings) if len(" ".join(text.split())) > 200]
    assert [r.code for r in reading.refused] == ["name-too-long"] * len(long)
    assert len(reading.people) == len(strings) - len(long)
    assert all("\x00" not in person.name and person.name == person.name.strip() for person in reading.people)
    # What a person sees is unchanged; only invisible characters and outer or repeated spaces go.
    plain = {
        f"p{n}@x.fr": s for n, s in enumerate(strings) if s.isascii() and s.isprintable() and n not in long
    }
    names = {person.key: person.name for person in reading.people}
    assert {key: names[key] for key in plain} == {key: " ".join(text.split()) for key, text in plain.items()}


HEADERS = ("email", "id", "slots", "langues", "avec", "sans", "animer", "cercle", "déjà", "site", "mardi 18h")
CELLS = ("a@x.fr", "p0@x.fr", "p1@x.fr", "tue 18:00", "oui", "fr", "25h", "")
some_headers = st.lists(st.sampled_from(HEADERS), min_size=1, max_size=6)
some_rows = st.lists(
    st.lists(st.text(max_size=12) | st.sampled_from(CELLS), max_size=7), min_size=1, max_size=6
)


@given(some_headers, some_rows)
def test_whatever_cells_hold_each_row_is_taken_or_refused(headers: list[str], rows: list[list[str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([["email", *headers], *([f"p{n}@x.fr", *row] for n, row in enumerate(rows))])
    table = read_table(out.getvalue(), delimiter=",")
    reading = read_people(table, guess_mapping(table), Rules("fr", phrases="keep"))
    lines = {person.line for person in reading.people} | {refusal.line for refusal in reading.refused}
    assert lines == {row.line for row in table.rows}
    assert len(reading.people) + reading.refused_lines == len(rows)


@given(
    st.lists(
        st.tuples(
            st.frozensets(st.builds(Slot, st.integers(0, 6), st.integers(0, 1439)), min_size=1, max_size=5),
            st.sets(st.sampled_from(["fr", "en", "de"]), min_size=1),
            st.integers(0, 99),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_a_list_written_by_the_contract_is_read_back(
    rows: list[tuple[frozenset[Slot], set[str], int]],
) -> None:
    text = "email;languages;slots;facilitate\n" + "\n".join(
        f"p{n}@x.fr;{', '.join(sorted(languages))};{'|'.join(map(str, slots))};{number}"
        for n, (slots, languages, number) in enumerate(rows)
    )
    assert [(p.possible, set(p.languages), p.facilitates) for p in read(text).people] == rows
