"""What allauth asks of the house: our words, no messages of its own."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import pgettext_lazy


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Only troubles are told: that one has signed in shows well enough."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": pgettext_lazy(
            "people", "This is not the code of the last e-mail. Check its six digits, or ask for a new one."
        ),
        "too_many_login_attempts": pgettext_lazy(
            "people", "Several attempts in a short time. Wait a minute, then ask for a new code."
        ),
        "rate_limited": pgettext_lazy(
            "people", "Several attempts in a short time. Wait a minute, then ask for a new code."
        ),
    }

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)
