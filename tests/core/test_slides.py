"""Slides read back: what is said is there, hostile words break nothing, and everything fits."""

from __future__ import annotations

import io
import itertools
from zipfile import ZipFile

import openpyxl
from django.utils import translation
from pptx import Presentation

from essaim.core.slides import Bars, Box, Boxes, Deck, Item, Opening, Points, Rows, Series, room, written
from essaim.core.slides.look import colours, rgb

TURNING = "\u202e"
HOSTILE = (
    "NUL\x00, bell\x07, \x1b[31m, \ud800, \ufffe",
    f"{TURNING}gnp.exe{TURNING}",
    "=1+1",
    '=HYPERLINK("http://exemple.fr")',
    "+33 1 & <b>gras</b> ]]> &#0; {{ x }}",
    "_x0000_ _x001B_",
    "מילה ראשונה מימין לשמאל",
    "👩‍👩‍👧 🐝" * 30,
    "mot" * 100,
    "漢字" * 140,
    "ligne\nautre\r\nligne\u2028fin",
    " ".join(f"mot{n}" for n in range(280)),
    "x" * 2_000_000,
)


def presented(*slides, language="fr", **fields):
    with translation.override(language):
        deck = Deck(fields.pop("title", "Besoins"), "En chemin", "En chemin · 25", language, slides)
        return Presentation(written(deck))


def texts_of(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text]


def frames_of(made):
    """Every text frame of all slides, with how wide and high its shape is, in inches."""
    for slide in made.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame, shape.width / 914_400, shape.height / 914_400


def runs_of(made):
    for slide in made.slides:
        for shape in slide.shapes:
            frames = [shape.text_frame] if shape.has_text_frame else []
            if shape.has_table:
                frames = [cell.text_frame for row in shape.table.rows for cell in row.cells]
            yield from (run for frame in frames for each in frame.paragraphs for run in each.runs)


def test_each_sort_of_slide_is_native_and_read_back():
    made = presented(
        Opening("En chemin", ["Ce que nous avons entendu", "25 novembre 2026"]),
        Points("Qui a répondu", [Item("Site", "Lyon 12"), Item("Métier")], "20 personnes.", "Note."),
        Bars("Besoins", ["Une salle", "Du temps"],
             [Series("Importance", [4.3, 4]), Series("Satisfaction", [2.1, 3])],
             5, "0.0", "Une salle manque.", "D’après l’enquête."),
        Boxes("FFOM", [Box(name, [Item("Carte", tail="3 voix")]) for name in "SWOT"]),
        Rows("Le plan", ["Quoi", "Quand"], [["Se voir", "1 déc. 2026"]], (3, 1)),
    )  # fmt: skip
    slides = list(made.slides)
    assert [slide.shapes.title.text_frame.text for slide in slides] == [
        "En chemin", "Qui a répondu", "Besoins", "FFOM", "Le plan",
    ]  # fmt: skip
    assert texts_of(slides[0])[1] == "Ce que nous avons entendu\n25 novembre 2026"
    assert texts_of(slides[1])[1] == "20 personnes.\nSite\nLyon 12\nMétier"
    assert slides[1].notes_slide.notes_text_frame.text == "Note."
    frame = next(shape for shape in slides[2].shapes if shape.has_chart)
    assert list(frame.chart.plots[0].categories) == ["Une salle", "Du temps"]
    assert {series.name: list(series.values) for series in frame.chart.series} == {
        "Importance": [4.3, 4.0],
        "Satisfaction": [2.1, 3.0],
    }
    told = frame._element.nvGraphicFramePr.cNvPr.get("descr")
    assert told == (
        "Besoins. Une salle\u00a0: Importance 4,3, Satisfaction 2,1. "
        "Du temps\u00a0: Importance 4, Satisfaction 3"
    )
    boxes = [shape for shape in slides[3].shapes if shape.has_text_frame and not shape.is_placeholder]
    assert [box.text_frame.text for box in boxes] == [f"{name}\nCarte · 3 voix" for name in "SWOT"]
    table = next(shape.table for shape in slides[4].shapes if shape.has_table)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Quoi", "Quand"],
        ["Se voir", "1 déc. 2026"],
    ]
    assert [texts_of(slide)[-2] for slide in slides[1:]] == ["En chemin · 25"] * 4
    assert {run._r.rPr.get("lang") for run in runs_of(made)} == {"fr-FR"}


def test_the_file_names_nobody_and_keeps_nothing_of_its_template():
    with translation.override("en"):
        stream = written(Deck("Needs", "En chemin", "En chemin", "en", [Points("A", [Item("B")])]))
    with ZipFile(stream) as parts:
        assert not [name for name in parts.namelist() if "thumbnail" in name or "printer" in name]
        whole = b"".join(parts.read(name) for name in parts.namelist()).lower()
    assert b"canny" not in whole
    assert b"python-pptx" not in whole
    assert b"microsoft macintosh" not in whole
    told = Presentation(stream).core_properties
    assert (told.title, told.author, told.last_modified_by, told.comments, told.language) == (
        "Needs", "En chemin", "En chemin", "", "en-GB",
    )  # fmt: skip


def test_hostile_words_are_written_within_the_slide():
    items = [Item(text, text, tail="3 voix") for text in HOSTILE]
    made = presented(
        Opening(HOSTILE[-1], HOSTILE[:3], HOSTILE[0]),
        *(Points(text, items, text, text) for text in HOSTILE),
        Boxes(HOSTILE[4], [Box(text, items) for text in HOSTILE[:4]], HOSTILE[5]),
        Rows(HOSTILE[8], HOSTILE[:3], list(itertools.permutations(HOSTILE, 3))[:30], (5, 2, 1)),
        Bars(HOSTILE[1], HOSTILE, [Series(HOSTILE[2], range(len(HOSTILE)))], 20, "0", HOSTILE[9]),
        title=HOSTILE[0],
    )
    wide, high = made.slide_width, made.slide_height
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= wide
            assert shape.top + shape.height <= high
    for frame, across, tall in frames_of(made):
        told = [(each.text, max((run.font.size.pt for run in each.runs if run.font.size), default=room.FOOT))
                for each in frame.paragraphs]  # fmt: skip
        assert sum(room.high(text, across, size) for text, size in told) <= tall * 1.02 + 0.02
    written_ = "".join(run.text for run in runs_of(made))
    assert TURNING not in written_
    assert "\x00" not in written_
    assert "<b>gras</b>" in written_
    assert "=1+1" in written_


def test_numbers_behind_a_chart_are_plain_cells_and_no_others():
    chart = Bars("Besoins", ["=1+1", "http://exemple.fr"], [Series("=2+2", [3, 1])], 5)
    made = presented(chart)
    frame = next(shape for shape in made.slides[0].shapes if shape.has_chart)
    book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    assert [[cell.value for cell in row] for row in book.active.rows] == [
        [None, "=2+2"],
        ["=1+1", 3],
        ["http://exemple.fr", 1],
    ]
    assert {cell.data_type for row in book.active.rows for cell in row if cell.value} == {"s", "n"}


def test_long_lists_are_cut_with_the_rest_in_the_notes_and_long_tables_go_over_slides():
    items = [Item(f"Point {n}") for n in range(40)]
    rows = [[f"Action {n}", "demain"] for n in range(30)]
    made = presented(
        Points("Liste", items),
        Boxes("FFOM", [Box(name, items) for name in "SWOT"]),
        Rows("Le plan", ["Quoi", "Quand"], rows, (3, 1)),
    )
    first, second, *tables = made.slides
    shown = texts_of(first)[1].split("\n")
    left = 40 - len(shown) + 1
    assert shown[:2] == ["Point 0", "Point 1"]
    assert shown[-1] == f"et {left} de plus"
    notes = first.notes_slide.notes_text_frame.text.split("\n")
    assert notes[0] == "Pas sur cette diapositive\xa0:"
    assert notes[1:] == [f"– Point {n}" for n in range(len(shown) - 1, 40)]
    assert texts_of(second)[1].split("\n")[:2] == ["S\xa0: les 5 premières sur 40", "Point 0"]
    titles = [slide.shapes.title.text_frame.text for slide in tables]
    assert titles == [f"Le plan ({n} sur {len(tables)})" for n in range(1, len(tables) + 1)]
    told = [
        [row.cells[0].text for row in shape.table.rows]
        for slide in tables
        for shape in slide.shapes
        if shape.has_table
    ]
    assert {each[0] for each in told} == {"Quoi"}
    assert [name for each in told for name in each[1:]] == [row[0] for row in rows]
    assert max(map(len, told)) - min(map(len, told)) <= 1


def test_letters_are_large_and_a_writing_from_the_right_goes_to_the_left():
    made = presented(
        Points("Liste", [Item("מילה", "עוד")]), Rows("T", ["Quoi"], [["שלום"]], (1,)),
        Boxes("FFOM", [Box(name, [Item("Carte")]) for name in "SWOT"]),
    )  # fmt: skip
    sizes = {run.font.size.pt for run in runs_of(made) if run.font.size}
    assert min(sizes) >= 18
    levels = made.slide_master.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}defRPr")
    assert {int(level.get("sz")) for level in levels if level.get("sz")} >= {3000, 2200, 1800}
    turned = list(made.slides[0].placeholders)[1].text_frame.paragraphs[0]
    assert turned._p.pPr.get("rtl") == "1"


def test_colours_are_those_of_the_tokens():
    assert rgb(1.0, 0.0, 0.0) == "FFFFFF"
    assert rgb(0.0, 0.0, 0.0) == "000000"
    # Ottosson's own example: red.
    assert rgb(0.627955, 0.257683, 29.2339) == "FF0000"
    assert {"paper", "ink", "honey", "mossy", "clayey", "comb", "lavendery"} <= set(colours())
