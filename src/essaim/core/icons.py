"""Drawings of ours (the brand's cell, the cairns of the path) and Lucide's, ready for a page."""

from __future__ import annotations

from functools import cache

import lucide
from django.utils.safestring import SafeString, mark_safe

BRAND = (
    '<svg viewBox="0 0 32 32" aria-hidden="true">'
    '<path class="brand__cell" d="M14.3 2.1a3.4 3.4 0 0 1 3.4 0l9.1 5.2a3.4 3.4 0 0 1 1.7 3v10.9'
    "a3.4 3.4 0 0 1-1.7 3l-9.1 5.5"
    'a3.4 3.4 0 0 1-3.4 0l-9.1-5.5a3.4 3.4 0 0 1-1.7-3V10.3a3.4 3.4 0 0 1 1.7-3Z"/>'
    '<circle class="brand__heart" cx="16" cy="15.9" r="5"/></svg>'
)
STONES = (
    '<rect x="1.5" y="14.6" width="21" height="5.2" rx="2.6"/>',
    '<rect x="5" y="8.4" width="14" height="4.8" rx="2.4" transform="rotate(-3 12 10.8)"/>',
    '<rect x="8.6" y="2.8" width="7.4" height="4.2" rx="2.1" transform="rotate(2 12 5)"/>',
)
LAID = {"later": 0, "begun": 1, "here": 3, "done": 3, "care": 3}


@cache
def cairn(state: str = "done") -> SafeString:
    """The stones of one step: `later` (an outline), `begun` (one stone), `here`, `done` or `care` (three)."""
    stones = "".join(STONES[: LAID[state]]) or STONES[0]
    return mark_safe(  # noqa: S308
        f'<svg class="cairn cairn--{state}" viewBox="0 0 24 21" aria-hidden="true">{stones}</svg>'
    )


@cache
def icon(name: str) -> SafeString:
    """Lucide's icon of this name, hidden from screen readers: the words beside it say the same."""
    drawn = lucide._render_icon(name, None, **{"class": "icon", "aria-hidden": "true"})
    return mark_safe("".join(line.strip() for line in drawn.splitlines()))  # noqa: S308


def brand() -> SafeString:
    return mark_safe(BRAND)  # noqa: S308
