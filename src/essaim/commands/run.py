"""`essaim run`: the web process and the worker, watched over until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from .frame import prepare, wake
from .ready import leave, left
from .warm import kernel_cache

PATIENCE = 8.0
"""Seconds a process has to stop by itself before it is stopped."""


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("run", help="serve the pages and do the background work")
    verb.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    verb.add_argument("--port", type=int, default=8000, help="the port to listen on (default: %(default)s)")
    verb.add_argument("--empty", action="store_true", help="start without the demo")
    verb.set_defaults(func=run)


def run(asked: argparse.Namespace) -> int:
    if busy(asked.host, asked.port):
        print(
            f"Port {asked.port} is already in use: another Essaim may be running. "
            f"Choose another one: bin/run --port {asked.port + 1}",
            file=sys.stderr,
        )
        return 2
    os.environ.setdefault("ESSAIM_URL", f"http://localhost:{asked.port}")
    os.environ.setdefault("NUMBA_CACHE_DIR", str(kernel_cache()))
    people = left()
    if people is None:
        people = make_ready(empty=asked.empty)
    house = House(asked.host, asked.port)
    if not house.open():
        house.stopped()
        return 0 if house.closing else 1
    greet(asked.port, people)
    return house.watch()


def make_ready(*, empty: bool) -> list[tuple[str, str]]:
    """Bring database and words up to date, tell the demo to a new database; returns as whom to sign in."""
    wake()
    if prepare() and not empty:
        # In a process of its own, which takes its memory with it.
        subprocess.run([sys.executable, "-m", "essaim.cli", "demo"], check=True)
    from essaim.demo.cast import who_to_be

    people = who_to_be()
    leave(people)
    return people


def busy(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def greet(port: int, people: list[tuple[str, str]]) -> None:
    """Say where to go and as whom, in the words of whoever stands before the terminal."""
    address = f"http://localhost:{port}"
    print(f"\n  Essaim: {address}\n")
    if people:
        print("  Sign in with one of these addresses; the code is on", f"{address}/mails/")
        for email, part in people:
            print(f"    {email:<34} {part}")
    print("\n  Ctrl-C to stop\n", flush=True)


class House:
    """The processes: each is started again when it dies, and all stop together."""

    def __init__(self, host: str, port: int) -> None:
        self.at = ("127.0.0.1" if host == "0.0.0.0" else host, port)  # noqa: S104
        web = ["uvicorn", "essaim.asgi:application", "--host", host, "--port", str(port)]
        quiet = ["--log-level", "warning", "--no-server-header", "--timeout-graceful-shutdown", "3"]
        self.commands = {
            "web": [sys.executable, "-m", *web, *quiet],
            "worker": [sys.executable, "-m", "essaim.cli", "worker"],
            "warm": [sys.executable, "-m", "essaim.cli", "warm"],
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.closing = False

    def open(self) -> bool:
        """Start the pages, then, so that nothing slows the first of them, the rest. False: they cannot be."""
        for signum in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signum, self.close)
        self.start("web")
        while not self.answers():
            if self.closing or self.processes["web"].poll() is not None:
                return False
            time.sleep(0.02)
        for name in ("worker", "warm"):
            self.start(name)
        return True

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(self.at) == 0

    def start(self, name: str) -> None:
        # A session of its own: Ctrl-C reaches us alone, and we close the house in order.
        self.processes[name] = subprocess.Popen(self.commands[name], start_new_session=True)

    def watch(self) -> int:
        """Start again whoever died, until closed. A process that cannot stay up is given longer pauses."""
        pauses = dict.fromkeys(self.commands, 0.5)
        while not self.closing:
            time.sleep(0.3)
            for name, process in list(self.processes.items()):
                if self.closing or process.poll() is None:
                    continue
                if name == "warm":
                    del self.processes[name]
                    continue
                print(
                    f"The {name} process stopped ({process.returncode}); starting it again.", file=sys.stderr
                )
                time.sleep(pauses[name])
                pauses[name] = min(pauses[name] * 2, 30)
                self.start(name)
        return self.stopped()

    def close(self, signum: int, frame: FrameType | None) -> None:
        self.closing = True

    def stopped(self) -> int:
        for process in self.processes.values():
            process.terminate()
        limit = time.monotonic() + PATIENCE
        for process in self.processes.values():
            try:
                process.wait(max(0.1, limit - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
        return 0
