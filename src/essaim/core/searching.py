"""Searches in the background: asked for, followed, stopped, ended. A room says what is searched, and why."""

from __future__ import annotations

from time import monotonic
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from .models import Thing

BETWEEN_REPORTS = 0.33
"""Seconds: often enough to see it move, too seldom to weigh on the database."""


class State(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


UNDER_WAY = (State.WAITING, State.RUNNING)


S = TypeVar("S", bound="BackgroundSearch")


class Searches(models.QuerySet[S]):
    def under_way(self) -> Self:
        return self.filter(state__in=UNDER_WAY)

    def begin(self, pk: int) -> S | None:
        """Take it in hand, the first time or after its worker died; None when there is nothing to do."""
        begun = self.under_way().filter(pk=pk).update(state=State.RUNNING)
        return self.get(pk=pk) if begun else None

    def end(self, pk: int, state: State, trouble: str = "") -> bool:
        """Whether it was still under way."""
        held = self.under_way().filter(pk=pk)
        return bool(held.update(state=state, ended_at=timezone.now(), trouble=trouble))


class BackgroundSearch(Thing):
    """`progress` is the last thing that was said of it; `trouble`, why it failed."""

    State: ClassVar[type[State]] = State
    FIELDS: ClassVar[str] = "by state progress stop_asked_at ended_at trouble created_at"

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    progress = models.JSONField(default=dict)
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)

    objects = Searches.as_manager()

    class Meta:
        abstract = True
        ordering = ("-id",)

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    def ask_to_stop(self) -> bool:
        """Whether this was news. One that has not begun ends at once; the row is held by the caller."""
        if not self.is_under_way or self.stop_asked_at:
            return False
        self.stop_asked_at = timezone.now()
        if self.state == State.WAITING:
            self.state, self.ended_at = State.CANCELLED, self.stop_asked_at
        self.save(update_fields=["stop_asked_at", "state", "ended_at"])
        return True

    def keep_progress(self, progress: dict[str, Any]) -> bool:
        """Write how far it has come; whether to go on."""
        still = type(self).objects.filter(pk=self.pk, state=State.RUNNING)
        return bool(still.update(progress=progress)) and still.filter(stop_asked_at__isnull=True).exists()


def one_at_a_time(field: str, name: str) -> models.UniqueConstraint:
    """Of the searches of one thing, one at most is under way."""
    return models.UniqueConstraint(
        fields=[field], condition=models.Q(state__in=[state.value for state in UNDER_WAY]), name=name
    )


class Follower:
    """Told of every step of a search; writes a few a second, and learns whether to go on."""

    def __init__(self, search: BackgroundSearch, progress: dict[str, Any] | None = None) -> None:
        self.search = search
        self._said = progress or {}
        self._told = monotonic()
        self._going_on = search.keep_progress(self._said)

    def say(self, progress: dict[str, Any]) -> bool:
        """Whether to go on."""
        self._said = progress
        return not self.stopped()

    def stopped(self) -> bool:
        """Whether somebody asked to stop, asked about a few times a second."""
        now = monotonic()
        if now - self._told >= BETWEEN_REPORTS:
            self._told = now
            self._going_on = self.search.keep_progress(self._said)
        return not self._going_on
