"""Interviews, answers from elsewhere, and what is taken away."""

from __future__ import annotations

from django.urls import path

from ..views.elsewhere import files, interviews, taking

FILE = "from-elsewhere/<int:answers_file>/"

urlpatterns = [
    path("interviews/", interviews.interviews, name="interviews"),
    path("interviews/guide/", interviews.guide, name="interview-guide"),
    path("interviews/new/", interviews.new, name="interview-new"),
    path("interviews/findings/", interviews.findings, name="findings"),
    path("interviews/findings/<int:finding>/removal/", interviews.finding_removal, name="finding-removal"),
    path("interviews/<int:interview>/", interviews.interview, name="interview"),
    path("interviews/<int:interview>/removal/", interviews.removal, name="interview-removal"),
    path("from-elsewhere/", files.files, name="answers-files"),
    path("from-elsewhere/new/", files.new_file, name="answers-new"),
    path(FILE, files.one_file, name="answers-file"),
    path(f"{FILE}mapping/", files.mapping, name="answers-mapping"),
    path(f"{FILE}columns/<int:column>/", files.column, name="answers-column"),
    path(f"{FILE}confirmation/", files.confirmation, name="answers-confirmation"),
    path(f"{FILE}giving-up/", files.giving_up, name="answers-giving-up"),
    path(f"{FILE}report.csv", files.report, name="answers-report"),
    path("<int:survey>/export/", taking.taking, name="survey-export"),
    path("<int:survey>/export/answers.csv", taking.answers, name="survey-answers"),
    path("<int:survey>/export/words.csv", taking.open_answers, name="survey-words"),
    path("<int:survey>/export/codebook.csv", taking.code, name="survey-codebook"),
    path("<int:survey>/export/survey.xlsx", taking.whole, name="survey-workbook"),
]
