"""Strategies drawn from pairs of cards, and the grade each person gives them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from essaim.communities.models import Community, Membership
from essaim.core.models import Thing
from essaim.core.privacy import about, impersonal

from .cards import Card


class Strategy(Thing):
    """A way to go, drawn from cards that meet: what is ours (inside) and what comes (outside).

    `hours` is what it would take, all in all, as estimated; empty when nobody knows. `told`: how many people
    gave each grade, worst first, each time that everyone was told, the last at the end.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="strategies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=280)
    hours = models.PositiveIntegerField(null=True, blank=True)
    told = models.JSONField(default=list, blank=True)
    cards = models.ManyToManyField(Card, related_name="strategies")

    privacy = impersonal("community by text hours told cards created_at")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text


class Shelving(Thing):
    """A strategy was set aside: it is neither graded nor ranked. Taking the row away puts it back."""

    strategy = models.OneToOneField(Strategy, on_delete=models.CASCADE, related_name="shelving")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = impersonal("strategy by created_at")


class Ranking(Thing):
    """The ranking was read out: grades stay as they are. Taking the row away opens grading again.

    `hours` is what the community has to give, all in all; empty until somebody says it.
    """

    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="ranking")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    hours = models.PositiveIntegerField(null=True, blank=True)

    privacy = impersonal("community by hours created_at")


class Grade(Thing):
    """What one person thinks of a strategy: `value` is the place of the grade, 0 being the worst of six."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="grades")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField()

    privacy = about(
        "membership__person",
        personal="value created_at",
        plain="strategy membership",
        erase="keep",
        reason="a ranking that was read out stays as it was; the grade is nobody's any more",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["strategy", "membership"], name="one_grade_each"),
            models.CheckConstraint(condition=models.Q(value__lte=5), name="one_of_six_grades"),
        ]

    def __str__(self) -> str:
        return str(self.value)
