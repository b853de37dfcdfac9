"""The web process: a request is the work of one thread, and leaves nothing of itself to the next one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.utils import timezone, translation

from essaim.core.serving import Threads

seen: list[int] = []


def speak(request: HttpRequest) -> HttpResponse:
    """Say what was left by whoever came before, then change it for oneself."""
    seen.append(threading.get_ident())
    said = f"{translation.get_language()} {timezone.get_current_timezone_name()}"
    translation.activate(request.GET["language"])
    timezone.activate("Pacific/Tahiti")
    return HttpResponse(f"{said} {request.body.decode()}")


def pour(request: HttpRequest) -> StreamingHttpResponse:
    """What is made piece by piece is made like the rest: for this reader, by this thread."""
    translation.activate(request.GET["language"])
    return StreamingHttpResponse(_pieces())


def _pieces() -> Iterator[str]:
    yield "a "
    seen.append(threading.get_ident())
    yield translation.get_language()


urlpatterns = [path("speak/", speak), path("pour/", pour)]


@pytest.fixture
def web(settings) -> Threads:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    seen.clear()
    served = Threads()
    # One thread, so that each request finds what the one before left there.
    served.threads = ThreadPoolExecutor(1)
    return served


def ask(web: Threads, path: str, query: str = "", body: bytes = b"") -> str:
    """The answer of the web process, as an ASGI server would have it."""
    sent: list[dict[str, Any]] = []
    scope = {"type": "http", "method": "POST", "path": path, "query_string": query.encode(), "headers": []}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(web(scope, receive, send))
    assert sent[0]["status"] == 200
    return b"".join(message.get("body", b"") for message in sent).decode()


@pytest.mark.django_db
def test_the_same_thread_works_again_and_knows_no_language_of_the_one_before(web):
    told = [ask(web, "/speak/", f"language={language}", b"hello") for language in ("fr", "en")]
    assert told == ["en UTC hello", "en UTC hello"]
    assert len(seen) == 2
    assert len(set(seen)) == 1
    assert seen[0] != threading.get_ident()


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")
def test_what_is_poured_out_arrives_whole(web):
    told = [ask(web, "/pour/", f"language={language}") for language in ("fr", "en")]
    assert told == ["a fr", "a en"]
    assert len(set(seen)) == 1
    assert seen[0] != threading.get_ident()
