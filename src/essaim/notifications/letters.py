"""From a template to words in the reader's language, and from a row to a message for mail programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.headerregistry import ContentTypeHeader, HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from .models import Mail


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: `content_type` with its parameters ("text/calendar; method=REQUEST; charset=utf-8")."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """`html` is empty in a letter that people send by themselves, as text."""

    subject: str
    text: str
    html: str = ""


def language_for(chosen: str, scope: models.Model | None) -> str:
    """The language somebody chose, else the first one of `scope`, such as a community."""
    return chosen or next(iter(getattr(scope, "languages", ())), "") or settings.LANGUAGE_CODE


@contextmanager
def speaking(language: str, time_zone: str) -> Iterator[None]:
    """Words, dates and hours as this reader reads them."""
    with translation.override(language or settings.LANGUAGE_CODE), timezone.override(time_zone or "UTC"):
        yield


def written(template: str, context: dict[str, Any]) -> Letter:
    """Render `<template>.subject.txt`, `.txt` and `.html` in the language now spoken."""
    context = {"language": translation.get_language(), "base_url": settings.BASE_URL, **context}
    return replace(as_text(template, context), html=get_template(f"{template}.html").render(context))


def as_text(template: str, context: dict[str, Any]) -> Letter:
    """The same without its HTML."""
    return Letter(
        # Not split(): it would take the narrow spaces of "18 h 30" for ordinary ones.
        subject=re.sub(r"[ \t\r\n]+", " ", _plain(f"{template}.subject.txt", context)).strip(),
        text=_plain(f"{template}.txt", context).strip() + "\n",
    )


def _plain(template: str, context: dict[str, Any]) -> str:
    # A text knows no HTML: escaping would show people "&#x27;".
    found = cast("Any", get_template(template)).template
    return cast("str", found.render(Context(context, autoescape=False)))


def message(mail: Mail) -> EmailMessage:
    """The mail as it travels: text and HTML, files, and headers that stay the same at each attempt."""
    made = EmailMessage(policy=SMTP)
    made["From"] = settings.MAIL_FROM
    made["To"] = in_ascii(mail.to)
    made["Subject"] = mail.subject
    made["Date"] = format_datetime(mail.created_at)
    made["Message-ID"] = mail.message_id
    if mail.reply_to:
        made["Reply-To"] = mail.reply_to
    made.set_content(mail.text, cte="quoted-printable")
    if mail.html:
        made.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    files = list(mail.attachments.all())
    for file in files:
        _offer_in_calendar(made, file.content_type, bytes(file.content))
    for file in files:
        _attach(made, file.name, file.content_type, bytes(file.content))
    # Last, since adding parts moves the headers of content to the first of them.
    for name, value in ({"Auto-Submitted": "auto-generated"} | mail.headers).items():
        made[name] = value
    return made


def _offer_in_calendar(made: EmailMessage, content_type: str, content: bytes) -> None:
    """An invitation must also be one of the ways to read the mail, or mail programs only show a file."""
    kind = parsed(content_type)
    method = kind.params.get("method", "").upper()
    if kind.content_type == "text/calendar" and method in {"REQUEST", "CANCEL"}:
        made.add_alternative(content.decode(), subtype="calendar", params={"method": method}, cte="base64")


def _attach(made: EmailMessage, name: str, content_type: str, content: bytes) -> None:
    kind = parsed(content_type)
    made.add_attachment(
        content, maintype=kind.maintype, subtype=kind.subtype, filename=name, params=dict(kind.params)
    )


def parsed(content_type: str) -> ContentTypeHeader:
    """A content type taken apart: `maintype`, `subtype`, `content_type` and `params`."""
    return cast("ContentTypeHeader", HeaderRegistry()("content-type", content_type))


def in_ascii(address: str) -> str:
    """The address as every mail server takes it. Raises ValueError when there is no such form."""
    local, _, host = address.rpartition("@")
    if not local or not local.isascii():
        raise ValueError(f"no mail server can be sure to take this address: {address}")
    return f"{local}@{host.encode('idna').decode()}"


def domain() -> str:
    """The name of this house on the network, for message identifiers."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"
