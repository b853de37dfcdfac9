"""Which actions are to be remembered today, in the time zone of their community."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ..models import OPEN, Action

DAY = timedelta(days=1)
FROM_HOUR = 7
"""Nobody is reminded in the middle of the night."""
WEEK_BEFORE = range(5, 8)
"""Days before the due date: a machine that slept two days still reminds."""


def to_remind(now: datetime) -> Iterator[tuple[Action, bool]]:
    """(action, whether it is due today) of what is ahead and carried by somebody who is there."""
    near = (now - DAY).date(), (now + 9 * DAY).date()
    rows = Action.objects.filter(state__in=OPEN, due__range=near, owner__isnull=False)
    rows = rows.filter(owner__departure__isnull=True, owner__person__is_active=True)
    for action in rows.select_related("community", "owner__person", "owner__community", "by"):
        here = now.astimezone(action.community.zone)
        days = (action.due - here.date()) // DAY if action.due else -1
        if here.hour >= FROM_HOUR and (days == 0 or days in WEEK_BEFORE):
            yield action, days == 0
