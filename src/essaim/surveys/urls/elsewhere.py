"""Interviews, answers from elsewhere, and what is taken away."""

from __future__ import annotations

from django.urls import path

from ..views.elsewhere import interviews

urlpatterns = [
    path("interviews/", interviews.interviews, name="interviews"),
    path("interviews/guide/", interviews.guide, name="interview-guide"),
    path("interviews/new/", interviews.new, name="interview-new"),
    path("interviews/findings/", interviews.findings, name="findings"),
    path("interviews/findings/<int:finding>/removal/", interviews.finding_removal, name="finding-removal"),
    path("interviews/<int:interview>/", interviews.interview, name="interview"),
    path("interviews/<int:interview>/removal/", interviews.removal, name="interview-removal"),
]
