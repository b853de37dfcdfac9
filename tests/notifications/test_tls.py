"""Mails handed over to a server that speaks TLS and knows a password, as those of the world do."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
import time_machine
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from django.urls import reverse
from django.utils import timezone

from essaim.core import jobs
from essaim.notifications.jobs import deliver
from essaim.notifications.models import Mail
from factories.notifications import story

State = Mail.State
WAYS = ("smtp", "smtps")
pytestmark = [
    pytest.mark.usefixtures("letters"),
    # This server is told of TLS from its first byte in a way that it does not see.
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),
]


class SafeOffice:
    """A mail server with a certificate; it takes mails of whoever says the password, over TLS alone."""

    def __init__(self, way: str, authority: trustme.CA, name: str = "127.0.0.1") -> None:
        self.way = way
        self.taken: list[str] = []
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(self.context)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.open()

    def open(self) -> None:
        known = {"authenticator": self._knows, "auth_required": True}
        if self.way == "smtps":
            how = {"ssl_context": self.context, "auth_require_tls": False}
        else:
            how = {"tls_context": self.context, "require_starttls": True}
        self.server = Controller(self, hostname="127.0.0.1", port=self.port, **known, **how)
        self.server.start()

    def close(self) -> None:
        self.server.stop()

    def url(self, password: str = "s%3Acret") -> str:
        return f"{self.way}://essaim:{password}@127.0.0.1:{self.port}/"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        assert session.authenticated
        self.taken.append(message_from_bytes(envelope.content)["Message-ID"])
        return "250 taken"

    def _knows(self, server, session, envelope, mechanism, data: LoginPassword) -> AuthResult:
        good = (data.login, data.password) == (b"essaim", b"s:cret")
        return AuthResult(success=good, handled=False)


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch) -> None:
    """This machine trusts who made the certificate."""
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


@pytest.fixture(params=WAYS)
def safe_office(request, authority, settings) -> Iterator[SafeOffice]:
    """TLS begun on the way, then TLS at once."""
    office = SafeOffice(request.param, authority)
    settings.MAIL_URL = office.url()
    yield office
    office.close()


def deliver_now() -> None:
    jobs.enqueue_if_none_waits(deliver)
    jobs.run_all()


def waits_with(trouble: str) -> bool:
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts, mail.trouble) == (State.WAITING, 0, trouble)
    return True


@pytest.mark.usefixtures("trusted")
def test_a_mail_leaves_over_tls_with_the_password(cast, safe_office):
    mail = story(cast.marc)
    deliver_now()
    mail.refresh_from_db()
    assert mail.state == State.SENT
    assert safe_office.taken == [mail.message_id]


def test_a_certificate_nobody_vouches_for_is_refused_in_a_sentence_and_the_mail_waits(cast, safe_office, as_):
    story(cast.marc, scope=cast.community)
    deliver_now()
    assert safe_office.taken == []
    assert waits_with("certificate: unable to get local issuer certificate")
    shown = as_(cast.claire).get(
        reverse("community-mails", args=[cast.community.slug]), headers={"accept-language": "fr"}
    )
    assert "le certificat du serveur de messagerie n’est pas accepté" in shown.content.decode()


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("way", WAYS)
def test_a_certificate_of_another_server_is_refused(cast, authority, settings, way):
    office = SafeOffice(way, authority, name="mail.example")
    settings.MAIL_URL = office.url()
    story(cast.marc)
    deliver_now()
    office.close()
    assert office.taken == []
    assert waits_with("certificate: IP address mismatch, certificate is not valid for '127.0.0.1'.")


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_said_without_showing_it_and_once_mended_the_mail_leaves(
    cast, safe_office, settings, caplog
):
    settings.MAIL_URL = safe_office.url(password="mistaken")
    mail = story(cast.marc)
    deliver_now()
    assert waits_with("sign-in: 535 5.7.8 Authentication credentials invalid")
    assert "mails wait: sign-in: 535" in caplog.text
    assert "mistaken" not in caplog.text
    settings.MAIL_URL = safe_office.url()
    deliver_now()
    assert safe_office.taken == [mail.message_id]


@pytest.mark.usefixtures("trusted")
def test_a_server_down_for_a_day_loses_and_doubles_nothing(cast, safe_office):
    safe_office.close()
    mails = [story(cast.marc, "1"), story(cast.nadia, "2")]
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(24):
            deliver_now()
            clock.shift(timedelta(hours=1))
        assert list(Mail.objects.values_list("state", "attempts")) == [(State.WAITING, 0)] * 2
        assert Mail.objects.first().trouble.startswith("unreachable: ")
        safe_office.open()
        deliver_now()
        deliver_now()
    assert list(Mail.objects.values_list("state", "attempts", "trouble")) == [(State.SENT, 1, "")] * 2
    assert safe_office.taken == [mail.message_id for mail in mails]
