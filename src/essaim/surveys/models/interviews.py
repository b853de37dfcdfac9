"""Listening where there are few voices: interviews, and what is drawn from them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from essaim.communities.models import Community, Membership
from essaim.core.models import Thing
from essaim.core.privacy import about, impersonal


class Interview(Thing):
    """A talk with somebody who agreed that notes be kept. `name` is for those who are not members."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="interviews")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    met_on = models.DateField()
    agreed_at = models.DateTimeField()
    notes = models.JSONField(default=dict)

    privacy = about(
        "membership__person",
        personal="name met_on agreed_at notes created_at",
        plain="community by membership",
    )

    class Meta:
        ordering = ("-met_on", "-id")

    def __str__(self) -> str:
        return str(self.membership.person) if self.membership else self.name


class Finding(Thing):
    """One sentence drawn from interviews, as a survey's report draws its own."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="findings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=400)
    interviews = models.ManyToManyField(Interview, related_name="findings")

    privacy = impersonal("community by text interviews created_at")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.text
