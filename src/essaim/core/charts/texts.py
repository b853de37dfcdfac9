"""The few words charts bring themselves."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import pgettext


def head_of(given: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The columns' names, completed where the caller named fewer."""
    wide = max((len(row) for row in rows), default=2)
    names = [pgettext("core", "Answer"), pgettext("core", "Result")]
    return (*given, *names[len(given) :], *[""] * wide)[:wide]
