"""A round of forming: who takes part, what is wished, the searches made and the arrangements proposed."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from essaim.communities.models import Community, Membership
from essaim.core.models import Thing
from essaim.core.privacy import about, impersonal
from essaim.core.searching import BackgroundSearch, one_at_a_time


class FormingRound(Thing):
    """Making circles from the people there are.

    `options` holds the words of the engine's options file (size, target, facilitators, mix, share, …);
    attributes are named there by their key.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="rounds")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=80)
    options = models.JSONField(default=dict)

    privacy = impersonal("community by name options created_at")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class Removal(Thing):
    """A round that was prepared is put aside; undoing it deletes this row and gives the round back."""

    round = models.OneToOneField(FormingRound, on_delete=models.CASCADE, related_name="removal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = impersonal("round by created_at")

    def __str__(self) -> str:
        return str(self.round)


class Participation(Thing):
    """Somebody takes part in a round of forming."""

    round = models.ForeignKey(FormingRound, on_delete=models.CASCADE, related_name="participations")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="participations")

    privacy = about("membership__person", personal="round created_at", plain="membership")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "membership"], name="one_participation_each")]

    def __str__(self) -> str:
        return f"{self.round} · {self.membership_id}"


class Search(BackgroundSearch):
    """One run of the engine over a round, in the background. Its answer becomes an arrangement.

    `progress` is the last thing the engine said: people placed, cost, bound, rounds, seconds remaining.
    With `others`, it looks for proposals to compare with the board it starts from, and keeps them in `found`:
    [{"aim", "facts", "gains", "losses", "dearer", "answer"}], the board itself first and without answer.
    """

    round = models.ForeignKey(FormingRound, on_delete=models.CASCADE, related_name="searches")
    start = models.ForeignKey(
        "circles.Arrangement", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    seed = models.PositiveIntegerField(default=7)
    seconds = models.PositiveIntegerField(default=10)
    others = models.BooleanField(default=False)
    found = models.JSONField(default=list)

    privacy = impersonal(f"round start seed seconds others found {BackgroundSearch.FIELDS}")

    class Meta(BackgroundSearch.Meta):
        constraints = [one_at_a_time("round", "one_search_at_a_time")]

    def __str__(self) -> str:
        return f"{self.round} · {self.state}"


class Arrangement(Thing):
    """One state of the board; each adjustment makes the next number, and undo makes one equal to an earlier.

    `circles`: [{"id", "slot", "language", "facilitators", "people", "same", "locked", "name"}], people being
    membership ids. `unplaced`: [{"person", "reason", "would_help"}]. `locked_people`: membership ids.
    `change` says what was done, as data.
    """

    round = models.ForeignKey(FormingRound, on_delete=models.CASCADE, related_name="arrangements")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    search = models.ForeignKey(
        Search, null=True, blank=True, on_delete=models.SET_NULL, related_name="arrangements"
    )
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    circles = models.JSONField(default=list)
    unplaced = models.JSONField(default=list)
    locked_people = models.JSONField(default=list)
    summary = models.JSONField(default=dict)
    change = models.JSONField(default=dict)

    privacy = impersonal(
        "round number by search undoes circles unplaced locked_people summary change created_at"
    )

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_arrangement_a_number")]

    def __str__(self) -> str:
        return f"{self.round} · {self.number}"
