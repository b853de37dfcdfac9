from __future__ import annotations

import pytest
from django.test import Client

from cast import Cast


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
