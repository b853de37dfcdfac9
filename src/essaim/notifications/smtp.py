"""The dialogue with the mail server, step by step: each failure says whether the mail may have left."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from .letters import domain

TIMEOUT = 30.0
Tls = Literal["implicit", "starttls", "none"]


class Fate(StrEnum):
    """What became of a mail that was being handed over."""

    TAKEN = "taken"
    NOT_NOW = "not now"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """*Unknown*: the line was cut during the handing over, so the mail may have left; else it is certain."""

    fate: Fate
    words: str = ""


class UnreachableError(Exception):
    """The server cannot be spoken to; nothing left. Its words may begin with one of `models.TROUBLES`."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mails are handed over."""

    host: str
    port: int
    user: str
    password: str
    tls: Tls


def a_server_is_named() -> bool:
    return bool(settings.MAIL_URL)


def server_of(url: str) -> Server:
    """Read `smtp://user:password@host:587/?tls=starttls` or `smtps://…`. Raises ValueError with what to mend.

    `smtps` speaks TLS at once (port 465); `smtp` begins it on the way (587) unless `tls=none`.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("ESSAIM_MAIL_URL is like smtp://user:password@mail.example.org:587/")
    implicit = parts.scheme == "smtps"
    asked = parse_qs(parts.query).get("tls", ["implicit" if implicit else "starttls"])[0]
    tls: dict[str, Tls] = {"implicit": "implicit", "starttls": "starttls", "none": "none"}
    if asked not in tls:
        raise ValueError(f"ESSAIM_MAIL_URL: tls={asked} is not one of implicit, starttls, none")
    port = parts.port or (465 if asked == "implicit" else 587)
    return Server(
        parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls[asked]
    )


class Line:
    """A connection that serves for several mails: `with Line(server) as line: line.hand_over(…)`.

    Entering raises UnreachableError.
    """

    def __init__(self, server: Server) -> None:
        self.server = server

    def __enter__(self) -> Line:
        try:
            self.smtp = self._connected()
        except smtplib.SMTPException as trouble:
            raise UnreachableError(_said(trouble)) from trouble
        except OSError as trouble:
            kind = "certificate" if isinstance(trouble, ssl.SSLCertVerificationError) else "unreachable"
            raise UnreachableError(f"{kind}: {_said(trouble)}") from trouble
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.smtp.quit()
        except (OSError, smtplib.SMTPException):
            self.smtp.close()

    def hand_over(self, content: bytes, *, sender: str, to: str) -> Outcome:
        """Hand one mail over. After *unreachable* or *unknown* the line is of no more use."""
        try:
            self.smtp.ehlo_or_helo_if_needed()
            outcome = self._judged(*self.smtp.mail(sender))
            if outcome.fate is Fate.TAKEN:
                outcome = self._judged(*self.smtp.rcpt(to))
        except (OSError, smtplib.SMTPException) as trouble:
            return Outcome(Fate.UNREACHABLE, _said(trouble))
        return self._handed_over(content) if outcome.fate is Fate.TAKEN else outcome

    def _handed_over(self, content: bytes) -> Outcome:
        try:
            return self._judged(*self.smtp.data(content))
        except smtplib.SMTPDataError as trouble:
            return self._judged(trouble.smtp_code, _bytes(trouble.smtp_error))
        except (OSError, smtplib.SMTPException) as trouble:
            return Outcome(Fate.UNKNOWN, _said(trouble))

    def _judged(self, code: int, words: bytes) -> Outcome:
        said = f"{code} {words.decode(errors='replace')}"
        if code < 300:
            return Outcome(Fate.TAKEN, said)
        if code == 421:
            return Outcome(Fate.UNREACHABLE, said)
        self._begin_anew()
        return Outcome(Fate.REFUSED if code >= 500 else Fate.NOT_NOW, said)

    def _begin_anew(self) -> None:
        # The answer is already known; a line cut here shows at the next mail.
        with suppress(OSError, smtplib.SMTPException):
            self.smtp.rset()

    def _connected(self) -> smtplib.SMTP:
        server, context = self.server, ssl.create_default_context()
        if server.tls == "implicit":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, local_hostname=domain(), timeout=TIMEOUT, context=context
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, local_hostname=domain(), timeout=TIMEOUT)
            if server.tls == "starttls":
                smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
        return smtp


def _said(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPResponseException):
        kind = "sign-in: " if isinstance(trouble, smtplib.SMTPAuthenticationError) else ""
        return f"{kind}{trouble.smtp_code} {_bytes(trouble.smtp_error).decode(errors='replace')}"
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return trouble.verify_message
    return str(trouble) or type(trouble).__name__


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()
