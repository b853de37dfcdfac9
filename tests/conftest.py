from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import settings as properties

from cast import Cast
from factories.workplace import shared_database, workplace

# How long an example takes says more of the machine than of the code.
properties.register_profile("house", deadline=None)
properties.load_profile("house")

__all__ = ["shared_database", "workplace"]


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def as_(client: Client):
    """Browse as somebody: `as_(cast.claire).get("/")`."""

    def browse(person) -> Client:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return browse


@pytest.fixture(autouse=True)
def the_outbox_as_in_real_life(settings) -> None:
    """The tests' own way would keep mails in memory: here they are rows of the outbox."""
    settings.EMAIL_BACKEND = "essaim.notifications.outbox.Backend"
