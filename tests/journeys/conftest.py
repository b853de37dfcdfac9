"""A real server and a real browser. The background work is done between the steps of a journey."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from essaim.people.models import Person

# Playwright runs a loop in this thread; the database is only read between its acts.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


class Server(uvicorn.Server):
    def __init__(self, port: int) -> None:
        config = uvicorn.Config("essaim.asgi:application", port=port, log_level="warning", lifespan="off")
        super().__init__(config)
        self.url = f"http://localhost:{port}"
        self.is_up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.is_up.set()


@pytest.fixture
def server(transactional_db: None, settings, monkeypatch) -> Iterator[str]:
    # The threads of the web process outlive a journey: none keeps a connection to a database that goes.
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.BASE_URL = f"http://localhost:{port}"
    served = Server(port)
    thread = threading.Thread(target=served.run, daemon=True)
    thread.start()
    assert served.is_up.wait(20), "the server did not start"
    yield served.url
    served.should_exit = True
    thread.join(20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.fail("no Chromium: apt-get install chromium, or leave the journeys out with -m 'not browser'")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def enter(context: BrowserContext, server: str, person: Person) -> None:
    """Be signed in as this person."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": server}])


def faults(page: Page) -> list[str]:
    """What axe finds on the page, each with where."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url}: {each['id']} {[node['html'][:160] for node in each['nodes'][:3]]}" for each in found
    ]
