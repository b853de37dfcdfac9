"""Cards and what people do with them."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from essaim.core.models import Thing
from essaim.core.privacy import about, impersonal

from .board import Board, Participant, Quadrant

THE_GROUPS = "what was said is the group's; after erasure it has no author any more"


class Card(Thing):
    """One idea in one box. `participant` is empty for what was pasted from paper or pinned.

    `source` is {} or what a card pinned from findings came from, as plain data:
    {"finding": key, "sentence": what was found, "address": the page that says so}.
    """

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="cards")
    quadrant = models.CharField(max_length=13, choices=Quadrant)
    text = models.CharField(max_length=280)
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="cards"
    )
    source = models.JSONField(default=dict, blank=True)

    privacy = about(
        "participant__person",
        personal="quadrant text created_at",
        plain="board participant source",
        erase="keep",
        reason=THE_GROUPS,
    )

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text


class Merging(Thing):
    """A card says the same as another one and is shown under it. Taking the row away unmerges the two."""

    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="merging")
    into = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="merged")
    by = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    privacy = impersonal("card into by created_at")


class Removal(Thing):
    """A card was taken off the board, by its author or by a host. Taking the row away gives it back."""

    card = models.OneToOneField(Card, on_delete=models.CASCADE, related_name="removal")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    privacy = impersonal("card by created_at")


class Comment(Thing):
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="comments")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="comments"
    )
    text = models.CharField(max_length=400)

    privacy = about(
        "participant__person",
        personal="text created_at",
        plain="card participant",
        erase="keep",
        reason=THE_GROUPS,
    )

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text


class Vote(Thing):
    """One of a participant's votes: at most one for a card, so that votes are spread.

    A merged card keeps its own: whoever voted for both gave two votes to the pair, and is one person.
    """

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="votes")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="votes")

    privacy = about(
        "participant__person",
        personal="card created_at",
        plain="participant",
        erase="keep",
        reason="a ranking that was read out stays as it was; the vote is nobody's any more",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "participant"], name="one_vote_for_a_card")]
