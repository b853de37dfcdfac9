"""The delivery of what waits in the outbox. The table is the queue."""

from __future__ import annotations

import logging
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, When
from django.utils import timezone

from essaim.core import jobs

from .erasing import empty_words
from .letters import in_ascii, message
from .models import URGENT, Mail
from .smtp import Fate, Line, UnreachableError, a_server_is_named, server_of

log = logging.getLogger(__name__)

DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
PATIENCE = timedelta(days=5)
KEEP_URGENT = timedelta(days=1)
KEEP_WORDS = timedelta(days=90)
State = Mail.State


@jobs.every(minutes=1, lane=jobs.Lane.MAILS)
def deliver() -> None:
    """Send what waits, the urgent first. Whatever happens, each mail is left in a state that is true."""
    note_cut_off()
    if not a_server_is_named() or not _due().exists():
        return
    try:
        with Line(server_of(settings.MAIL_URL)) as line:
            while not jobs.is_stopping() and (mail := take_next()):
                send(mail, line)
    except UnreachableError as trouble:
        log.warning("mails wait: %s", trouble)
        _due().update(trouble=str(trouble))
    if jobs.is_stopping():
        jobs.enqueue_if_none_waits(deliver)


def take_next() -> Mail | None:
    """Mark the next mail as being sent, and have that written, before a word is said to the server."""
    with transaction.atomic():
        urgent_first = Case(When(key__startswith=URGENT, then=0), default=1)
        mail = _due().select_for_update(skip_locked=True).order_by(urgent_first, "id").first()
        if mail:
            mail.state, mail.sending_since, mail.sender = State.SENDING, timezone.now(), jobs.this_worker()
            mail.first_tried_at = mail.first_tried_at or mail.sending_since
            mail.attempts += 1
            mail.save(update_fields=["state", "sending_since", "sender", "attempts", "first_tried_at"])
    return mail


def send(mail: Mail, line: Line) -> None:
    """Hand over a mail marked as being sent, and write what came of it. Raises UnreachableError."""
    try:
        to, content = in_ascii(mail.to), message(mail).as_bytes()
    except (ValueError, LookupError) as trouble:
        _end(mail, State.REFUSED, str(trouble))
        return
    outcome = line.hand_over(content, sender=parseaddr(settings.MAIL_FROM)[1], to=to)
    match outcome.fate:
        case Fate.TAKEN:
            _end(mail, State.SENT)
        case Fate.REFUSED:
            _end(mail, State.REFUSED, outcome.words)
        case Fate.UNKNOWN:
            _end(mail, State.UNCERTAIN, outcome.words)
        case Fate.NOT_NOW | Fate.UNREACHABLE:
            _later(mail, outcome.words)
    if outcome.fate in {Fate.UNKNOWN, Fate.UNREACHABLE}:
        raise UnreachableError(outcome.words)


def note_cut_off() -> None:
    """A mail whose sender died in the middle may have left or not: it is for a person to decide."""
    for mail in Mail.objects.filter(state=State.SENDING):
        if not jobs.is_alive(mail.sender):
            _end(mail, State.UNCERTAIN)


@jobs.every(days=1)
def forget_codes() -> None:
    """A sign-in code is of no use to anybody after a day."""
    Mail.objects.filter(key__startswith=URGENT, created_at__lt=timezone.now() - KEEP_URGENT).delete()


@jobs.every(days=1)
def forget_letters() -> None:
    """What was sent is with whoever received it: after a season only the trace that it was sent is kept."""
    empty_words(
        Mail.objects.filter(state=State.SENT, sent_at__lt=timezone.now() - KEEP_WORDS).exclude(text="")
    )


def _due() -> models.QuerySet[Mail]:
    return Mail.objects.filter(state=State.WAITING, not_before__lte=timezone.now())


def _later(mail: Mail, trouble: str) -> None:
    since = timezone.now() - (mail.first_tried_at or timezone.now())
    if since > PATIENCE:
        _end(mail, State.REFUSED, trouble)
        return
    delay = DELAYS[min(mail.attempts, len(DELAYS)) - 1]
    _write(mail, state=State.WAITING, not_before=timezone.now() + delay, trouble=trouble)


def _end(mail: Mail, state: State, trouble: str = "") -> None:
    sent_at = timezone.now() if state == State.SENT else None
    _write(mail, state=state, trouble=trouble, sent_at=sent_at)


def _write(mail: Mail, **fields: object) -> None:
    Mail.objects.filter(pk=mail.pk, state=State.SENDING, sender=mail.sender).update(sender="", **fields)
