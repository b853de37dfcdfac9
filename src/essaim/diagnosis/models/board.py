"""A board of four boxes, the phases it goes through, and those who take part in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from essaim.communities.models import Community
from essaim.core.models import Thing
from essaim.core.privacy import about, impersonal


class Quadrant(models.TextChoices):
    """The four boxes; a community may give each another name (`Board.names`)."""

    STRENGTHS = "strengths", pgettext_lazy("diagnosis", "Strengths")
    WEAKNESSES = "weaknesses", pgettext_lazy("diagnosis", "Weaknesses")
    OPPORTUNITIES = "opportunities", pgettext_lazy("diagnosis", "Opportunities")
    THREATS = "threats", pgettext_lazy("diagnosis", "Threats")


class Phase(models.TextChoices):
    WRITE = "write", pgettext_lazy("diagnosis", "Write")
    READ = "read", pgettext_lazy("diagnosis", "Read")
    MERGE = "merge", pgettext_lazy("diagnosis", "Merge")
    VOTE = "vote", pgettext_lazy("diagnosis", "Vote")
    READ_OUT = "read_out", pgettext_lazy("diagnosis", "Read out")


class Board(Thing):
    """Four boxes of cards. Whoever has the `code` of an open board takes part, with or without an account.

    `names` are {"quadrant": "name"} where the community does not use ours. `authors_shown` is settled before
    the first card. On a board that is not `hosted` there are no phases: every act is open all the time.
    `phase` and `ends_at` repeat the latest `PhaseChange`.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="boards")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=120)
    code = models.CharField(max_length=8, unique=True)
    names = models.JSONField(default=dict, blank=True)
    votes_each = models.PositiveSmallIntegerField(default=3)
    authors_shown = models.BooleanField(default=False)
    hosted = models.BooleanField(default=True)
    phase = models.CharField(max_length=8, choices=Phase, default=Phase.WRITE)
    ends_at = models.DateTimeField(null=True, blank=True)

    privacy = impersonal(
        "community by title code names votes_each authors_shown hosted phase ends_at created_at"
    )

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(votes_each__gte=1, votes_each__lte=20), name="one_to_twenty_votes_each"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_closed(self) -> bool:
        return hasattr(self, "closing")

    def name_of(self, quadrant: str) -> str:
        """What this community calls a box."""
        return str(self.names.get(quadrant) or Quadrant(quadrant).label)

    def boxes(self) -> list[tuple[str, str]]:
        """The four boxes in reading order: (quadrant, name)."""
        return [(quadrant.value, self.name_of(quadrant)) for quadrant in Quadrant]


class PhaseChange(Thing):
    """A host led the room to a phase, or gave it another time. `ends_at` is empty without a timer."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="phase_changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    phase = models.CharField(max_length=8, choices=Phase)
    ends_at = models.DateTimeField(null=True, blank=True)

    privacy = impersonal("board by phase ends_at created_at")

    class Meta:
        ordering = ("id",)


class Closing(Thing):
    """A board takes nothing more: it is kept as it was read out."""

    board = models.OneToOneField(Board, on_delete=models.CASCADE, related_name="closing")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = impersonal("board by created_at")


class Participant(Thing):
    """Somebody who wrote or voted on a board: a person of the community, or a guest who has the code.

    `name` is what a guest wishes to be called, asked only where authors are shown.
    """

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=60, blank=True)

    privacy = about(
        "person",
        personal="person name created_at",
        plain="board",
        erase="blank",
        reason="cards and votes are the group's; whoever gave them is nobody in particular any more",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "person"],
                condition=models.Q(person__isnull=False),
                name="one_participant_each",
            )
        ]
