"""A needs survey, its questions, and the moments that change what may be done with it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from essaim.communities.models import Community
from essaim.core.models import Thing
from essaim.core.privacy import about, impersonal

from ..kinds import OPEN, WITH_OTHER, Kind


class Survey(Thing):
    """A needs survey. Texts are {"language": "words"}; the first language of the community stands in for one
    that is missing.

    `mode` is told before the first question and holds in every table. Nothing is shown below `threshold`
    people.
    `after` is the earlier survey it compares with; `corrects` the version it takes the place of.
    """

    class Mode(models.TextChoices):
        NAMED = "named"
        CONFIDENTIAL = "confidential"
        ANONYMOUS = "anonymous"

    class Release(models.TextChoices):
        AT_CLOSING = "closing"
        IN_BATCHES = "batches"

    class Statements(models.TextChoices):
        """When people see what others think of the statements."""

        AFTER_VOTING = "voting"
        AFTER_CLOSING = "closing"

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="surveys")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    titles = models.JSONField(default=dict)
    intros = models.JSONField(default=dict)
    thanks = models.JSONField(default=dict)
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.ANONYMOUS)
    threshold = models.PositiveSmallIntegerField(default=5)
    release = models.CharField(max_length=8, choices=Release, default=Release.AT_CLOSING)
    statements = models.CharField(max_length=8, choices=Statements, default=Statements.AFTER_CLOSING)
    open_link = models.BooleanField(default=False)
    closes_on = models.DateField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="corrected"
    )
    after = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followers"
    )

    privacy = impersonal(
        "community by titles intros thanks mode threshold release statements open_link closes_on version"
        " corrects after created_at"
    )

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(threshold__gte=3, threshold__lte=10), name="threshold_of_three_to_ten"
            )
        ]

    def __str__(self) -> str:
        return str(next(iter(self.titles.values()), ""))

    @property
    def is_anonymous(self) -> bool:
        return self.mode == self.Mode.ANONYMOUS

    @property
    def is_open(self) -> bool:
        return hasattr(self, "opening") and not hasattr(self, "closing")

    @property
    def is_closed(self) -> bool:
        return hasattr(self, "closing")


class Opening(Thing):
    """A survey is sent: from now on it can be answered."""

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="opening")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = impersonal("survey by created_at")


class Closing(Thing):
    """A survey takes no more answers: a pilot closed it, or its day came (then `by` is empty)."""

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="closing")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    privacy = impersonal("survey by created_at")


class Publication(Thing):
    """The findings of a survey are shown to the whole community, no longer to the pilots alone."""

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="publication")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    privacy = impersonal("survey by created_at")


class Question(Thing):
    """One question, or a note between two. `key` names it in sheets, and across the versions of a survey.

    `choices` and `rows` are [{"key": "a", "texts": {"fr": "…"}}, …]. `options` depend on the kind: `min`,
    `max`, `other`, `points`, `ends` ({"fr": ["not at all", "very much"]}), `count`, `long`.
    `condition` is {} or {"question": "key of an earlier one", "any": [answers]}.
    `groups`: the report may break the others down by the answers to this one.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=Kind)
    texts = models.JSONField(default=dict)
    helps = models.JSONField(default=dict)
    choices = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    condition = models.JSONField(default=dict)
    required = models.BooleanField(default=False)
    groups = models.BooleanField(default=False)

    privacy = impersonal(
        "survey key position kind texts helps choices rows options condition required groups created_at"
    )

    class Meta:
        ordering = ("position", "id")
        constraints = [models.UniqueConstraint(fields=["survey", "key"], name="one_question_of_a_key")]

    def __str__(self) -> str:
        return str(next(iter(self.texts.values()), self.key))

    @property
    def takes_words(self) -> bool:
        """Whether people answer it in their own words, or may write something else than the choices."""
        return self.kind in OPEN or (self.kind in WITH_OTHER and bool(self.options.get("other")))


class Correction(Thing):
    """The wording of a question was mended after the first answer, without changing what it asks."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="corrections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    privacy = impersonal("question by before after created_at")


class Moderator(Thing):
    """Somebody the pilots named to read the statements that members add."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="moderators")
    membership = models.ForeignKey("communities.Membership", on_delete=models.CASCADE, related_name="+")

    privacy = about("membership__person", personal="survey created_at", plain="membership")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "membership"], name="one_moderator_of_a_survey_each")
        ]
