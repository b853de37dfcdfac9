"""How the web process answers: each request is the work of one thread out of a few, from start to end.

Django's own handler hops between the loop and a new thread at each middleware, and opens the database anew
for every request. Here a thread keeps its connection, and the loop only reads and writes sockets. An answer
that goes on (`core/live.py`) leaves its thread once its door is passed: the loop alone sends its events.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import IO, Any, cast

from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.signals import request_started
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from .live import Live, close_all

AT_ONCE = 32
"""Threads, and so connections to the database, at most: they are made when all others are busy."""


class Threads(ASGIHandler):
    """Django for an ASGI server, with views, rules and middleware that are all plain functions."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="request")
        self.ending = False
        super().__init__()

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def handle(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with body:
            # A copy of the context: no language and no time zone stay in the thread for the next one.
            loop = asyncio.get_running_loop()
            response = await loop.run_in_executor(self.threads, copy_context().run, self.answer, scope, body)
            if isinstance(response, Live):
                await self.send_live(response, receive, send)
            else:
                await self.send_response(response, send)

    async def send_live(self, response: Live, receive: Any, send: Any) -> None:
        """Send what comes as it comes, until one of the two has gone."""
        self.end_with_the_process()
        left = asyncio.create_task(_left(receive))
        sent = asyncio.create_task(self.send_response(response, send))
        try:
            await asyncio.wait({left, sent}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (left, sent):
                task.cancel()
            await asyncio.gather(left, sent, return_exceptions=True)

    def end_with_the_process(self) -> None:
        """Streams that go on would keep a server that is asked to stop from stopping."""
        if self.ending or threading.current_thread() is not threading.main_thread():
            return
        self.ending = True
        for signum in (signal.SIGINT, signal.SIGTERM):
            _also(signum, close_all)

    def answer(self, scope: dict[str, Any], body: IO[bytes]) -> HttpResponseBase:
        """The answer to one request, whole and closed: nothing is left to do but to send it."""
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, body)
        response: Any = refusal if request is None else self.get_response(request)
        response._handler_class = self.__class__
        if response.streaming and not isinstance(response, Live):
            # Django would make the same list in a thread that knows neither this reader's language nor zone.
            response.streaming_content = list(response)
        response.close()
        return cast("HttpResponseBase", response)


async def _left(receive: Any) -> None:
    """Wait until whoever asked has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _also(signum: int, act: Callable[..., None]) -> None:
    before = signal.getsignal(signum)

    def both(*told: Any) -> None:
        act()
        if callable(before):
            before(*told)

    if callable(before):
        signal.signal(signum, both)
