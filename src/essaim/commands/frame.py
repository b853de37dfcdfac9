"""Wake Django for the commands that need it, and make its database ready."""

from __future__ import annotations

import os
import sys


def wake() -> None:
    """Load the settings and the rooms. An unsafe setting ends the command with the sentence that names it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as refusal:
        print(refusal, file=sys.stderr)
        raise SystemExit(2) from None


def prepare() -> bool:
    """Bring folders, database and catalogue up to date; return whether the database is a new one."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    new = not connection.introspection.table_names()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    compile_words()
    return new


def compile_words() -> None:
    """Compile the French if the catalogue changed since the last time. No gettext is needed."""
    from django.conf import settings

    for folder in settings.LOCALE_PATHS:
        for po in folder.glob("*/LC_MESSAGES/django.po"):
            mo = po.with_suffix(".mo")
            if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
                continue
            from babel.messages.mofile import write_mo
            from babel.messages.pofile import read_po

            with po.open("rb") as source, mo.open("wb") as target:
                write_mo(target, read_po(source))
