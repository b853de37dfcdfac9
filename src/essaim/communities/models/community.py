"""A community, the weekly slots it offers and the attributes it asks about."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models

from essaim.core.models import Thing
from essaim.core.privacy import impersonal
from essaim.engines.grouping.problem import Slot


class Community(Thing):
    """People who share a practice. `slug` is its address; `rhythm_weeks` how often circles meet."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    purpose_line = models.CharField(max_length=200, blank=True)
    languages = models.JSONField(default=list)
    time_zone = models.CharField(max_length=50, default="Europe/Paris")
    rhythm_weeks = models.PositiveSmallIntegerField(default=2)
    meeting_minutes = models.PositiveSmallIntegerField(default=90)

    privacy = impersonal("name slug purpose_line languages time_zone rhythm_weeks meeting_minutes created_at")

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class WeeklySlot(Thing):
    """A weekday (0 is Monday) and a minute of the day at which circles may meet, in the community's zone."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="slots")
    day = models.PositiveSmallIntegerField()
    minute = models.PositiveSmallIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy = impersonal("community day minute withdrawn_at created_at")

    class Meta:
        ordering = ("day", "minute")
        constraints = [
            models.UniqueConstraint(fields=["community", "day", "minute"], name="one_slot_at_a_time"),
            models.CheckConstraint(condition=models.Q(day__lte=6, minute__lt=1440), name="slot_in_the_week"),
        ]

    def __str__(self) -> str:
        return str(self.slot)

    @property
    def slot(self) -> Slot:
        return Slot(self.day, self.minute)


class Attribute(Thing):
    """Something the community knows of each one in order to mix or to bring together: a site, a job, a topic.

    `key` is its name without case and accents. `several`: a person may accept several values (for *same*).
    `choices`: the values proposed; empty for a free answer.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="attributes")
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    asked = models.BooleanField(default=True)
    several = models.BooleanField(default=False)
    choices = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = impersonal("community name key asked several choices position created_at")

    class Meta:
        ordering = ("position", "id")
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="one_attribute_of_a_name")]

    def __str__(self) -> str:
        return self.name
