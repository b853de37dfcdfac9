"""Looking for camps of opinion in the background."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from essaim.core.models import Thing
from essaim.core.privacy import impersonal

from .sheets import Report


class CampSearch(Thing):
    """One look for camps in the votes that a report stands on; its answer goes into the report, whole or not
    at all.

    `progress` is {"done", "total"}, in trials.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        CANCELLED = "cancelled"
        FAILED = "failed"

    UNDER_WAY: ClassVar[tuple[str, ...]] = (State.WAITING, State.RUNNING)

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="camp_searches")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    progress = models.JSONField(default=dict)
    stop_asked_at = models.DateTimeField(null=True, blank=True)

    privacy = impersonal("report by state progress stop_asked_at created_at")

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_look_for_camps_at_a_time",
            )
        ]

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY
