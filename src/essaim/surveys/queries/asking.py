"""What the pages of asking show of surveys."""

from __future__ import annotations

from django.db.models import QuerySet

from essaim.communities.models import Community

from ..models import Survey


def surveys_of(community: Community) -> QuerySet[Survey]:
    """Newest first, with what a list says of each; a version that was taken over is left out."""
    told = Survey.objects.filter(community=community, corrected__isnull=True)
    return told.select_related("opening", "closing", "publication")
