"""XLSX workbooks, honest ones and others."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from essaim.engines.rosters import RosterRefused, read_table


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Feuille {number}")
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return out.getvalue()


def code(data: bytes) -> str:
    with pytest.raises(RosterRefused) as refused:
        read_table(data)
    return refused.value.refusals[0].code


def test_the_first_sheet_that_holds_something() -> None:
    table = read_table(workbook([], [["email", "nom"], [], ["a@x.fr", "Anne"]], [["autre"], ["chose"]]))
    assert (table.kind, table.sheet, table.other_sheets) == (
        "workbook",
        "Feuille 2",
        ("Feuille 1", "Feuille 3"),
    )
    assert (table.headers, table.rows) == (("email", "nom"), ((3, ("a@x.fr", "Anne")),))


def test_a_hidden_sheet_comes_last() -> None:
    book = openpyxl.Workbook()
    book.active.append(["cachée"])
    book.active.sheet_state = "hidden"
    shown = book.create_sheet("Liste")
    shown.append(["email"])
    shown.append(["a@x.fr"])
    assert read_table(saved(book)).sheet == "Liste"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (2, "2"),
        (2.0, "2"),
        (0.5, "0.5"),
        (True, "true"),
        (False, "false"),
        (time(18, 30), "18:30"),
        (datetime(2026, 11, 22), "2026-11-22"),  # noqa: DTZ001 - a spreadsheet knows no zone
        (datetime(2026, 11, 22, 9, 5), "2026-11-22 09:05"),  # noqa: DTZ001
        (date(2026, 11, 22), "2026-11-22"),
        (timedelta(hours=18, minutes=30), "18:30"),
        ("Zoé", "Zoé"),
    ],
)
def test_cells_as_a_person_would_write_them(value: object, written: str) -> None:
    assert read_table(workbook([["email", "x"], ["a@x.fr", value]])).rows[0].cells[1] == written


def test_a_formula_gives_the_value_that_was_kept_and_is_never_computed() -> None:
    data = workbook([["email", "x", "y"], ["a@x.fr", "=1+1", "fin"]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>41</v>").replace(
        b"<f>1+1</f><v />", b"<f>1+1</f><v>41</v>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert read_table(out.getvalue()).rows[0].cells == ("a@x.fr", "41", "fin")


def test_a_question_merged_above_its_slots() -> None:
    table = read_table(
        workbook(
            [
                ["Nom", "E-mail", "Disponibilités", None, "Site"],
                [None, None, "Mardi 18h", "Jeudi 18h"],
                ["Anne", "a@x.fr", "x", None, "Lyon"],
            ]
        )
    )
    assert table.headers == (
        "Nom",
        "E-mail",
        "Disponibilités [Mardi 18h]",
        "Disponibilités [Jeudi 18h]",
        "Site",
    )
    assert [row.line for row in table.rows] == [3]


def test_ten_thousand_columns() -> None:
    assert code(workbook([["email", *map(str, range(9_999))], ["a@x.fr"]])) == "columns-too-many"


def test_a_sheet_that_pretends_to_be_immense_is_read_as_it_is() -> None:
    book = openpyxl.Workbook()
    book.active.append(["email"])
    book.active.append(["a@x.fr"])
    book.active.cell(row=1_048_576, column=16_384).number_format = "0.00"
    assert len(read_table(saved(book)).rows) == 1


def test_a_bomb_that_says_its_weight_is_refused_unopened() -> None:
    assert code(package(xl__workbook_xml=b"<a/>", xl__media_bin=b"\0" * 210_000_000)) == "file-expands"


def test_a_bomb_that_lies_about_its_weight_is_refused() -> None:
    data = bytearray(package(xl__workbook_xml=b"<a/>", xl__media_bin=b"\0" * 1_000_000))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rfind(signature) + offset
        data[at : at + 4] = struct.pack("<I", 10)
    assert code(bytes(data)) == "file-damaged"


def test_parts_that_are_harmless_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("essaim.engines.rosters.tables.workbook.MOST_BYTES_EXPANDED", 100_000)
    assert code(package(xl__workbook_xml=b"x" * 60_000, xl__other_xml=b"y" * 60_000)) == "file-expands"


def test_entities_that_multiply_are_refused() -> None:
    data = workbook([["email"], ["a@x.fr"]])
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, laughs if name.endswith("sheet1.xml") else source.read(name))
    assert code(out.getvalue()) == "file-damaged"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (package(hello_xml=b"hi"), "file-archive"),
        (package(word__document_xml=b"hi"), "file-word"),
        (package(ppt__presentation_xml=b"hi"), "file-word"),
        (package(xl__workbook_bin=b"hi"), "file-binary-excel"),
        (
            package(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b""),
            "file-open-document",
        ),
        (package(xl__workbook_xml=b"<workbook/>"), "file-damaged"),
        (b"PK\x03\x04 nothing more", "file-damaged"),
        (b"PK\x05\x06" + bytes(18), "file-archive"),
        (workbook([["email"], ["a@x.fr"]])[:-300], "file-damaged"),
        (workbook([], []), "file-empty"),
        (workbook([["email", "nom"]]), "rows-none"),
    ],
)
def test_packages_that_are_no_list(data: bytes, expected: str) -> None:
    assert code(data) == expected
