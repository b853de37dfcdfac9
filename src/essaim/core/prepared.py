"""Small questions asked on every page, whose SQL is made once: making it costs more than answering it."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

MARK = -987_654_321
"""What stands for the first value while the SQL is made, the next numbers for the others; no row has them."""

Made = tuple[str, list[Any], SQLCompiler, Any]


class Prepared:
    """A question with a few values in it: `rows` gives its `values_list`, from keys or words.

    far = Prepared(lambda pk: Community.objects.filter(pk=pk).values_list(Count("memberships")))
    (people,) = far.one(community.pk)

    Nothing is remembered but the SQL, so a value must not change it: no None, no list.
    """

    def __init__(self, rows: Callable[..., QuerySet[Any, tuple[Any, ...]]]) -> None:
        self.rows = rows
        self.marks = [MARK - place for place in range(len(signature(rows).parameters))]
        self.made: dict[str, Made] = {}

    def one(self, *values: int | str) -> tuple[Any, ...]:
        """The first row; the question must be one that always has an answer."""
        return self.all(*values)[0]

    def all(self, *values: int | str) -> list[tuple[Any, ...]]:
        sql, params, compiler, converters = self._made()
        told = {str(mark): value for mark, value in zip(self.marks, values, strict=True)}
        with connection.cursor() as cursor:
            cursor.execute(sql, [told.get(str(param), param) for param in params])
            rows = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(rows, converters)]

    def _made(self) -> Made:
        if connection.vendor not in self.made:
            compiler = self.rows(*self.marks).query.get_compiler(connection=connection)
            sql, params = compiler.as_sql()
            # A converter asks the connection for no more than its kind of database: this thread's will do.
            converters = compiler.get_converters([column for column, _, _ in compiler.select])
            self.made[connection.vendor] = sql, list(params), compiler, converters
        return self.made[connection.vendor]
