"""Our settings on Django's own SQLite, without turns to write: what writes.py compares with."""

from essaim.settings import *  # noqa: F403
from essaim.settings import DATABASES

DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"
