"""Every page of the demo as a picture, into shots/: three widths, two languages, light and dark.

bin/shots                     everything
bin/shots board people        only pages whose name contains one of these words
bin/shots --quick             390 and 1280 wide, French, light
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "shots"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {390: 844, 1280: 900, 1920: 1080}


def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise SystemExit("No Chromium: apt-get install chromium")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pages() -> list[tuple[str, str, str]]:
    """(name, address, who looks at it) for every page that can be opened with a plain GET, from the demo."""
    from essaim.demo.pages import to_see

    return to_see()


def session_of(email: str) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from essaim.people.models import Person

    person = Person.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("words", nargs="*")
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--into", type=Path, default=SHOTS)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(ESSAIM_VAR=folder, DJANGO_SETTINGS_MODULE="essaim.settings")
        import django

        django.setup()
        from essaim.commands.frame import prepare
        from essaim.demo import tell

        prepare()
        tell.everything()
        take(given)


def take(given: argparse.Namespace) -> None:
    # Playwright's loop is ours alone here; Django would otherwise refuse to read rows beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import sync_playwright

    port = free_port()
    base = f"http://localhost:{port}"
    wanted = [page for page in pages() if not given.words or any(word in page[0] for word in given.words)]
    sessions = {who: session_of(who) for _, _, who in wanted if who}
    variants = (
        list(itertools.product((390, 1280), ("fr",), ("light",)))
        if given.quick
        else list(itertools.product(WIDTHS, ("fr", "en"), ("light", "dark")))
    )
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "uvicorn",
            "essaim.asgi:application",
            "--port",
            str(port),
            "--log-level",
            "error",
        ]
    )
    try:
        wait_for(port)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            for width, language, scheme in variants:
                folder = given.into / f"{width}-{language}-{scheme}"
                folder.mkdir(parents=True, exist_ok=True)
                for who in {who for _, _, who in wanted}:
                    context = browser.new_context(
                        viewport={"width": width, "height": WIDTHS[width]},
                        color_scheme=scheme,
                        locale=language,
                        reduced_motion="reduce",
                    )
                    speak(who, language)
                    if who:
                        context.add_cookies([{"name": "sessionid", "value": sessions[who], "url": base}])
                    page = context.new_page()
                    for name, address, whose in wanted:
                        if whose == who:
                            answer = page.goto(urljoin(base, address))
                            page.screenshot(path=folder / f"{name}.png", full_page=True)
                            if answer is None or answer.status >= 400:
                                print(f"{name}: {address} answered {answer and answer.status}")
                    context.close()
            browser.close()
    finally:
        server.terminate()
        server.wait(10)
    print(f"{len(wanted)} pages × {len(variants)} in {given.into}")


def speak(email: str, language: str) -> None:
    from essaim.people.models import Person

    Person.objects.filter(email=email).update(language=language)


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("The server did not start")


if __name__ == "__main__":
    main()
