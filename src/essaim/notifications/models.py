"""The outbox: every e-mail is a row, written in the transaction that makes it true."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from essaim.core.models import Thing
from essaim.core.privacy import about

URGENT = "sign-in:"
TROUBLES = {
    "certificate": pgettext_lazy("notifications", "the certificate of the mail server is not accepted"),
    "sign-in": pgettext_lazy("notifications", "the mail server refuses our name and password"),
    "unreachable": pgettext_lazy("notifications", "the mail server cannot be reached"),
}
"""What kept mails from leaving, in words of ours before those of the server."""


class Mail(Thing):
    """One e-mail to one person.

    `key` is what it is about ("launch:12:seat:40"): asking again with the same key sends nothing twice.
    `sender` is the worker that is sending it. A sending that was cut off is *uncertain*: only a person may
    have it sent again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("notifications", "Waiting to be sent")
        SENDING = "sending", pgettext_lazy("notifications", "Being sent")
        SENT = "sent", pgettext_lazy("notifications", "Sent")
        UNCERTAIN = "uncertain", pgettext_lazy("notifications", "Cut off: perhaps sent")
        REFUSED = "refused", pgettext_lazy("notifications", "Refused")
        HELD = "held", pgettext_lazy("notifications", "Kept here, not sent")

    key = models.CharField(max_length=200, unique=True)
    scope = models.CharField(max_length=60, blank=True, db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    to = models.EmailField()
    reply_to = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    sending_since = models.DateTimeField(null=True, blank=True)
    sender = models.CharField(max_length=64, blank=True)
    first_tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)

    privacy = about(
        "person",
        personal="to subject text created_at sent_at",
        plain="key scope person reply_to html headers message_id state attempts not_before sending_since "
        "sender first_tried_at trouble",
        address="to",
    )

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["state", "not_before"], name="mail_to_send")]

    def __str__(self) -> str:
        return self.subject

    @property
    def trouble_words(self) -> str:
        """What went wrong, as people read it; the words of a server are left as they are."""
        kind, _, said = self.trouble.partition(": ")
        return f"{TROUBLES[kind]} ({said})" if kind in TROUBLES else self.trouble

    @property
    def is_urgent(self) -> bool:
        """A code that somebody waits for in front of a page."""
        return self.key.startswith(URGENT)


class Attachment(Thing):
    """A file that travels with a mail."""

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=150)
    content = models.BinaryField()

    privacy = about("mail__person", personal="name content", plain="mail content_type created_at")

    def __str__(self) -> str:
        return self.name
