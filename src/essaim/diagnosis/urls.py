"""Boards of a community, under `c/<slug:community>/diagnosis/`."""

from __future__ import annotations

from django.urls import path

from .views import boards

urlpatterns = [
    path("", boards.diagnosis, name="diagnosis"),
    path("<int:board>/", boards.swot, name="swot"),
]
