"""Links of e-mails and of posters, opened without signing in."""

from __future__ import annotations

from django.urls import path

from ..views.answering import pages

urlpatterns = [
    path("survey/<str:token>/", pages.by_link, name="survey-answer"),
    path("survey/open/<str:token>/", pages.by_open_link, name="survey-open"),
    path("survey/thanks/<str:token>/", pages.thanks, name="survey-thanks"),
]
