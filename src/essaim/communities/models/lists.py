"""Lists of people as they were given, what was refused in them, and availability in people's words."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from essaim.core.models import Thing
from essaim.core.privacy import about, impersonal

from .community import Community, WeeklySlot


class Brought(Thing):
    """A table somebody brings, pasted or a file. Nothing is written to the community before it is confirmed.

    `mapping` says what each column is; `checked` what the preview found; `result` what was done; `progress`
    where a long one stands. `content` is emptied once it is in, or given up. `report` holds what became of
    lines, as compressed JSON.
    """

    class State(models.TextChoices):
        GIVEN = "given"
        CHECKING = "checking"
        CHECKED = "checked"
        WRITING = "writing"
        DONE = "done"
        CANCELLED = "cancelled"
        FAILED = "failed"

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    mapping = models.JSONField(default=dict)
    checked = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    progress = models.JSONField(default=dict)
    report = models.BinaryField(default=b"")
    state = models.CharField(max_length=10, choices=State, default=State.GIVEN)

    class Meta:
        abstract = True
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class PeopleList(Brought):
    """People: `mapping` is {"columns": [[role, detail], …]}, `report` [[line, e-mail, outcome], …]."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="lists")
    tell = models.BooleanField(default=False)

    privacy = about(
        "by",
        personal="name created_at",
        plain="community by content mapping checked result progress report tell state",
        erase="keep",
        reason="the rows speak of the people on the list, and are emptied once it is in",
    )


class RefusedRow(Thing):
    """A line of a list that could not be taken, with the reason as a code and its arguments."""

    people_list = models.ForeignKey(PeopleList, on_delete=models.CASCADE, related_name="refused_rows")
    line = models.PositiveIntegerField(default=0)
    column = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=500, blank=True)
    code = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)

    privacy = impersonal("people_list line column value code arguments created_at")

    class Meta:
        ordering = ("line", "id")

    def __str__(self) -> str:
        return f"{self.line}: {self.code}"


class Phrase(Thing):
    """One way in which people wrote when they can: read once, accepted or corrected by a pilot for all.

    `reading` is empty until a pilot has read it; read as slots, no slot means that none suits.
    `accepted_in`: the change that accepted this reading together with others, while it can be undone.
    """

    class Reading(models.TextChoices):
        SLOTS = "slots"
        UNCLEAR = "unclear"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="phrases")
    key = models.CharField(max_length=500)
    text = models.TextField()
    slots = models.ManyToManyField(WeeklySlot, blank=True, related_name="+")
    preferred_slots = models.ManyToManyField(WeeklySlot, blank=True, related_name="+")
    reading = models.CharField(max_length=7, choices=Reading, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    accepted_in = models.ForeignKey(
        "communities.NeedsChange", null=True, blank=True, on_delete=models.SET_NULL, related_name="phrases"
    )

    privacy = impersonal(
        "community key text slots preferred_slots reading decided_by decided_at accepted_in created_at"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="one_phrase_once")]

    def __str__(self) -> str:
        return self.text
