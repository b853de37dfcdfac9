"""Answering from inside, on paper, and what becomes of the statements people add."""

from __future__ import annotations

from django.urls import path

from ..views.answering import pages, paper, statements

urlpatterns = [
    path("<int:survey>/answer/", pages.mine, name="survey-mine"),
    path("<int:survey>/preview/", pages.preview, name="survey-preview"),
    path("<int:survey>/voices/", statements.voices, name="survey-voices"),
    path("<int:survey>/statements/", statements.statements, name="survey-statements"),
    path("<int:survey>/statements/<int:statement>/", statements.decision, name="statement-decision"),
    path("<int:survey>/statements/<int:statement>/back/", statements.undecided, name="statement-back"),
    path("<int:survey>/paper/", paper.paper, name="survey-paper"),
    path("<int:survey>/sheets/new/", paper.sheet_new, name="survey-sheet-new"),
]
