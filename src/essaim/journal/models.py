"""Append-only facts. A fact names rows by "app.model:id" since rooms above are unknown here."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from essaim.core.models import Thing
from essaim.core.privacy import about


class Fact(Thing):
    """Something that happened: a verb ("circle.launched"), who did it, to what, within which community."""

    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="facts"
    )
    scope = models.CharField(max_length=60, blank=True, db_index=True)
    subject = models.CharField(max_length=60, blank=True, db_index=True)
    details = models.JSONField(default=dict)

    privacy = about(
        "actor",
        personal="verb scope subject created_at",
        plain="actor details",
        erase="keep",
        reason="what happened stays true; the person it names has no name any more",
    )

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"
