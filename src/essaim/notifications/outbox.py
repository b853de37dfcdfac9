"""Django's e-mail goes to the outbox too: what other libraries send is a row like any other mail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from essaim.people.models import Person

from .actions import File, post
from .letters import Letter
from .models import Mail

KEY = "X-Essaim-Key"


class Backend(BaseEmailBackend):
    """Write one mail for each recipient. The header X-Essaim-Key, which does not travel, gives the key."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(bool(_posted(message)) for message in email_messages)


def _posted(message: EmailMessage) -> list[Mail]:
    headers = {"Content-Language": get_language() or "en", **message.extra_headers}
    key = headers.pop(KEY, f"mail:{uuid4()}")
    recipients = message.recipients()
    return [
        post(
            to,
            key=key if len(recipients) == 1 else f"{key}:{place}",
            letter=Letter(" ".join(str(message.subject).split()), str(message.body), _html(message)),
            person=Person.objects.filter(email__iexact=to).first(),
            reply_to=", ".join(message.reply_to),
            files=[_file(attachment) for attachment in message.attachments],
            headers={name: str(value) for name, value in headers.items()},
        )
        for place, to in enumerate(recipients, start=1)
    ]


def _html(message: EmailMessage) -> str:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")


def _file(attachment: Any) -> File:
    name, content, content_type = attachment
    body = content.encode() if isinstance(content, str) else bytes(content)
    return File(name or "file", content_type or "application/octet-stream", body)
