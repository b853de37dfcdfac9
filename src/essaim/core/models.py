"""The base of every thing that is kept, the receipts of forms, and what background work needs to know."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .privacy import Privacy, impersonal


class Thing(models.Model):
    """Something that is kept, with the moment it came to be."""

    privacy: ClassVar[Privacy]

    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Receipt(Thing):
    """A form that was received: sent again with the same key, it leads to the same place."""

    key = models.UUIDField(unique=True)
    location = models.CharField(max_length=500)

    privacy = impersonal("key location created_at")


class Worker(Thing):
    """A worker process and when it was last heard of. Its jobs are taken over when it falls silent."""

    name = models.CharField(max_length=64, unique=True)
    beat_at = models.DateTimeField()

    privacy = impersonal("name beat_at created_at")

    def __str__(self) -> str:
        return self.name


class Routine(Thing):
    """A regular job and when it is next due."""

    name = models.CharField(max_length=200, unique=True)
    next_at = models.DateTimeField()

    privacy = impersonal("name next_at created_at")

    def __str__(self) -> str:
        return self.name


class Version(Thing):
    """How often something that people look at has changed: "diagnosis.board:12" (`core/live.py`)."""

    name = models.CharField(max_length=100, unique=True)
    number = models.BigIntegerField()

    privacy = impersonal("name number created_at")

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
