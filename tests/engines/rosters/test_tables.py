"""Whatever spreadsheet, survey tool or mail program made it, a list is read as its author sees it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.engines.rosters import RosterRefused, Table, read_table

DIALECTS = Path(__file__).parents[4] / "shared" / "data" / "csv-dialects"
LISTS = Path(__file__).parent / "lists"
needs_dialects = pytest.mark.skipif(
    not DIALECTS.exists(), reason="the collection of CSV dialects is not here"
)


def records(table: Table) -> list[dict[str, str]]:
    return [dict(zip(table.headers, row.cells, strict=True)) for row in table.rows]


def lines(table: Table) -> list[int]:
    return [row.line for row in table.rows]


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


@needs_dialects
@pytest.mark.parametrize("path", sorted((DIALECTS / "csvs").glob("*.csv")), ids=lambda path: path.stem)
def test_reads_each_dialect_as_its_json_says(path: Path) -> None:
    expected = json.loads((DIALECTS / "json" / f"{path.stem}.json").read_text())
    if path.stem == "location_coordinates":
        # The collection hid the telephone number in the JSON only, and gives one record without a list.
        expected = [{**expected, "Contact Phone Number": "2095257564"}]
    assert records(read_table(path.read_bytes())) == expected


def test_a_cell_of_several_lines_leaves_the_line_numbers_true() -> None:
    table = read_table('email,note\r\na@x.fr,"one\r\ntwo"\r\n\r\nb@x.fr,\r\n')
    assert lines(table) == [2, 5]
    assert cells(table) == [("a@x.fr", "one\r\ntwo"), ("b@x.fr", "")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"])
def test_finds_the_separator_and_the_encoding(delimiter: str, ending: str, encoding: str) -> None:
    rows = [["courriel", "prénom", "quand"], ["zoe@x.fr", "Zoé", "mardi 18h"], ["eve@x.fr", "Ève", "dès 18h"]]
    text = ending.join(delimiter.join(row) for row in rows)
    table = read_table(text.encode(encoding))
    assert table.headers == ("courriel", "prénom", "quand")
    assert cells(table) == [tuple(rows[1]), tuple(rows[2])]
    assert (table.delimiter, table.encoding) == (delimiter, encoding.removesuffix("-sig"))


def test_utf_16_without_its_mark() -> None:
    table = read_table("email;prénom\nzoe@x.fr;Zoé\n".encode("utf-16-le"))
    assert (cells(table), table.encoding) == ([("zoe@x.fr", "Zoé")], "utf-16-le")


def test_commas_in_prose_do_not_hide_the_semicolon() -> None:
    text = "email;quand\na@x.fr;mardi, jeudi, vendredi\nb@x.fr;lundi, jeudi, samedi\n"
    assert cells(read_table(text))[0] == ("a@x.fr", "mardi, jeudi, vendredi")


def test_slots_between_semicolons_do_not_hide_the_comma() -> None:
    text = "email,slots,site\na@x.fr,tue 18:00; wed 18:00; thu 18:00,Lyon\nb@x.fr,tue 18:00; wed 18:00,Metz\n"
    assert read_table(text).delimiter == ","


def test_the_separator_that_a_spreadsheet_announces() -> None:
    table = read_table("sep=|\nemail|nom\na@x.fr|Anne;Bob,Chloé\n")
    assert (table.headers, lines(table)) == (("email", "nom"), [3])


def test_a_space_before_a_quotation_mark() -> None:
    assert cells(read_table('email, name\na@x.fr, "Dupont, Anne"\n')) == [("a@x.fr", "Dupont, Anne")]


def test_a_short_row_is_completed_and_a_long_one_kept_as_it_is() -> None:
    assert cells(read_table("email,nom,site\na@x.fr\nb@x.fr,Bob,Lyon,trop\n")) == [
        ("a@x.fr", "", ""),
        ("b@x.fr", "Bob", "Lyon", "trop"),
    ]


def test_without_headers_columns_have_letters() -> None:
    table = read_table("Anne;Dupont;anne@x.fr;mardi 18h\nBob;Petit;bob@x.fr;\n")
    assert (table.headers, table.heading, lines(table)) == (("A", "B", "C", "D"), None, [1, 2])


def test_a_title_above_the_headers_is_passed_over() -> None:
    table = read_table("Liste au 12 novembre;;\n;;\nemail;nom;site\na@x.fr;Anne;Lyon\n")
    assert (table.headers, table.heading, table.titles) == (("email", "nom", "site"), 3, (1,))


def test_two_lines_of_headers_as_framaforms_writes_them() -> None:
    table = read_table((LISTS / "framaforms.csv").read_bytes())
    assert table.headers[3:] == (
        "Adresse e-mail", "Prénom et nom", "Vos disponibilités [Mardi 18h]", "Vos disponibilités [Jeudi 18h]",
    )  # fmt: skip
    assert lines(table) == [4, 5]


def test_times_below_their_days() -> None:
    table = read_table("email;Mardi;;Jeudi\n;12h30;18h;18h\na@x.fr;x;;x\n")
    assert table.headers == ("email", "Mardi [12h30]", "Mardi [18h]", "Jeudi [18h]")
    assert lines(table) == [3]


@pytest.mark.parametrize(
    ("pasted", "people"),
    [
        ("anne@x.fr", [("anne@x.fr", "")]),
        ("Anne Dupont <anne@x.fr>\n\nBob <bob@x.fr>", [("anne@x.fr", "Anne Dupont"), ("bob@x.fr", "Bob")]),
        ("a@x.fr; b@x.fr, c@x.fr", [("a@x.fr", ""), ("b@x.fr", ""), ("c@x.fr", "")]),
        ("Dupont, Anne <a@x.fr>; Petit, Bob <b@x.fr>;", [("a@x.fr", "Anne Dupont"), ("b@x.fr", "Bob Petit")]),
        ('"Dupont, Anne" <a@x.fr>, Bob <b@x.fr>', [("a@x.fr", "Anne Dupont"), ("b@x.fr", "Bob")]),
        ("Anne Dupont a@x.fr\nBob b@x.fr", [("a@x.fr", "Anne Dupont"), ("b@x.fr", "Bob")]),
        ("a@x.fr Anne Dupont", [("a@x.fr", "Anne Dupont")]),
        ("<a@x.fr>,\n<b@x.fr>", [("a@x.fr", ""), ("b@x.fr", "")]),
        ("Anne <mailto:a@x.fr>", [("a@x.fr", "Anne")]),
        ("a@x.fr\nChloé\nb@x.fr", [("a@x.fr", ""), ("", "Chloé"), ("b@x.fr", "")]),
        ("• Anne <a@x.fr>", [("a@x.fr", "Anne")]),
    ],
)
def test_pasted_addresses(pasted: str, people: list[tuple[str, str]]) -> None:
    table = read_table(pasted)
    assert (table.kind, table.headers, cells(table)) == ("addresses", ("email", "name"), people)


@pytest.mark.parametrize(
    ("pasted", "first"),
    [
        ("Anne, a@x.fr\nBob, b@x.fr", ("Anne", " a@x.fr")),
        ("a@x.fr;Anne;b@x.fr\nb@x.fr;Bob;", ("a@x.fr", "Anne", "b@x.fr")),
        ("Anne <a@x.fr>;mardi 18h\nBob <b@x.fr>;jeudi 18h", ("Anne <a@x.fr>", "mardi 18h")),
        ("Anne\ta@x.fr", ("Anne", "a@x.fr")),
    ],
)
def test_addresses_beside_other_things_are_a_table(pasted: str, first: tuple[str, ...]) -> None:
    table = read_table(pasted)
    assert (table.kind, table.rows[0].cells) == ("text", first)


def refusal(source: bytes | str) -> tuple[str, int | None, dict[str, str | int]]:
    with pytest.raises(RosterRefused) as refused:
        read_table(source)
    (only,) = refused.value.refusals
    return only.code, only.line, dict(only.more)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b" \r\n\r\n\t", "file-empty"),
        (";;;\n;;\n", "file-empty"),
        (b"\xef\xbb\xbf", "file-empty"),
        (b"%PDF-1.7 ...", "file-pdf"),
        (b"\x89PNG\r\n\x1a\n....", "file-image"),
        (b"\xff\xd8\xff\xe0....", "file-image"),
        (b"\x00\x00\x00\x18ftypheic....", "file-image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "file-old-excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1.." + "EncryptedPackage".encode("utf-16-le"), "file-locked"),
        (b"\x1f\x8b\x08....", "file-archive"),
        (b"{\\rtf1 ....", "file-word"),
        (b"<!DOCTYPE html><table>", "file-web-page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook>", "file-web-page"),
        (bytes(range(256)) * 20, "file-binary"),
        (b"email,name\n", "rows-none"),
    ],
)
def test_what_is_no_list_is_refused_for_what_it_is(data: bytes | str, code: str) -> None:
    assert refusal(data) == (code, None, {})


def test_a_quotation_mark_that_is_never_closed_is_found_where_it_opens() -> None:
    assert refusal('email,nom\na@x.fr,Anne\nb@x.fr,"Bob\nc@x.fr,Chloé\n') == ("quote-unclosed", 3, {})


def test_a_cell_longer_than_any_cell() -> None:
    assert refusal('email,nom\na@x.fr,"' + "x" * 140_000) == ("cell-too-long", 2, {"most": 131_072})


def test_ten_thousand_columns() -> None:
    header = ",".join(f"c{number}" for number in range(10_000))
    assert refusal(f"{header}\na@x.fr\n") == ("columns-too-many", None, {"columns": 10_000, "most": 500})


def test_fifty_thousand_rows_and_one_more() -> None:
    body = "".join(f"p{number}@x.fr,P\n" for number in range(50_000))
    assert len(read_table(f"email,nom\n{body}").rows) == 50_000
    assert refusal(f"email,nom\n{body}last@x.fr,P\n") == ("rows-too-many", None, {"most": 50_000})
    assert refusal(f"{body}last@x.fr,P\n") == ("rows-too-many", None, {"most": 50_000})


def test_a_hundred_megabytes() -> None:
    assert refusal(b"a" * 100_000_000) == ("file-too-big", None, {"megabytes": 100, "most": 40})


@pytest.mark.parametrize(
    "hostile", ["a" * 3_000_000 + "@", "a@" * 1_500_000, "a@b" * 1_000_000, "@" * 3_000_000]
)
def test_a_hostile_line_is_read_in_one_pass(hostile: str) -> None:
    # Were it read again from each letter, this would take hours.
    with pytest.raises(RosterRefused):
        read_table(hostile)


written = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00\ufeff@"), max_size=12
)


def filled(row: tuple[str, ...]) -> list[str]:
    return [cell if cell.strip() else "" for cell in row]


@given(
    header=st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=2, max_size=6),
    data=st.data(),
    delimiter=st.sampled_from(",;\t|"),
    ending=st.sampled_from(["\n", "\r\n"]),
)
def test_what_the_csv_module_writes_is_read_back(
    header: list[str], data: st.DataObject, delimiter: str, ending: str
) -> None:
    row = st.tuples(st.from_regex(r"[a-z]{1,9}@x\.fr", fullmatch=True), *[written] * (len(header) - 1))
    rows = data.draw(st.lists(row, min_size=1, max_size=6))
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL).writerows(
        [header, *rows]
    )
    table = read_table(out.getvalue(), delimiter=delimiter)
    # A blank cell, of whatever it is made, may be read as an empty one.
    assert table.headers == tuple(header)
    assert [filled(row) for row in cells(table)] == [filled(row) for row in rows]


def outcome(source: bytes | str) -> Table | str:
    """The table, or the sentence that refuses it."""
    try:
        return read_table(source)
    except RosterRefused as refused:
        return refused.refusals[0].sentence


@given(st.binary(max_size=400) | st.text(max_size=200))
def test_anything_gives_a_table_or_a_sentence(source: bytes | str) -> None:
    result = outcome(source)
    if isinstance(result, str):
        assert result.endswith(".")
    else:
        assert result.rows
        assert all(len(row.cells) >= len(result.headers) for row in result.rows)
