"""How soon a card somebody adds is on forty phones: one process on SQLite, two on PostgreSQL.

    bin/bench live [--phones 40] [--cards 40]

The servers are those of `bin/run`. Each phone keeps a stream of events open, and asks for the board anew when
it hears that it changed, as a browser does; the time runs from before the card is sent until the answer that
has it is read. Everything shares this machine. The tables are written to results/live.md.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
BETWEEN = 0.5


class Line:
    """One connection that is kept: a request, then its whole answer."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    async def open(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)

    async def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> bytes:
        await self.send(path, method, body, **headers)
        length = await self.head()
        return await self.reader.readexactly(length)

    async def send(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> None:
        told = {"Host": "localhost", "Accept-Language": "fr", "Content-Length": str(len(body))} | headers
        told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n").encode() + body)
        await self.writer.drain()

    async def head(self) -> int:
        """Read to the end of the headers; the length of what follows, 0 where it is not said."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        for found in re.finditer(r"(?im)^set-cookie: ([^=]+)=([^;]*)", head):
            self.cookies[found[1]] = found[2]
        status = int(head.split()[1])
        if status >= 400:
            raise RuntimeError(f"{status}: {head}")
        length = re.search(r"(?im)^content-length: (\d+)", head)
        return int(length[1]) if length else 0


class Phone:
    """Listens, and looks again at each change; `seen` is when each card was first there."""

    def __init__(self, port: int, code: str) -> None:
        self.stream, self.line, self.code = Line(port), Line(port), code
        self.seen: dict[str, float] = {}
        self.changed = asyncio.Event()

    async def open(self) -> None:
        await self.stream.open()
        await self.line.open()
        await self.stream.send(f"/b/{self.code}/live/")
        await self.stream.head()

    async def listen(self) -> None:
        while line := await self.stream.reader.readline():
            if line.startswith(b"event: changed"):
                self.changed.set()

    async def look(self) -> None:
        while True:
            await self.changed.wait()
            self.changed.clear()
            page = (await self.line.ask(f"/b/{self.code}/now/?for=phone")).decode()
            now = time.perf_counter()
            for card in re.findall(r"Carte numéro \d+", page):
                self.seen.setdefault(card, now)


async def measure(ports: list[int], code: str, phones: int, cards: int) -> list[list[float]]:
    """Seconds from sending each card to each phone."""
    held = [Phone(ports[number % len(ports)], code) for number in range(phones)]
    for phone in held:
        await phone.open()
    tasks = [asyncio.create_task(act()) for phone in held for act in (phone.listen, phone.look)]
    writer = Line(ports[0])
    await writer.open()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', (await writer.ask(f"/b/{code}/")).decode())
    assert token
    await asyncio.sleep(1)
    sent: dict[str, float] = {}
    for number in range(cards):
        text = f"Carte numéro {number + 100}"
        told = {"quadrant": "strengths", "text": text, "csrfmiddlewaretoken": token[1]}
        sent[text] = time.perf_counter()
        kind = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        await writer.ask(f"/b/{code}/", "POST", urlencode(told).encode(), **kind)
        await asyncio.sleep(BETWEEN)
    await asyncio.sleep(3)
    broken = [task.exception() for task in tasks if task.done()]
    for task in tasks:
        task.cancel()
    if broken:
        raise RuntimeError(broken[0])
    return [[phone.seen[card] - at for phone in held] for card, at in sent.items()]


def prepare() -> str:
    """A board with thirty cards in the database of the environment; its code."""
    import django

    django.setup()
    from essaim.commands.frame import prepare as made_ready
    from essaim.communities.models import Community
    from essaim.diagnosis.models import Board, Card, Quadrant

    made_ready()
    community = Community.objects.create(name="Essai", slug="essai", languages=["fr"])
    board = Board.objects.create(community=community, title="FFOM", code="48291706")
    for number in range(30):
        quadrant = Quadrant.values[number % 4]
        Card.objects.create(board=board, quadrant=quadrant, text=f"Ce que {number} personnes ont dit de nous")
    return board.code


def served(count: int) -> tuple[list[subprocess.Popen[bytes]], list[int]]:
    ports = []
    for _ in range(count):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            ports.append(probe.getsockname()[1])
    web = [sys.executable, "-m", "uvicorn", "essaim.asgi:application", "--log-level", "error", "--port"]
    processes = [subprocess.Popen([*web, str(port)]) for port in ports]
    for port in ports:
        for _ in range(400):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        else:
            raise RuntimeError("the server did not start")
    return processes, ports


def here(name: str, count: int, phones: int, cards: int) -> None:
    """Measure in the database of the environment, and print a row of the table."""
    code = prepare()
    processes, ports = served(count)
    try:
        waits = asyncio.run(measure(ports, code, phones, cards))
    finally:
        for process in processes:
            process.terminate()
        ended = [process.wait(10) for process in processes]
    assert set(ended) <= {0, -15}, f"a server did not stop as it was asked to: {ended}"
    each = sorted(1000 * wait for card in waits for wait in card)
    at_all = sorted(1000 * max(card) for card in waits)
    row = [each[len(each) // 2], _p95(each), at_all[len(at_all) // 2], _p95(at_all), at_all[-1]]
    print(f"| {name} | {phones} | {cards} | " + " | ".join(f"{value:,.0f}" for value in row) + " |")


def _p95(values: list[float]) -> float:
    return values[min(len(values) - 1, int(len(values) * 0.95))]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--phones", type=int, default=40)
    asked.add_argument("--cards", type=int, default=40)
    asked.add_argument("--here", nargs=2, metavar=("NAME", "PROCESSES"), help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.here:
        here(told.here[0], int(told.here[1]), told.phones, told.cards)
        return
    myself = [sys.executable, str(HERE / "live.py"), "--phones", str(told.phones), "--cards", str(told.cards)]
    postgres = [sys.executable, str(HERE.parent / "tools" / "with_postgres.py")]
    with tempfile.TemporaryDirectory() as var:
        common = {**os.environ, "DJANGO_SETTINGS_MODULE": "essaim.settings", "ESSAIM_VAR": var}
        common.pop("DATABASE_URL", None)
        runs = [
            [*myself, "--here", "SQLite, one process", "1"],
            [*postgres, *myself, "--here", "PostgreSQL, two processes", "2"],
        ]
        rows = [
            _last_line(subprocess.run(run, env=common, stdout=subprocess.PIPE, check=True)) for run in runs
        ]
    said = HEAD.format(cores=os.cpu_count(), load=os.getloadavg()[0]) + "\n".join(rows) + "\n"
    (RESULTS / "live.md").write_text(said, "utf-8")
    print(said)


def _last_line(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stdout.decode().strip().splitlines()[-1]


HEAD = """# A card on every phone

`bin/bench live`: {cores} cores, shared by phones, servers and whatever else runs; load {load:.1f}.
Milliseconds from before a card is sent until a phone has read the board with it; a card is *on all* with the
last phone. A card every half second, on a board that has thirty at the beginning.

| | phones | cards | a phone, median | a phone, p95 | on all, median | on all, p95 | on all, longest |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""

if __name__ == "__main__":
    main()
