"""A circle and its seats. Who left keeps a seat in the past; a closed circle keeps its people."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models

from essaim.communities.models import Community, Membership
from essaim.core.models import Thing
from essaim.core.privacy import about, impersonal
from essaim.engines.grouping.problem import Slot

from .launch import Launch


class Circle(Thing):
    """About ten people who meet at a weekly slot.

    `level` is 0 for members' circles, 1 for facilitators', 2 for leads' and so on. `first_date` is the first
    meeting; then every `rhythm_weeks` weeks, `meetings` times, but for the `skipped` dates.
    `uid` and `revision` are the calendar file's UID and SEQUENCE: the revision grows with each change told.
    `organizer` is who calendars answer to: it stays the same for the life of the circle, since many calendars
    refuse a change that comes from another.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="circles")
    launch = models.ForeignKey(
        Launch, null=True, blank=True, on_delete=models.PROTECT, related_name="circles"
    )
    name = models.CharField(max_length=80)
    level = models.PositiveSmallIntegerField(default=0)
    day = models.PositiveSmallIntegerField()
    minute = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8)
    same = models.JSONField(default=dict)
    place = models.CharField(max_length=200, blank=True)
    meeting_url = models.URLField(max_length=500, blank=True)
    first_date = models.DateField()
    minutes = models.PositiveSmallIntegerField(default=90)
    rhythm_weeks = models.PositiveSmallIntegerField(default=2)
    meetings = models.PositiveSmallIntegerField(default=8)
    skipped = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    uid = models.UUIDField(default=uuid4, editable=False)
    organizer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    privacy = impersonal(
        "community launch name level day minute language same place meeting_url first_date minutes "
        "rhythm_weeks meetings skipped revision uid organizer created_at"
    )

    class Meta:
        ordering = ("level", "day", "minute", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def slot(self) -> Slot:
        return Slot(self.day, self.minute)

    @property
    def is_to_be_led(self) -> bool:
        """Its round wished for somebody to facilitate it, rather than each in turn."""
        return self.level == 0 and bool(self.launch and self.launch.round.options["facilitators"][1])

    @property
    def told_by_hand(self) -> bool:
        """Whether the pilots tell these people themselves: then nothing is ever sent about this circle."""
        return self.launch is not None and self.launch.by_hand


class Seat(Thing):
    """Somebody's place in a circle.

    `to_confirm`: nobody knows yet whether the slot suits them. `invited_at`: when they were told, by mail or
    by hand; empty for those who are told later than the facilitators.
    """

    class Part(models.TextChoices):
        MEMBER = "member"
        FACILITATOR = "facilitator"
        LEAD = "lead"

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="seats")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="seats")
    part = models.CharField(max_length=12, choices=Part, default=Part.MEMBER)
    to_confirm = models.BooleanField(default=False)
    invited_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    privacy = about(
        "membership__person",
        personal="circle part to_confirm invited_at left_at created_at",
        plain="membership",
        erase="keep",
        reason="a circle keeps its number of seats; the person has no name any more",
    )

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "membership"],
                condition=models.Q(left_at__isnull=True),
                name="one_seat_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.circle} · {self.membership_id}"


class SeatAnswer(Thing):
    """What somebody answered to their invitation; the last one counts."""

    class Answer(models.TextChoices):
        SUITS = "suits"
        OTHER_SLOT = "other-slot"
        LATER = "later"

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(max_length=10, choices=Answer)
    note = models.TextField(blank=True, max_length=2000)

    privacy = about("seat__membership__person", personal="answer note created_at", plain="seat")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.answer


class Closure(Thing):
    """A circle ended: who said so and when."""

    circle = models.OneToOneField(Circle, on_delete=models.CASCADE, related_name="closure")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = impersonal("circle by created_at")

    def __str__(self) -> str:
        return str(self.circle)
