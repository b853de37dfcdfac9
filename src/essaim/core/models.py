"""The base of every thing that is kept, and the receipts that make a form safe to send twice."""

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
