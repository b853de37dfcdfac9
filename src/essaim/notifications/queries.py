"""What waits, what was sent, and whether anything can be."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from essaim.journal.facts import name_of

from .models import Mail
from .smtp import a_server_is_named

Reason = Literal["", "no-server", "only-here", "only-nearby"]

SENTENCES: dict[Reason, Promise | str] = {
    "": "",
    "no-server": pgettext_lazy(
        "notifications", "No mail server is set up here, so nobody will receive an e-mail."
    ),
    "only-here": pgettext_lazy(
        "notifications",
        "E-mails would carry links that only this computer can open: the address of this site is local.",
    ),
    "only-nearby": pgettext_lazy(
        "notifications",
        "E-mails would carry links that can only be opened from the same local network.",
    ),
}


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether people can be told by e-mail, and the reason in words when they cannot."""

    reason: Reason = ""

    @property
    def fine(self) -> bool:
        return not self.reason

    @property
    def sentence(self) -> Promise | str:
        return SENTENCES[self.reason]


def can_send() -> Reach:
    """Say at once when there is no mail server, or when links in mails would open for nobody else."""
    return links_open() if a_server_is_named() else Reach("no-server")


def links_open() -> Reach:
    """Whether the links of this site open for others, however they are sent."""
    return Reach(_nearness(urlsplit(settings.BASE_URL).hostname or "localhost"))


def _nearness(host: str) -> Reason:
    try:
        address = ip_address(host)
    except ValueError:
        name = host.rstrip(".").lower()
        if name == "localhost" or name.endswith(".localhost"):
            return "only-here"
        return "only-nearby" if name.endswith(".local") else ""
    if address.is_loopback or address.is_unspecified:
        return "only-here"
    return "" if address.is_global else "only-nearby"


def mails_of(scope: models.Model) -> models.QuerySet[Mail]:
    """The outbox of a community, newest first."""
    return Mail.objects.filter(scope=name_of(scope)).order_by("-id")


def counts_of(scope: models.Model) -> dict[str, int]:
    """How many mails of a community are in each state; every state is there."""
    rows = Mail.objects.filter(scope=name_of(scope)).values_list("state").order_by().annotate(Count("pk"))
    return dict.fromkeys(Mail.State.values, 0) | dict(rows)
