"""The addresses of lists of people."""

from __future__ import annotations

from django.urls import path

from .views import lists

urlpatterns = [
    path("", lists.all_lists, name="lists"),
    path("new/", lists.new_list, name="list-new"),
    path("<int:people_list>/", lists.one_list, name="list"),
    path("<int:people_list>/mapping/", lists.mapping, name="list-mapping"),
    path("<int:people_list>/confirmation/", lists.confirmation, name="list-confirmation"),
    path("<int:people_list>/giving-up/", lists.giving_up, name="list-giving-up"),
    path("<int:people_list>/report.csv", lists.report, name="list-report"),
]
