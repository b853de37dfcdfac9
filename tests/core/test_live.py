"""Who looks at a thing hears that it changed: at once, from any process, and of nothing they have seen."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from django.db import connections, transaction
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import path

from essaim.core import live
from essaim.core.live import Live, seen_by, tell, version_of
from essaim.core.serving import Threads
from essaim.core.shown_once import shown_once

BOARD = "tests.board:1"


def look(request: HttpRequest) -> Live:
    return Live(BOARD, seen=seen_by(request))


urlpatterns = [path("live/", look)]


@pytest.fixture
def web(settings, transactional_db, monkeypatch) -> Threads:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    monkeypatch.setattr(live, "GAP", 0)
    return Threads()


class Phone:
    """A browser that looks: `heard` are the numbers of the events it was sent."""

    def __init__(self, web: Threads, seen: int = 0) -> None:
        self.web, self.seen = web, seen
        self.sent: asyncio.Queue[str] = asyncio.Queue()
        self.leaving = asyncio.Event()
        self.stream = asyncio.create_task(self._look())

    async def _look(self) -> None:
        headers = [(b"last-event-id", str(self.seen).encode())] if self.seen else []
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/live/",
            "query_string": b"",
            "headers": headers,
        }
        asked = False

        async def receive() -> dict[str, Any]:
            nonlocal asked
            if not asked:
                asked = True
                return {"type": "http.request", "body": b""}
            await self.leaving.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                assert (b"Content-Type", b"text/event-stream; charset=utf-8") in message["headers"]
            elif message.get("body"):
                await self.sent.put(message["body"].decode())

        await self.web(scope, receive, send)

    async def hears(self) -> str:
        """What comes next, signs of life apart."""
        async with asyncio.timeout(20):
            while (said := await self.sent.get()).startswith("retry"):
                pass
        return said

    async def leave(self) -> None:
        self.leaving.set()
        async with asyncio.timeout(20):
            await self.stream


async def elsewhere(act: Any) -> Any:
    """Do it as another process would: in a thread with a connection of its own."""

    def do() -> Any:
        try:
            with transaction.atomic():
                return act()
        finally:
            connections.close_all()

    return await asyncio.to_thread(do)


def event(number: int) -> str:
    return f"id: {number}\nevent: changed\ndata: {number}\n\n"


def test_all_who_look_hear_of_a_change_and_whoever_slept_catches_up(web):
    async def story() -> None:
        before = threading.active_count()
        await elsewhere(lambda: tell(BOARD))
        first = await elsewhere(lambda: version_of(BOARD))
        phones = [Phone(web) for _ in range(40)]
        assert [await phone.hears() for phone in phones] == [event(first)] * 40
        # Forty who wait hold the threads of a few requests and the one that watches.
        assert threading.active_count() < before + 40
        up_to_date = Phone(web, seen=first)
        await elsewhere(lambda: (tell(BOARD), tell(BOARD), tell("tests.board:2")))
        assert [await phone.hears() for phone in phones] == [event(first + 2)] * 40
        assert await up_to_date.hears() == event(first + 2)
        for phone in [*phones, up_to_date]:
            await phone.leave()
        woken = Phone(web, seen=first)
        assert await woken.hears() == event(first + 2)
        await woken.leave()
        assert len(live._hub()) == 0
        assert live._hub().watcher is None

    asyncio.run(story())


def test_whoever_hears_nothing_is_sent_signs_of_life_until_the_process_ends(web, monkeypatch):
    monkeypatch.setattr(live, "BEAT", 0.01)

    async def story() -> None:
        phone = Phone(web)
        assert await phone.hears() == ": still here\n\n"
        live.close_all()
        async with asyncio.timeout(20):
            await phone.stream

    asyncio.run(story())


def test_a_stream_too_many_is_asked_to_come_back_and_one_that_lasts_ends(web, monkeypatch):
    async def story() -> list[str]:
        said = []
        for name, value in (("LASTING", 0), ("MOST", 0)):
            monkeypatch.setattr(live, name, value)
            phone = Phone(web)
            async with asyncio.timeout(20):
                await phone.stream
            said.append(phone.sent.get_nowait())
        return said

    assert asyncio.run(story()) == ["retry: 2000\n\n", "retry: 30000\n\n"]


@pytest.mark.parametrize("told", ["", "abc", "²", "9" * 4000, "-1", "0x1"])
def test_a_number_that_is_none_counts_as_nothing_seen(told):
    assert seen_by(RequestFactory().get("/", {"seen": told})) == 0
    assert seen_by(RequestFactory().get("/", headers={"Last-Event-ID": told or "x"})) == 0


def test_a_change_that_is_taken_back_was_none(db):
    tell(BOARD)
    before = version_of(BOARD)
    with transaction.atomic():
        tell(BOARD)
        transaction.set_rollback(True)
    assert version_of(BOARD) == before > 0


def test_a_piece_is_made_once_for_all_who_ask_for_the_same():
    made: list[int] = []

    def make() -> str:
        made.append(1)
        return "<p>"

    key = ("test", object())
    threads = [threading.Thread(target=shown_once, args=(key, make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shown_once(key, make) == "<p>"
    assert made == [1]
