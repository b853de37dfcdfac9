"""What the community's page says of its surveys, in one query."""

from __future__ import annotations

from django.db.models import Count, F, Q

from essaim.communities.models import Community

from ..models import Survey
from .asking import surveys_of


def steered(community: Community) -> Survey | None:
    """The open survey, else the last one, with how many were `asked` and how many `answered`."""
    answered = Count("invitees", distinct=True, filter=Q(invitees__answered=True))
    found = surveys_of(community).annotate(answered=answered)
    return found.order_by(F("closing__pk").asc(nulls_first=True), "-pk").first()
