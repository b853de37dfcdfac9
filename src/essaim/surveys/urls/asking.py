"""Making, sending and closing a survey."""

from __future__ import annotations

from django.urls import path

from ..views.asking import surveys

urlpatterns = [
    path("", surveys.surveys, name="surveys"),
    path("<int:survey>/", surveys.survey, name="survey"),
]
