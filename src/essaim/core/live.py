"""Tell those who look at something that it changed, at once, on every phone (server-sent events, no broker).

    tell(board)                                # in the transaction that changes it
    return Live(board, seen=seen_by(request))  # in a view behind its door

What is sent is a number and never the content: whoever hears of it asks for the page again, and the door is
passed then. The number is a row (`Version`), so that it is true after a restart and in every process; one
watcher a process hears of changes (`core/watching.py`), however many look.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from time import time
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection, models
from django.db.models import F
from django.http import HttpRequest, StreamingHttpResponse

from .models import Version
from .prepared import Prepared
from .watching import CHANNEL, Watcher

BEAT = 15.0
"""Seconds of silence after which a sign of life is sent, so that whoever left is noticed."""
LASTING = 600.0
"""Seconds after which a stream ends: the browser asks for it again, and passes the door again."""
GAP = 0.1
"""Seconds between two events of a stream: what changes in between is told once."""
MOST = 2000
"""Streams of one process; one more is asked to come back in half a minute."""

Name = models.Model | str


def name_of(thing: Name) -> str:
    return thing if isinstance(thing, str) else f"{thing._meta.label_lower}:{thing.pk}"


def tell(thing: Name) -> None:
    """Say that `thing` changed; those who look at it hear of it when the transaction is committed."""
    name = name_of(thing)
    if not Version.objects.filter(name=name).update(number=F("number") + 1):
        # It begins at a number that nobody has seen, even after a copy of the database was put back.
        Version.objects.get_or_create(name=name, defaults={"number": int(time() * 1000)})
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, name])


def version_of(thing: Name) -> int:
    """The number of its latest change, 0 before the first. To be read before the content it goes with."""
    rows = _number.all(name_of(thing))
    return int(rows[0][0]) if rows else 0


_number = Prepared(lambda name: Version.objects.filter(name=name).order_by().values_list("number"))


def seen_by(request: HttpRequest) -> int:
    """The number the browser has: of the last event it heard, else of the page it shows."""
    told = request.headers.get("Last-Event-ID") or request.GET.get("seen", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0


class Live(StreamingHttpResponse):
    """The answer that goes on: an event for each change of `thing` that the browser has not seen."""

    def __init__(self, thing: Name, *, seen: int) -> None:
        super().__init__(_events(name_of(thing), seen), content_type="text/event-stream; charset=utf-8")
        self.headers["Cache-Control"] = "no-store"
        # A proxy that gathers pieces before passing them on would keep everybody waiting.
        self.headers["X-Accel-Buffering"] = "no"


async def _events(name: str, seen: int) -> AsyncIterator[str]:
    hub = _hub()
    if len(hub) >= MOST:
        yield "retry: 30000\n\n"
        return
    loop = asyncio.get_running_loop()
    end = loop.time() + LASTING
    with hub.listening(name) as listener:
        yield "retry: 2000\n\n"
        while loop.time() < end and not hub.closed:
            try:
                async with asyncio.timeout(BEAT):
                    seen = await listener.other_than(seen)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if not hub.closed:
                yield f"id: {seen}\nevent: changed\ndata: {seen}\n\n"
                await asyncio.sleep(GAP)


class Listener:
    """One stream, and the latest number it was told."""

    def __init__(self) -> None:
        self.number: int | None = None
        self.told = asyncio.Event()

    def hear(self, number: int | None) -> None:
        self.number = number
        self.told.set()

    async def other_than(self, seen: int) -> int:
        """Wait until the number is another one than this; at the end of the process it may be the same."""
        while True:
            await self.told.wait()
            self.told.clear()
            if self.number is None:
                return seen
            if self.number != seen:
                return self.number


class Hub:
    """The streams of this process, by what they look at. Everything here happens in the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.listeners: dict[str, set[Listener]] = defaultdict(set)
        self.watcher: Watcher | None = None
        self.closed = False

    def __len__(self) -> int:
        return sum(map(len, self.listeners.values()))

    @contextmanager
    def listening(self, name: str) -> Iterator[Listener]:
        listener = Listener()
        self.listeners[name].add(listener)
        self._watch()
        try:
            yield listener
        finally:
            self.listeners[name].discard(listener)
            if not self.listeners[name]:
                del self.listeners[name]
            self._watch()

    def _watch(self) -> None:
        """One watcher while somebody looks, none when nobody does."""
        if not self.listeners:
            if self.watcher:
                self.watcher.stop()
            self.watcher = None
        elif self.watcher is None:
            self.watcher = Watcher(frozenset(self.listeners), self._from_afar)
            self.watcher.start()
        else:
            self.watcher.look_at(frozenset(self.listeners))

    def _from_afar(self, numbers: dict[str, int]) -> None:
        """Called by the watcher, in its own thread. A loop that has ended hears nothing any more."""
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.hear, numbers)

    def hear(self, numbers: dict[str, int]) -> None:
        for name, number in numbers.items():
            for listener in self.listeners.get(name, ()):
                listener.hear(number)

    def close(self) -> None:
        """The process ends: streams end with it, and browsers come back to the next one."""
        self.closed = True
        for listener in _all(self.listeners.values()):
            listener.hear(None)


def _all(sets: Iterable[set[Listener]]) -> list[Listener]:
    return [listener for each in sets for listener in each]


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def _hub() -> Hub:
    loop = asyncio.get_running_loop()
    return _hubs.setdefault(loop, Hub(loop))


def close_all(*_: Any) -> None:
    """End every stream of this process; may be called from a signal."""
    for loop, hub in list(_hubs.items()):
        if not loop.is_closed():
            loop.call_soon_threadsafe(hub.close)
