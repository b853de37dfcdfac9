"""The plan of a community: its actions, how each went on, and what the community is told of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from essaim.communities.models import Community, Membership
from essaim.core.models import Thing
from essaim.core.privacy import about, impersonal

from .cards import Card
from .strategies import Strategy


class State(models.TextChoices):
    TO_BEGIN = "to_begin", pgettext_lazy("diagnosis", "To begin")
    UNDER_WAY = "under_way", pgettext_lazy("diagnosis", "Under way")
    DONE = "done", pgettext_lazy("diagnosis", "Done")
    GIVEN_UP = "given_up", pgettext_lazy("diagnosis", "Given up")


OPEN = (State.TO_BEGIN, State.UNDER_WAY)


class Action(Thing):
    """One thing the community decided to do, and the cards it answers, by itself or through a strategy.

    `measure` says how one will know that it worked. `state` repeats the latest `StateChange`.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="plan")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=200)
    first_step = models.CharField(max_length=280, blank=True)
    owner = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="carried"
    )
    due = models.DateField(null=True, blank=True)
    measure = models.CharField(max_length=280, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.TO_BEGIN)
    strategy = models.ForeignKey(
        Strategy, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions"
    )
    cards = models.ManyToManyField(Card, blank=True, related_name="actions")

    privacy = about(
        "owner__person",
        personal="owner",
        plain="community by what first_step due measure state strategy cards created_at",
        erase="blank",
        reason="the action is the community's; nobody carries it any more",
    )

    class Meta:
        ordering = (models.F("due").asc(nulls_last=True), "id")

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class StateChange(Thing):
    """An action was begun, done, given up or begun again."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=9, choices=State)
    note = models.CharField(max_length=280, blank=True)

    privacy = impersonal("action by state note created_at")

    class Meta:
        ordering = ("id",)


class Publication(Thing):
    """The community may read what became of what it said. Taking the row away takes the page back."""

    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="became")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = impersonal("community by created_at")


class Message(Thing):
    """One message to everyone. `by_hand`: nothing is sent, the words are there to be copied."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="plan_messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    subject = models.CharField(max_length=120)
    text = models.CharField(max_length=4000)
    by_hand = models.BooleanField(default=False)

    privacy = impersonal("community by subject text by_hand created_at")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.subject
