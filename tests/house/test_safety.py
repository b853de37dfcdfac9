"""Production refuses to start unsafely, and names what to set."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SAFE = {
    "ESSAIM_MODE": "production",
    "ESSAIM_SECRET_KEY": "k" * 50,
    "ESSAIM_HOSTS": "essaim.example.org",
    "ESSAIM_URL": "https://essaim.example.org",
    "ESSAIM_VAR": "var",
    "ESSAIM_MAIL_URL": "smtp://mail.example.org:587",
    "DATABASE_URL": "sqlite:///:memory:",
}


def start(changes: dict[str, str | None]) -> subprocess.CompletedProcess[str]:
    """Run Django's checks as `essaim` would start, with these settings changed or left out."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ESSAIM_")}
    asked = {name: value for name, value in (SAFE | changes).items() if value is not None}
    command = [sys.executable, "-m", "essaim.cli", "manage", "check"]
    return subprocess.run(command, env=clean | asked, capture_output=True, text=True, check=False)


def test_safe_settings_start():
    done = start({})
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("ESSAIM_SECRET_KEY", None),
        ("ESSAIM_SECRET_KEY", "short"),
        ("ESSAIM_HOSTS", None),
        ("ESSAIM_HOSTS", "*"),
        ("ESSAIM_URL", "http://essaim.example.org"),
        ("ESSAIM_VAR", None),
        ("ESSAIM_MAILS_ON_A_PAGE", "true"),
        ("ESSAIM_MAIL_URL", None),
        ("DATABASE_URL", "mysql://localhost/essaim"),
    ],
)
def test_an_unsafe_setting_is_refused_and_named(setting, value):
    done = start({setting: value})
    assert done.returncode == 2
    assert done.stderr.startswith("Essaim cannot start safely:\n")
    assert f"- {setting} " in done.stderr
