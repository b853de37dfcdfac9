"""A way in: a link to share, or a letter to one address. It expires, and can be taken back."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models

from essaim.core.models import Thing
from essaim.core.privacy import about, impersonal

from .community import Community
from .membership import Role


class Invitations(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> Invitations:
        """Those that still let somebody in: not expired, not taken back, not used yet by their addressee."""
        return self.filter(expires_at__gt=now, revocation__isnull=True).exclude(
            ~models.Q(email=""), accepted__gt=0
        )


class Invitation(Thing):
    """An invitation to a role; `email` is empty for a link to share. Its link is signed, never stored."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="invitations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    expires_at = models.DateTimeField()
    accepted = models.PositiveIntegerField(default=0)

    privacy = about(
        "by",
        personal="email role expires_at created_at",
        plain="community by accepted",
        erase="keep",
        reason="an invitation to an address is deleted when it expires",
        address="email",
    )

    class Meta:
        ordering = ("-id",)

    objects = Invitations.as_manager()

    def __str__(self) -> str:
        return f"{self.community} · {self.role}"


class Revocation(Thing):
    """An invitation was taken back."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="revocation")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = impersonal("invitation by created_at")

    def __str__(self) -> str:
        return str(self.invitation)
