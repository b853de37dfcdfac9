"""Somebody in a community: what they hold, what forming may count on, and how they left."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from essaim.core.models import Thing
from essaim.core.privacy import about

from .community import Community


class Memberships(models.QuerySet["Membership"]):
    def present(self) -> Memberships:
        return self.filter(departure__isnull=True)

    def holding(self, *roles: str) -> Memberships:
        return self.filter(roles__role__in=roles).distinct()


class Membership(Thing):
    """A person in a community, with what forming needs to know, kept from the other members.

    `availability_known_at` is empty while nothing is known of when they can: unknown, never impossible.
    `availability_from` says who said it. `availability_text` is what they wrote in their own words;
    `phrase` the same, as read once for all.
    """

    class Arrival(models.TextChoices):
        FOUNDED = "founded"
        INVITED = "invited"
        IMPORTED = "imported"
        ADDED = "added"

    class Said(models.TextChoices):
        THEMSELVES = "self"
        PILOT = "pilot"
        LIST = "list"
        PHRASE = "phrase"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    arrival = models.CharField(max_length=10, choices=Arrival)
    arrived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    languages = models.JSONField(default=list)
    facilitates = models.PositiveSmallIntegerField(default=0)
    leads = models.PositiveSmallIntegerField(default=0)
    met = models.JSONField(default=list)
    present_circle = models.CharField(max_length=120, blank=True)
    availability_known_at = models.DateTimeField(null=True, blank=True)
    availability_from = models.CharField(max_length=6, choices=Said, blank=True)
    availability_text = models.TextField(blank=True)
    phrase = models.ForeignKey(
        "communities.Phrase", null=True, blank=True, on_delete=models.SET_NULL, related_name="memberships"
    )

    objects = Memberships.as_manager()

    privacy = about(
        "person",
        personal="community arrival languages facilitates leads met present_circle availability_known_at "
        "availability_from availability_text created_at",
        plain="person arrived_by phrase",
        erase="blank",
        reason="a circle keeps its number of seats; the seat has no name any more",
    )

    class Meta:
        ordering = ("person__name", "person__email")
        constraints = [models.UniqueConstraint(fields=["community", "person"], name="one_membership_each")]

    def __str__(self) -> str:
        return f"{self.person} · {self.community}"


class Role(models.TextChoices):
    PILOT = "pilot", pgettext_lazy("communities", "Pilot")
    LEAD = "lead", pgettext_lazy("communities", "Lead facilitator")
    FACILITATOR = "facilitator", pgettext_lazy("communities", "Facilitator")
    MEMBER = "member", pgettext_lazy("communities", "Member")
    SPONSOR = "sponsor", pgettext_lazy("communities", "Sponsor")


class RoleHeld(Thing):
    """A role somebody holds since a day. Everyone present is at least a member, sponsors apart."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=12, choices=Role)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    privacy = about("membership__person", personal="role created_at", plain="membership given_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "role"], name="one_role_once")]

    def __str__(self) -> str:
        return self.role


class Departure(Thing):
    """Somebody left, withdrew from a list they never asked to be on, or was taken off it."""

    class Way(models.TextChoices):
        LEFT = "left"
        WITHDREW = "withdrew"
        REMOVED = "removed"

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="departure")
    way = models.CharField(max_length=10, choices=Way)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = about(
        "membership__person",
        personal="way created_at",
        plain="membership by",
        erase="keep",
        reason="whoever left stays gone; the person has no name any more",
    )

    def __str__(self) -> str:
        return self.way
