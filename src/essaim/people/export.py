"""Everything that is known of somebody, as files they can read and take elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone

from essaim.core.privacy import Privacy, classified, rows_about, title_of

from .models import Person

File = tuple[str, bytes]
NOTHING: tuple[object, ...] = ("", None, [], {})


@dataclass(frozen=True, slots=True)
class Table:
    """What one table says of a person: `rows` as dictionaries of plain values."""

    name: str
    title: str
    rows: list[dict[str, Any]]
    files: list[File]


def exported(person: Person) -> bytes:
    """A zip: `index.html` to read, a JSON file for each table, and the files that were sent."""
    tables = list(tables_about(person))
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as zipped:
        context = {"person": person, "tables": tables, "now": timezone.now(), "nothing": NOTHING}
        page = render_to_string("people/export.html", context)
        zipped.writestr("index.html", page)
        for table in tables:
            words = json.dumps(table.rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            zipped.writestr(f"{table.name}.json", words)
            for name, content in table.files:
                zipped.writestr(name, content)
    return archive.getvalue()


def tables_about(person: Person) -> Iterator[Table]:
    """Each table that has something to say of this person."""
    for model, privacy in classified():
        rows = list(rows_about(model, privacy, person.pk).order_by("pk"))
        if rows:
            yield _table(model, privacy, rows)


def _table(model: type[models.Model], privacy: Privacy, rows: list[models.Model]) -> Table:
    name = model._meta.label_lower.replace(".", "-")
    fields = [field for field in model._meta.get_fields() if field.name in privacy.personal]
    files: list[File] = []
    told = [{field.name: _value(row, field, name, files) for field in fields} for row in rows]
    return Table(name, title_of(model), told, files)


def _value(row: models.Model, field: Any, table: str, files: list[File]) -> Any:
    value = getattr(row, field.name)
    if field.many_to_many:
        return [str(other) for other in value.all()]
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(field, models.BinaryField):
        path = f"files/{table}-{row.pk}"
        files.append((path, bytes(value)))
        return path
    return value
