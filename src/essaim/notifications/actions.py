"""Tell somebody something by e-mail: a row now, in this transaction; the sending comes after."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from essaim.core import jobs
from essaim.journal.facts import announce, name_of
from essaim.people.models import Person

from .jobs import deliver
from .letters import File, Letter, domain, language_for, speaking, written
from .models import Attachment, Mail
from .smtp import a_server_is_named

__all__ = ["File", "post", "send_again", "tell", "tell_address"]

TO_SEND_AGAIN = (Mail.State.UNCERTAIN, Mail.State.REFUSED, Mail.State.HELD)


def tell(
    person: Person,
    *,
    key: str,
    template: str,
    context: dict[str, Any] | None = None,
    scope: models.Model | None = None,
    reply_to: str = "",
    files: Iterable[File] = (),
    headers: dict[str, str] | None = None,
    hold: bool = False,
) -> Mail:
    """Write to a person in their language and time zone, else those of `scope`.

    With a `key` already used, return the mail that was written then. `hold` keeps it until `send_again`.
    """
    return tell_address(
        person.email,
        person=person,
        language=person.language,
        time_zone=person.time_zone,
        key=key,
        template=template,
        context={"reader": person, **(context or {})},
        scope=scope,
        reply_to=reply_to,
        files=files,
        headers=headers,
        hold=hold,
    )


def tell_address(
    to: str,
    *,
    key: str,
    template: str,
    context: dict[str, Any] | None = None,
    person: Person | None = None,
    language: str = "",
    time_zone: str = "",
    scope: models.Model | None = None,
    reply_to: str = "",
    files: Iterable[File] = (),
    headers: dict[str, str] | None = None,
    hold: bool = False,
) -> Mail:
    """The same for an address of which no person is known, such as that of somebody invited."""
    known = Mail.objects.filter(key=key).first()
    if known:
        return known
    spoken = language_for(language, scope)
    with speaking(spoken, time_zone or getattr(scope, "time_zone", "")):
        letter = written(template, context or {})
    return post(
        to,
        key=key,
        letter=letter,
        person=person,
        scope=name_of(scope) if scope else "",
        reply_to=reply_to,
        files=files,
        headers={"Content-Language": spoken, **(headers or {})},
        hold=hold,
    )


def post(
    to: str,
    *,
    key: str,
    letter: Letter,
    person: Person | None = None,
    scope: str = "",
    reply_to: str = "",
    files: Iterable[File] = (),
    headers: dict[str, str] | None = None,
    hold: bool = False,
) -> Mail:
    """Put a letter in the outbox. Without a mail server it is held there, to be read on a page."""
    held = hold or not a_server_is_named()
    try:
        with transaction.atomic():
            mail = Mail.objects.create(
                key=key,
                scope=scope,
                person=person,
                to=to,
                reply_to=" ".join(reply_to.split()),
                subject=letter.subject[:300],
                text=letter.text,
                html=letter.html,
                headers=headers or {},
                message_id=f"<{sha256(key.encode()).hexdigest()[:40]}@{domain()}>",
                state=Mail.State.HELD if held else Mail.State.WAITING,
                not_before=timezone.now(),
            )
            Attachment.objects.bulk_create(
                Attachment(mail=mail, name=file.name, content_type=file.content_type, content=file.content)
                for file in files
            )
    except IntegrityError:
        return Mail.objects.get(key=key)
    if not held:
        _have_delivered(mail)
    return mail


@transaction.atomic
def send_again(*, mail: Mail, actor: Person) -> Mail:
    """Send a mail that is uncertain, was refused or was held. One already on its way stays as it is."""
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    if mail.state in TO_SEND_AGAIN and a_server_is_named():
        mail.state, mail.attempts, mail.trouble = Mail.State.WAITING, 0, ""
        mail.not_before = mail.first_tried_at = timezone.now()
        mail.save(update_fields=["state", "attempts", "trouble", "not_before", "first_tried_at"])
        announce("mail.sent-again", actor=actor, subject=mail)
        jobs.enqueue(deliver)
    return mail


def _have_delivered(mail: Mail) -> None:
    if mail.is_urgent:
        jobs.enqueue(deliver)
    else:
        jobs.enqueue_if_none_waits(deliver)
