"""Slides for the direction."""

from __future__ import annotations

from django.urls import path

from ..views import slides

urlpatterns = [
    path("c/<slug:community>/plan/slides/", slides.slides, name="slides"),
    path("c/<slug:community>/plan/slides/file/", slides.slides_taken, name="slides-taken"),
]
