"""What is decided before circles come to exist, and the moment they do."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from essaim.core.models import Thing
from essaim.core.privacy import impersonal

from .forming import Arrangement, FormingRound


class LaunchPlan(Thing):
    """What all circles of a round share: duration, rhythm, dates to skip, the message.

    `skipped`: dates as "2026-12-24", or pairs of dates for a holiday, [["2026-12-19", "2027-01-04"], …].
    """

    round = models.OneToOneField(FormingRound, on_delete=models.CASCADE, related_name="plan")
    minutes = models.PositiveSmallIntegerField(default=90)
    rhythm_weeks = models.PositiveSmallIntegerField(default=2)
    meetings = models.PositiveSmallIntegerField(default=8)
    skipped = models.JSONField(default=list)
    message = models.TextField(blank=True)
    facilitators_first = models.BooleanField(default=False)
    facilitators_told_at = models.DateTimeField(null=True, blank=True)

    privacy = impersonal(
        "round minutes rhythm_weeks meetings skipped message facilitators_first facilitators_told_at "
        "created_at"
    )

    def __str__(self) -> str:
        return str(self.round)


class CirclePlan(Thing):
    """What one circle of the board will be: name, place or link, first date. `key` is its id on the board."""

    plan = models.ForeignKey(LaunchPlan, on_delete=models.CASCADE, related_name="circles")
    key = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    place = models.CharField(max_length=200, blank=True)
    meeting_url = models.URLField(max_length=500, blank=True)
    first_date = models.DateField(null=True, blank=True)

    privacy = impersonal("plan key name place meeting_url first_date created_at")

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="one_plan_a_circle")]

    def __str__(self) -> str:
        return self.name


class Launch(Thing):
    """The circles of a round came to exist, all at once. `by_hand`: the pilots tell people themselves.

    `everyone_asked_at`: when it was asked that everyone be told; empty while only the facilitators are.
    """

    round = models.OneToOneField(FormingRound, on_delete=models.PROTECT, related_name="launch")
    arrangement = models.OneToOneField(Arrangement, on_delete=models.PROTECT, related_name="launch")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_hand = models.BooleanField(default=False)
    everyone_asked_at = models.DateTimeField(null=True, blank=True)

    privacy = impersonal("round arrangement by by_hand everyone_asked_at created_at")

    def __str__(self) -> str:
        return str(self.round)
