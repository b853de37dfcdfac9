from __future__ import annotations

import pytest

from essaim.notifications.smtp import Server, server_of


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", Server("mail.example", 587, "", "", "starttls")),
        ("smtps://u:p%40ss@mail.example", Server("mail.example", 465, "u", "p@ss", "implicit")),
        (
            "smtp://a%40b.fr:p@mail.example:2525/?tls=none",
            Server("mail.example", 2525, "a@b.fr", "p", "none"),
        ),
        ("smtp://mail.example/?tls=implicit", Server("mail.example", 465, "", "", "implicit")),
    ],
)
def test_the_address_of_a_mail_server_says_all(url, server):
    assert server_of(url) == server


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example/?tls=x"]
)
def test_an_address_that_says_nothing_is_refused_with_what_to_mend(url):
    with pytest.raises(ValueError, match="ESSAIM_MAIL_URL"):
        server_of(url)
