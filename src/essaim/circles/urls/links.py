"""Links of e-mails, opened without signing in."""

from __future__ import annotations

from django.urls import path

from ..views import answers

urlpatterns = [path("seat/<str:token>/", answers.seat_answer, name="seat-answer")]
