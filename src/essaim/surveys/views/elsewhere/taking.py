"""What may be taken away of a survey: one page that says what the files hold, and the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import pgettext

from essaim.core.doors import door
from essaim.core.downloads import csv_file
from essaim.core.workbooks import Cell, TableSheet, workbook_file
from essaim.people.requests import SignedIn

from ...models import Survey
from ...queries.reading import report_of
from ...queries.things import survey_for
from ...taking import codebook, counts, sheets, words

NOTHING: dict[str, Any] = {"groups": [], "questions": []}


@door("surveys.steer", find=survey_for, methods=("GET",))
def taking(request: SignedIn, survey: Survey) -> HttpResponse:
    report = report_of(survey)
    context = {
        "community": survey.community,
        "survey": survey,
        "named": survey.mode == Survey.Mode.NAMED,
        "promise": codebook.promise(survey),
        "report": report,
    }
    return render(request, "surveys/elsewhere/taking.html", context)


@door("surveys.steer", find=survey_for, methods=("GET",))
def answers(request: SignedIn, survey: Survey) -> HttpResponseBase:
    return _csv(survey, "reponses", answers_sheet(survey))


@door("surveys.steer", find=survey_for, methods=("GET",))
def open_answers(request: SignedIn, survey: Survey) -> HttpResponseBase:
    return _csv(survey, "reponses-libres", words_sheet(survey))


@door("surveys.steer", find=survey_for, methods=("GET",))
def code(request: SignedIn, survey: Survey) -> HttpResponseBase:
    return _csv(survey, "dictionnaire", codebook_sheet(survey))


@door("surveys.steer", find=survey_for, methods=("GET",))
def whole(request: SignedIn, survey: Survey) -> HttpResponseBase:
    tables = [answers_sheet(survey), words_sheet(survey), codebook_sheet(survey)]
    return workbook_file(f"essaim-enquete-{survey.pk}.xlsx", tables)


def answers_sheet(survey: Survey) -> TableSheet:
    """Sheets where people answered by name, else the counts of the report."""
    name = pgettext("surveys", "Answers")
    if survey.mode == Survey.Mode.NAMED:
        columns = sheets.columns_of(survey, _default(survey))
        return TableSheet(name, sheets.head(columns), sheets.lines(survey, columns))
    return TableSheet(name, counts.head(), counts.lines(_document(survey), _default(survey)))


def words_sheet(survey: Survey) -> TableSheet:
    told = words.lines(survey, _document(survey), _default(survey))
    return TableSheet(pgettext("surveys", "Open answers"), words.head(), told)


def codebook_sheet(survey: Survey) -> TableSheet:
    told = codebook.lines(survey, _default(survey))
    return TableSheet(pgettext("surveys", "Codebook"), codebook.head(), told)


def _document(survey: Survey) -> dict[str, Any]:
    """What the report shows; nothing below the threshold, where there is none."""
    report = report_of(survey)
    return report.findings if report else NOTHING


def _default(survey: Survey) -> str:
    return next(iter(survey.community.languages), "")


def _csv(survey: Survey, what: str, sheet: TableSheet) -> HttpResponseBase:
    return csv_file(f"essaim-enquete-{survey.pk}-{what}.csv", sheet.header, _shown(sheet.rows))


def _shown(rows: Iterable[Sequence[Cell]]) -> Iterable[list[str | int]]:
    return ([_cell(cell) for cell in row] for row in rows)


def _cell(cell: object) -> str | int:
    """A decimal with a comma, as French spreadsheets read it."""
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return cell if isinstance(cell, int) else str(cell or "")
