"""Append-only facts. A fact names rows by "app.model:id" since rooms above are unknown here."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from essaim.core.models import Thing
from essaim.core.privacy import about


class FactsAreKeptError(Exception):
    """What happened is neither changed nor deleted."""


class Facts(models.QuerySet["Fact"]):
    def update(self, **changes: Any) -> int:
        if set(changes) == {"actor"} and changes["actor"] is None:
            return super().update(**changes)
        raise FactsAreKeptError

    def delete(self) -> NoReturn:
        raise FactsAreKeptError

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise FactsAreKeptError


class Fact(Thing):
    """Something that happened: a verb ("circle.launched"), who did it, to what, within which community."""

    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="facts"
    )
    scope = models.CharField(max_length=60, blank=True, db_index=True)
    subject = models.CharField(max_length=60, blank=True, db_index=True)
    details = models.JSONField(default=dict)

    objects = Facts.as_manager()

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

    def save(self, *args: Any, **options: Any) -> None:
        """Write the fact, once. Raises FactsAreKeptError."""
        if not self._state.adding:
            raise FactsAreKeptError
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise FactsAreKeptError
