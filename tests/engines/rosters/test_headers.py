"""Columns are recognised as spreadsheets, survey tools and people name them; people have the last word."""

from __future__ import annotations

from pathlib import Path

import pytest

from essaim.engines.rosters import Mapping, guess_mapping, read_table

LISTS = Path(__file__).parent / "lists"
SURVEY = Path(__file__).parents[4] / "shared" / "data" / "survey"


def mapping_of(name: str) -> Mapping:
    return guess_mapping(read_table((LISTS / name).read_bytes()))


def roles(mapping: Mapping) -> list[str]:
    return [column.role for column in mapping.columns]


def guess(header: str, *values: str) -> tuple[str, str, bool]:
    """(role, detail, sure) of one column standing beside an e-mail column."""
    rows = [["email", header], *(["a@x.fr", value] for value in values or ("",))]
    text = "\n".join("\t".join(row) for row in rows)
    column = guess_mapping(read_table(text, delimiter="\t")).columns[1]
    return column.role, column.detail, column.sure


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("name", "name"), ("Nom", "name"), ("NOM ET PRÉNOM", "name"), ("Full name", "name"),
        ("Prénom", "given"), ("First name", "given"),
        ("languages", "languages"), ("Langues", "languages"), ("  langue(s) ", "languages"),
        ("slots", "slots"), ("Disponibilités", "slots"), ("créneaux", "slots"), ("Disponibilites :", "slots"),
        ("facilitate", "facilitate"), ("animer", "facilitate"), ("Animateur", "facilitate"),
        ("lead", "lead"), ("accompagner", "lead"), ("Référent", "lead"), ("REFERENTE", "lead"),
        ("together", "together"), ("avec", "together"), ("apart", "apart"), ("sans", "apart"),
        ("met", "met"), ("déjà", "met"), ("circle", "circle"), ("Cercle", "circle"),
        ("id", "id"), ("Horodateur", "ignore"), ("Timestamp", "ignore"), ("ID de la réponse", "ignore"),
        ("3. Langues parlées *", "languages"),
    ],
)  # fmt: skip
def test_the_words_of_the_contract_are_sure(header: str, role: str) -> None:
    assert guess(header, "Anne")[::2] == (role, True)


@pytest.mark.parametrize(
    "header", ["email", "Courriel", "E-mail", "Adresse e-mail", "ADRESSE ÉLECTRONIQUE", "Mél"]
)
def test_the_key(header: str) -> None:
    (column, _) = guess_mapping(read_table(f"{header};site\na@x.fr;Lyon\n")).columns
    assert (column.role, column.sure) == ("email", True)


@pytest.mark.parametrize(
    ("header", "value", "role"),
    [
        ("Quand seriez-vous disponible pour un atelier ?", "mardi soir", "slots"),
        ("À quels moments êtes-vous libre en général ?", "jeudi", "slots"),
        ("Which times would suit you?", "evenings", "slots"),
        ("Souhaitez-vous animer un cercle ?", "Oui", "facilitate"),
        ("Would you be willing to facilitate a group?", "yes", "facilitate"),
        ("Accepteriez-vous d’accompagner des animatrices ?", "non", "lead"),
        ("Avec qui aimeriez-vous être ?", "", "together"),
        ("Avec qui ne souhaitez-vous pas être ?", "", "apart"),
        ("Y a-t-il des personnes à éviter, sans dire qui à d’autres ?", "", "apart"),
        ("Dans quelles langues pouvez-vous échanger ?", "français, anglais", "languages"),
        ("Your name please", "Anne", "name"),
        ("J’accepte que mes données personnelles soient utilisées", "Oui", "ignore"),
        ("Commentaires", "rien", "ignore"),
    ],
)
def test_long_questions_are_guessed_and_to_be_looked_at(header: str, value: str, role: str) -> None:
    assert guess(header, value)[::2] == (role, False)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Site", "Lyon"),
        ("Nom de votre entreprise", "Essaim"),
        ("Acceptez-vous de recevoir nos e-mails ?", "oui"),
        ("Quel langage de programmation ?", "Python"),
        ("Parlez-vous une langue rare ?", "cela dépend"),
        ("Ancienneté", "3"),
    ],
)
def test_the_rest_is_an_attribute_by_its_header(header: str, value: str) -> None:
    assert guess(header, value) == ("attribute", header, True)


@pytest.mark.parametrize(
    ("header", "slot"),
    [
        ("Disponibilités [Mardi 18h]", "tue 18:00"),
        ("slots [tue 18:00]", "tue 18:00"),
        ("À quel moment êtes-vous disponible ? [Jeudi 12 h 30]", "thu 12:30"),
        ("Mardi 18h", "tue 18:00"),
        ("Disponibilités : Mardi 18:30", "tue 18:30"),
        ("Disponibilités (lundi midi)", "mon 12:00"),
        ("G2Q3[SQ001]. Quand ? [Vendredi 9h]", "fri 09:00"),
        ("Vos disponibilités - Friday 6pm", "fri 18:00"),
        ("Mardi [18h]", "tue 18:00"),
    ],
)
def test_a_column_for_each_slot(header: str, slot: str) -> None:
    assert guess(header, "Oui", "non", "", "X", "préféré") == ("slot", slot, True)


def test_a_grid_with_a_day_in_its_header_and_times_in_its_cells() -> None:
    assert guess("Disponibilités [Mardi]", "12h30, 18h", "", "18h") == ("slots", "Mardi", True)


def test_times_below_their_days_are_slots() -> None:
    table = read_table("email;Mardi;;Jeudi\n;12h30;18h;18h\na@x.fr;x;;x\n")
    columns = guess_mapping(table).columns
    assert [(column.role, column.detail) for column in columns[1:]] == [
        ("slot", "tue 12:30"),
        ("slot", "tue 18:00"),
        ("slot", "thu 18:00"),
    ]


def test_a_grid_with_a_time_in_its_header_and_days_in_its_cells() -> None:
    assert guess("Disponibilités [18h]", "mardi, jeudi") == ("slots", "18h", True)


def test_a_grid_of_languages() -> None:
    assert guess("Langues parlées [Anglais]", "Oui") == ("language", "en", True)


def test_a_grid_whose_time_no_clock_shows_is_not_passed_over() -> None:
    table = read_table("email;Disponibilités [Mardi 25h]\na@x.fr;oui\n")
    mapping = guess_mapping(table)
    assert roles(mapping) == ["email", "slot"]
    assert [(r.code, r.column) for r in mapping.refusals()] == [
        ("column-slot-unreadable", "Disponibilités [Mardi 25h]")
    ]


def test_comments_are_passed_over() -> None:
    long = "Je suis curieuse de rencontrer des personnes qui traversent la même chose que moi."
    assert guess("Pourquoi venez-vous ?", long, long + " Merci.") == ("ignore", "", False)


def test_framadate() -> None:
    assert roles(mapping_of("framadate.csv")) == ["family", "given", "email", "slot", "slot"]


def test_limesurvey() -> None:
    assert roles(mapping_of("limesurvey.csv")) == [
        "ignore", "ignore", "ignore", "email", "name", "slot", "slot", "language", "language", "facilitate",
    ]  # fmt: skip


def test_framaforms() -> None:
    assert roles(mapping_of("framaforms.csv")) == [
        "ignore",
        "ignore",
        "ignore",
        "email",
        "name",
        "slot",
        "slot",
    ]


def test_google_forms() -> None:
    assert roles(mapping_of("google_forms.csv")) == [
        "ignore", "email", "name", "slots", "slots", "attribute", "together", "apart",
    ]  # fmt: skip


def test_without_headers_values_tell() -> None:
    table = read_table("Anne;Dupont;anne@x.fr;mardi 18h;fr\nBob;Petit;bob@x.fr;jeudi 18h;fr, en\n")
    assert roles(guess_mapping(table)) == ["given", "family", "email", "slots", "languages"]


def test_of_two_columns_of_addresses_the_named_one_is_the_key() -> None:
    table = read_table("Votre adresse e-mail de secours;email\na@y.fr;a@x.fr\n")
    assert roles(guess_mapping(table)) == ["ignore", "email"]


def test_an_attribute_asked_for_is_one_whatever_it_looks_like() -> None:
    table = read_table("email;Animer\na@x.fr;oui\n")
    assert roles(guess_mapping(table, attributes=["ANIMER"])) == ["email", "attribute"]


def test_a_person_has_the_last_word() -> None:
    table = read_table("email;Mardi 18h;langue\na@x.fr;oui;fr\n")
    mapping = guess_mapping(table).assign(1, "attribute").assign(2, "ignore")
    assert [(c.role, c.detail) for c in mapping.columns] == [
        ("email", ""),
        ("attribute", "Mardi 18h"),
        ("ignore", ""),
    ]
    assert mapping.assign(1, "slot").columns[1].detail == "tue 18:00"
    assert mapping.assign(2, "slot", "wed 12:00").columns[2].detail == "wed 12:00"


def test_a_mapping_that_cannot_work_says_why() -> None:
    table = read_table("qui;prénom;site\nz;Anne;Lyon\n")
    mapping = guess_mapping(table).assign(0, "name").assign(2, "name")
    assert [(r.code, r.column, dict(r.more)) for r in mapping.refusals()] == [
        ("column-key-missing", "", {}),
        ("column-twice", "site", {"first": "qui"}),
    ]


@pytest.mark.skipif(not SURVEY.exists(), reason="the survey answers are not here")
def test_a_survey_that_is_no_list_of_people_says_that_addresses_are_missing() -> None:
    for name, rows, columns in (
        ("carpentrycon_2020_feedback", 124, 17),
        ("instructor_training_post_2018", 967, 41),
    ):
        table = read_table((SURVEY / f"{name}.csv").read_bytes())
        assert (len(table.rows), len(table.headers)) == (rows, columns)
        mapping = guess_mapping(table)
        assert [refusal.code for refusal in mapping.refusals()] == ["column-key-missing"]
        assert set(roles(mapping)) <= {"attribute", "ignore"}
