"""What production refuses to start with: each refusal names the setting and says what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit


def refusals(settings: Mapping[str, Any]) -> list[str]:
    """Sentences, one for each unsafe setting; an empty list means that it may start."""
    url = urlsplit(settings["BASE_URL"])
    engine = settings["DATABASES"]["default"]["ENGINE"].rpartition(".")[2]
    told = {
        "ESSAIM_SECRET_KEY must be at least 50 characters, kept from others: "
        "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'": len(settings["SECRET_KEY"]) >= 50,
        "ESSAIM_HOSTS must name the hosts that serve Essaim, and not *": bool(settings["ALLOWED_HOSTS"])
        and "*" not in settings["ALLOWED_HOSTS"],
        "ESSAIM_URL must be the https:// address people use, as in https://essaim.example.org": url.scheme
        == "https"
        and bool(url.hostname),
        "ESSAIM_VAR must be set to a folder kept between upgrades": bool(settings["VAR_IS_SET"]),
        "ESSAIM_MAILS_ON_A_PAGE must stay off: it shows everybody's mails": not settings["MAILS_ON_A_PAGE"],
        "ESSAIM_MAIL_URL is needed: people sign in with a code sent by e-mail": bool(settings["MAIL_URL"]),
        "DATABASE_URL must name SQLite or PostgreSQL": engine in {"sqlite", "postgresql"},
    }
    return [sentence for sentence, holds in told.items() if not holds]
