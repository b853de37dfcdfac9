"""Looking for camps of opinion in the background."""

from __future__ import annotations

from django.db import models

from essaim.core.privacy import impersonal
from essaim.core.searching import BackgroundSearch, one_at_a_time

from .sheets import Report


class CampSearch(BackgroundSearch):
    """One look for camps in the votes that a report stands on; its answer goes into the report, whole or not
    at all.

    `progress` is {"done", "total"}, in trials.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="camp_searches")

    privacy = impersonal(f"report {BackgroundSearch.FIELDS}")

    class Meta(BackgroundSearch.Meta):
        constraints = [one_at_a_time("report", "one_look_for_camps_at_a_time")]

    def __str__(self) -> str:
        return f"{self.report_id} · {self.state}"
