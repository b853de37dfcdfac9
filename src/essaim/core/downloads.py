"""Tables to take away, as a file that a spreadsheet opens."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> StreamingHttpResponse:
    """A CSV with a byte order mark and semicolons, as French spreadsheets expect it, written row by row."""
    answer = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


class _Echo:
    """What the csv module writes to: each row is handed back instead of kept."""

    def write(self, row: str) -> str:
        return row


def _lines(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Iterator[str]:
    write = csv.writer(_Echo(), delimiter=";").writerow
    yield "\ufeff"
    yield write(header)
    for row in rows:
        yield write(row)
