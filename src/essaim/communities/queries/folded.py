"""Search without accents or case, in the database, on SQLite as on PostgreSQL and without extensions."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import CharField, Func
from django.dispatch import receiver

from essaim.engines.rosters.folding import fold


class Folded(Func):
    """The text without case and accents: "Leïla" is found by "leila"."""

    output_field = CharField()
    function = "essaim_fold"
    arity = 1

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        bare = r"LOWER(REGEXP_REPLACE(NORMALIZE(%(expressions)s, NFKD), E'[\u0300-\u036f]', '', 'g'))"
        return self.as_sql(compiler, connection, template=bare, **extra)


@receiver(connection_created)
def _teach_sqlite(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("essaim_fold", 1, _fold, deterministic=True)


def _fold(text: str | None) -> str | None:
    return None if text is None else fold(text)
