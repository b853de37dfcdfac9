from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest

from factories.notifications import PostOffice

LETTERS = {
    "story.subject.txt": "{% load i18n %}{% get_current_language as spoken %}{{ spoken }}: {{ title }}",
    "story.txt": "{{ reader.called }}, {{ title }}\n",
    "story.html": "<p>{{ reader.called }}, {{ title }} {{ when|date:'H:i' }}</p>",
}


@pytest.fixture
def letters(settings) -> None:
    """Templates for one letter, `story`."""
    templates = deepcopy(settings.TEMPLATES)
    loaders = templates[0]["OPTIONS"]["loaders"]
    templates[0]["OPTIONS"]["loaders"] = [("django.template.loaders.locmem.Loader", LETTERS), *loaders]
    settings.TEMPLATES = templates


@pytest.fixture
def office(settings) -> Iterator[PostOffice]:
    """A mail server, named in the settings."""
    office = PostOffice()
    settings.MAIL_URL = office.url
    yield office
    office.close()
