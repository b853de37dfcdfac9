"""Public holidays that can be computed. School holidays are decided year by year: people type them."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)


def public_holidays(year: int) -> list[date]:
    """The eleven public holidays of France in that year (Code du travail, article L3133-1)."""
    moving = (easter(year) + timedelta(days=days) for days in _AFTER_EASTER)
    return sorted([*(date(year, month, day) for month, day in _FIXED), *moving])
