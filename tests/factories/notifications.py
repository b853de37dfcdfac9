"""A letter to send, and a small mail server that speaks SMTP on a real socket and keeps what it takes."""

from __future__ import annotations

import socketserver
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event, Thread
from typing import Any

from essaim.notifications.actions import tell
from essaim.notifications.models import Mail
from essaim.people.models import Person


def story(person: Person, key: str = "story:1", **more: Any) -> Mail:
    """A mail made from the template `story` of the fixture `letters`."""
    context = {"title": "l’atelier", "when": datetime(2026, 12, 1, 18, 30, tzinfo=UTC)}
    return tell(person, key=key, template="story", context=context, **more)


class PostOffice:
    """`refuse["RCPT"] = "550 unknown here"` answers so; `cut_after_data` hangs up without an answer.

    `hold()` makes it keep silent once it has a mail in hand, which `has_one` tells, and hang up at `let_go`.
    It hangs up at the verb `hang_up_at`. `when_taken` is called with each mail before the answer leaves.
    """

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.heard: list[str] = []
        self.recipients: list[str] = []
        self.refuse: dict[str, str] = {}
        self.cut_after_data = False
        self.hang_up_at = ""
        self.has_one, self.let_go, self.took_one, self.holding = Event(), Event(), Event(), Event()
        self.holds_from: int | None = None
        self.let_go.set()
        self.when_taken: Callable[[EmailMessage], None] = lambda mail: None
        self.lines = 0
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._clerk())
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server.server_address[1]}/?tls=none"

    def hold(self) -> None:
        self.let_go.clear()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _clerk(office) -> type[socketserver.StreamRequestHandler]:  # noqa: N805
        class Clerk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                office.lines += 1
                self.say("220 ready")
                while line := self.rfile.readline().decode().strip():
                    verb = line.split(":")[0].split()[0].upper()
                    if verb == office.hang_up_at:
                        return
                    if verb in office.refuse:
                        self.say(office.refuse[verb])
                    elif verb == "DATA":
                        if not self.take():
                            return
                    elif verb == "QUIT":
                        self.say("221 bye")
                        return
                    else:
                        if verb == "RCPT":
                            office.recipients.append(line.split("<")[1].rstrip(">"))
                        self.say("250 well")

            def take(self) -> bool:
                self.say("354 go on")
                content = b""
                while (line := self.rfile.readline()) != b".\r\n":
                    content += line.removeprefix(b".") if line.startswith(b"..") else line
                parsed: Any = message_from_bytes(content, policy=default)
                office.heard.append(str(parsed["To"]))
                if office.holds_from == len(office.taken):
                    office.holds_from = None
                    office.hold()
                    office.holding.set()
                office.has_one.set()
                if office.cut_after_data or not office.let_go.is_set():
                    office.let_go.wait(60)
                    return False
                office.taken.append(parsed)
                office.when_taken(parsed)
                self.say("250 taken")
                office.took_one.set()
                return True

            def say(self, words: str) -> None:
                self.wfile.write(f"{words}\r\n".encode())

        return Clerk
