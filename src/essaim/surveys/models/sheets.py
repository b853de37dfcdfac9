"""What people answered, kept as they were promised: by name, in confidence, or by nobody at all."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from essaim.communities.models import Community, Membership
from essaim.core.models import Thing
from essaim.core.privacy import Privacy, about, impersonal

from .survey import Question, Survey


class Invitee(Thing):
    """Somebody asked to answer. `answered` says that they did, never when, and never what."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="invitees")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="survey_invitations")
    answered = models.BooleanField(default=False)
    reminders = models.PositiveSmallIntegerField(default=0)

    privacy = about("membership__person", personal="survey answered reminders created_at", plain="membership")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "membership"], name="one_invitee_each")]


class Sheet(models.Model):
    """One person's answers: {"question key": answer}, in the shapes of `kinds.py`.

    In an anonymous survey there is no membership and no moment, and rows are written in shuffled batches
    (`WaitingSheet`). `origin_key` tells a row of a file brought in again from a new one.
    """

    class Source(models.TextChoices):
        INSIDE = "inside"
        LINK = "link"
        PAPER = "paper"
        FILE = "file"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="sheets")
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    source = models.CharField(max_length=6, choices=Source, default=Source.INSIDE)
    answers = models.JSONField(default=dict)
    received_at = models.DateTimeField(null=True, blank=True)
    origin_key = models.CharField(max_length=64, blank=True)

    privacy: ClassVar[Privacy] = about(
        "membership__person", personal="survey source answers received_at", plain="membership origin_key"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "membership"],
                condition=models.Q(membership__isnull=False),
                name="one_sheet_each",
            ),
            models.UniqueConstraint(
                fields=["survey", "origin_key"], condition=~models.Q(origin_key=""), name="one_sheet_a_row"
            ),
        ]


class WaitingSheet(models.Model):
    """An anonymous sheet that waits until enough have come for them to be kept in no order.

    Those that wait are written anew, shuffled, each time one comes; `words` are its open answers.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="waiting_sheets")
    source = models.CharField(max_length=6, choices=Sheet.Source, default=Sheet.Source.INSIDE)
    answers = models.JSONField(default=dict)
    words = models.JSONField(default=list)

    privacy: ClassVar[Privacy] = impersonal("survey source answers words")


class Theme(Thing):
    """A name people give to open answers that say alike things."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = impersonal("question name position created_at")

    class Meta:
        ordering = ("position", "id")
        constraints = [models.UniqueConstraint(fields=["question", "name"], name="one_theme_of_a_name")]

    def __str__(self) -> str:
        return self.name


class OpenAnswer(models.Model):
    """Words somebody wrote, apart from their sheet: nothing joins the two unless the survey is by name.

    `quotable`: its author agreed to be quoted. `hidden`: a pilot keeps it out of what is shown, for instance
    because it names somebody.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="open_answers")
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    text = models.TextField()
    quotable = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="open_answers"
    )

    privacy: ClassVar[Privacy] = about(
        "membership__person", personal="question text quotable", plain="membership hidden theme"
    )


class Statement(models.Model):
    """A sentence to agree or disagree with. `voted`: how many have, so that the least-voted come first.

    `told`: all that pages and reports ever told of it, the last at the end: [[people who agree, who disagree,
    who pass], …]. What is told next must not differ from any of these by a few people.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    class Reason(models.TextChoices):
        SAID = "said", pgettext_lazy("surveys", "another one says it already")
        NAMES = "names", pgettext_lazy("surveys", "it speaks of somebody in particular")
        HURTS = "hurts", pgettext_lazy("surveys", "its words could hurt")
        SEVERAL = "several", pgettext_lazy("surveys", "it says several things at once")
        UNCLEAR = "unclear", pgettext_lazy("surveys", "it can be understood in several ways")
        ELSEWHERE = "elsewhere", pgettext_lazy("surveys", "it is about something else")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="statements")
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.CharField(max_length=280)
    language = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    reason = models.CharField(max_length=9, choices=Reason, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    voted = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=list)

    privacy: ClassVar[Privacy] = about(
        "membership__person",
        personal="question text",
        plain="membership language state reason decided_by voted told",
        erase="keep",
        reason="others have voted on the sentence; it has no author any more",
    )

    def __str__(self) -> str:
        return self.text

    @property
    def community(self) -> Community:
        return self.question.survey.community


class Report(Thing):
    """What may be shown of a survey, with small groups already out: pages and files read nothing else.

    `findings` is the whole document; `sheets` how many it stands on. A new one is made at closing, or once at
    least `threshold` sheets have come since the last.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="reports")
    sheets = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=dict)

    privacy = impersonal("survey sheets findings created_at")

    class Meta:
        ordering = ("-id",)
