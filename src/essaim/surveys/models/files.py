"""Files of answers to a survey made elsewhere."""

from __future__ import annotations

from django.db import models

from essaim.communities.models import Community
from essaim.communities.models.lists import Brought
from essaim.core.privacy import about

from .survey import Survey


class AnswersFile(Brought):
    """Answers given elsewhere. `survey` is the one it fills, or once it is in the closed one it made.

    `mapping` keeps what a person said of columns, {"columns": {"3": {"kind": …, "readings": …}}}; `report`
    the cells that could not be read, [[line, column, value, code, {more}], …]. What else it knows of people's
    answers is emptied once they are in. `digest` tells the same file when it comes again.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    survey = models.ForeignKey(Survey, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(max_length=200, blank=True)
    mode = models.CharField(max_length=12, choices=Survey.Mode, default=Survey.Mode.ANONYMOUS)
    threshold = models.PositiveSmallIntegerField(default=5)
    digest = models.CharField(max_length=64)

    privacy = about(
        "by",
        personal="name created_at",
        plain="community by survey content mapping checked result progress report state title mode threshold"
        " digest",
        erase="keep",
        reason="the answers are those of others, and are emptied once they are in",
    )

    @property
    def is_named(self) -> bool:
        return (self.survey.mode if self.survey else self.mode) == Survey.Mode.NAMED
