"""What forming needs to know of people, each row private to them and to the pilots."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from essaim.core.models import Thing
from essaim.core.privacy import about, impersonal

from .community import Attribute, Community, WeeklySlot
from .membership import Membership


class Availability(Thing):
    """A slot at which somebody can, or would like to, meet every week."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="availabilities")
    slot = models.ForeignKey(WeeklySlot, on_delete=models.CASCADE, related_name="availabilities")
    preferred = models.BooleanField(default=False)

    privacy = about("membership__person", personal="slot preferred created_at", plain="membership")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "slot"], name="one_availability_a_slot")]

    def __str__(self) -> str:
        return str(self.slot)


class AttributeValue(Thing):
    """What somebody answered for an attribute; several rows where several values are accepted."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="values")
    attribute = models.ForeignKey(Attribute, on_delete=models.CASCADE, related_name="values")
    value = models.CharField(max_length=120)

    privacy = about("membership__person", personal="attribute value created_at", plain="membership")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "attribute", "value"], name="one_value_once")
        ]

    def __str__(self) -> str:
        return self.value


class Pairing(Thing):
    """Two people to keep together or apart, as one of them or a pilot asked. No reason is ever kept.

    Never shown to the others concerned: only `asked_by` (and pilots) may see it.
    The smaller membership id is `one`.
    """

    class Kind(models.TextChoices):
        TOGETHER = "together"
        APART = "apart"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="pairings")
    one = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="pairings_asked"
    )

    privacy = about(
        "asked_by",
        personal="kind one other created_at",
        plain="community asked_by",
        reason="exported to the person who asked, never to the others concerned",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other", "kind", "asked_by"], name="one_pairing_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="pairing_in_order"),
        ]

    def __str__(self) -> str:
        return self.kind


class AvailabilityCall(Thing):
    """The pilots asked those whose availability is unknown to say it, by a day.

    `by_hand`: they send the messages themselves, nothing leaves from here.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="availability_calls")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    deadline = models.DateField(null=True, blank=True)
    asked = models.PositiveIntegerField(default=0)
    by_hand = models.BooleanField(default=False)

    privacy = impersonal("community by deadline asked by_hand created_at")

    def __str__(self) -> str:
        return f"{self.community} · {self.deadline}"


class NeedsChange(Thing):
    """A pilot set something for many people at once; it can be undone while nobody has built upon it."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="needs_changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    privacy = impersonal("community by undone_at created_at")

    def __str__(self) -> str:
        return f"{self.community} · {self.pk}"


class NeedsBefore(Thing):
    """What was known of somebody before such a change.

    `needs`: {"languages", "facilitates", "leads", "known_at", "from", "slots": [[slot id, preferred], …]}.
    """

    change = models.ForeignKey(NeedsChange, on_delete=models.CASCADE, related_name="before")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    needs = models.JSONField()

    privacy = about("membership__person", personal="needs created_at", plain="change membership")

    def __str__(self) -> str:
        return f"{self.change_id} · {self.membership_id}"
