"""A word said on the next page, with a way back where there is one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

WAY_BACK = "undo:"


def say(request: HttpRequest, words: str, *, undo: str = "") -> None:
    """Tell what was done; `undo` is the address to which a form without fields is sent to take it back."""
    messages.success(request, words, extra_tags=f"{WAY_BACK}{undo}" if undo else "")


def warn(request: HttpRequest, words: str) -> None:
    messages.warning(request, words)


def undo_of(message: Message) -> str:
    tags = message.extra_tags or ""
    return tags.removeprefix(WAY_BACK) if tags.startswith(WAY_BACK) else ""
