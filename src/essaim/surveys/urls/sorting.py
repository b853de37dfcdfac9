"""Sorting what people wrote in their own words into themes."""

from __future__ import annotations

from django.urls import path

from ..views import sorting

urlpatterns = [
    path("<int:survey>/sorting/", sorting.questions, name="sorting"),
    path("<int:survey>/sorting/<int:question>/", sorting.answers, name="sorting-answers"),
    path("<int:survey>/sorting/<int:question>/hiding/", sorting.hiding, name="sorting-hiding"),
    path("<int:survey>/sorting/<int:question>/name/", sorting.renaming, name="sorting-name"),
    path("<int:survey>/sorting/<int:question>/merge/", sorting.merging, name="sorting-merge"),
    path("<int:survey>/sorting/<int:question>/back/", sorting.back, name="sorting-back"),
]
