"""Texts that a community writes in its own languages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language


def said(texts: Mapping[str, str], default: str = "") -> str:
    """The words in the reader's language, else in the `default` one, else in any there is, else ""."""
    reader = (get_language() or "").split("-")[0]
    found = texts.get(reader) or texts.get(default)
    return found or next((words for words in texts.values() if words), "")
