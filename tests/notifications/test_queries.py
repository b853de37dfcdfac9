from __future__ import annotations

import pytest

from essaim.notifications.models import Mail
from essaim.notifications.queries import can_send, counts_of, mails_of
from factories.notifications import story


def test_without_a_mail_server_nobody_can_be_told(settings):
    settings.MAIL_URL, settings.BASE_URL = "", "https://essaim.example"
    reach = can_send()
    assert (reach.fine, reach.reason) == (False, "no-server")
    assert str(reach.sentence) == "No mail server is set up here, so nobody will receive an e-mail."


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://localhost:8000", "only-here"),
        ("http://127.0.0.1:8000", "only-here"),
        ("http://127.8.0.1", "only-here"),
        ("http://[::1]:8000", "only-here"),
        ("http://0.0.0.0:8000", "only-here"),
        ("http://essaim.localhost", "only-here"),
        ("http://192.168.1.12:8000", "only-nearby"),
        ("http://10.0.0.4", "only-nearby"),
        ("http://172.20.0.4", "only-nearby"),
        ("http://poste-12.local", "only-nearby"),
        ("https://essaim.example", ""),
        ("https://93.184.216.34", ""),
    ],
)
def test_links_must_open_for_the_people_told(settings, url, reason):
    settings.MAIL_URL, settings.BASE_URL = "smtp://mail.example", url
    assert can_send().reason == reason
    assert can_send().fine is (reason == "")


@pytest.mark.usefixtures("letters")
def test_a_community_sees_its_own_outbox(cast):
    mine = story(cast.marc, "1", scope=cast.community)
    story(cast.diane, "2", scope=cast.other)
    assert list(mails_of(cast.community)) == [mine]
    assert counts_of(cast.community) == dict.fromkeys(Mail.State.values, 0) | {"held": 1}
